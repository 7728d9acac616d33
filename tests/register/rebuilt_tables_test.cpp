// SPDX-License-Identifier: Apache-2.0
#include "register/rebuilt_tables.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "scratch_register.hpp"

namespace byname {
namespace {

std::set<std::string> indexes_in(Database& database, const std::string& schema) {
  std::set<std::string> names;
  for (const DerivedTable& table : derived_tables()) {
    Rows rows =
        database.query("SELECT name FROM " + schema +
                           ".sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?1",
                       table.name);
    while (rows.next()) names.insert(rows.text(0));
  }
  return names;
}

// A question to the register as it was must cost no more than one to the register as it is.
TEST(RebuiltTables, HaveTheIndexesOfTheFileOnceTheyAreMade) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  Database& database = opened.database();
  const std::set<std::string> in_file = indexes_in(database, "main");
  WriteTransaction transaction(database);
  RebuiltTables rebuilt(database);
  const std::set<std::string> of_fold = indexes_in(database, "temp");
  EXPECT_LT(of_fold.size(), in_file.size());
  EXPECT_TRUE(of_fold.contains("link_high"));
  rebuilt.make_indexes();
  EXPECT_EQ(indexes_in(database, "temp"), in_file);
}

}  // namespace
}  // namespace byname
