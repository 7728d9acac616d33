// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "register/schema.hpp"

namespace byname {

/// The derived tables a second time, empty and in memory alone, before those of the file: while it lives,
/// what is read and written by their names is these. Call it within a transaction, while no query runs.
class RebuiltTables {
 public:
  explicit RebuiltTables(Database& database);
  RebuiltTables(const RebuiltTables&) = delete;
  RebuiltTables& operator=(const RebuiltTables&) = delete;
  ~RebuiltTables();

  /// Lets questions be asked of them as quickly as of those of the file.
  void make_indexes() { make_other_indexes_in_memory(database_); }
  /// Names of the tables that hold other rows than those of the file, in the order of derived_tables().
  std::vector<std::string_view> differing();
  /// Gives the tables of the file the rows that these hold. Rows that are the same are not written.
  void replace();

 private:
  bool is_equal(const DerivedTable& table);
  void replace(const DerivedTable& table);

  Database& database_;
};

}  // namespace byname
