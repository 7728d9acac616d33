// SPDX-License-Identifier: Apache-2.0
#include "register/database.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <span>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "register/scratch_register.hpp"

namespace byname {
namespace {

class DatabaseTest : public ::testing::Test {
 protected:
  DatabaseTest()
      : database_(folder_.file("rows"), SecretBytes(std::string(32, 'k')), Database::Access::kCreate) {
    database_.execute("CREATE TABLE row(number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
  }
  void insert(std::int64_t first, std::int64_t how_many) {
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < how_many; ++i) texts.push_back(fmt::format("row {}", first + i));
    std::vector<std::tuple<std::int64_t, std::string_view>> rows;
    for (std::int64_t i = 0; i < how_many; ++i)
      rows.emplace_back(first + i, texts[static_cast<std::size_t>(i)]);
    database_.insert_rows("row", std::span(std::as_const(rows)));
  }
  std::int64_t num_right() {
    return database_.number("SELECT count(*) FROM row WHERE text = 'row ' || number", 0);
  }

  ScratchFolder folder_;
  Database database_;
};

TEST_F(DatabaseTest, AddsAnyNumberOfRows) {
  std::int64_t next = 1;
  for (const std::int64_t how_many : {0, 1, 2, 15, 16, 17, 32, 100, 1}) {
    insert(next, how_many);
    next += how_many;
    EXPECT_EQ(num_right(), next - 1) << how_many;
  }
}

TEST_F(DatabaseTest, ARowThatIsHeldAlreadyEndsTheTransaction) {
  insert(40, 1);
  {
    WriteTransaction transaction(database_);
    EXPECT_THROW(insert(1, 50), InternalError);  // what byname adds is never held
  }
  EXPECT_EQ(num_right(), 1);
  insert(1, 20);
  EXPECT_EQ(num_right(), 21);
}

TEST_F(DatabaseTest, SaysHowManyRowsAStatementChanged) {
  insert(1, 3);
  database_.run("INSERT INTO row VALUES (?1, ?2) ON CONFLICT(number) DO NOTHING", 3, "again");
  EXPECT_EQ(database_.num_changed_rows(), 0);
  database_.run("INSERT INTO row VALUES (?1, ?2) ON CONFLICT(number) DO NOTHING", 4, "row 4");
  EXPECT_EQ(database_.num_changed_rows(), 1);
  EXPECT_EQ(num_right(), 4);
}

}  // namespace
}  // namespace byname
