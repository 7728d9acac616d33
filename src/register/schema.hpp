// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "register/database.hpp"

namespace byname {

/// The format of the register's file that this program writes (PRAGMA user_version).
inline constexpr int kRegisterFormat = 3;
/// PRAGMA application_id: "byn1".
inline constexpr int kApplicationId = 0x62796E31;

/// A table computed from the log by the fold, and the columns that put its rows in one order.
struct DerivedTable {
  std::string_view name;
  std::string_view order;
};
std::span<const DerivedTable> derived_tables();

/// Makes the tables of an empty file. Call it within a transaction.
void make_schema(Database& database);
/// Makes the derived tables once more, in memory only and under the same names (rebuilt_tables.hpp). They
/// have the indexes that the fold asks, and the others once these are made.
void make_derived_tables_in_memory(Database& database);
void make_other_indexes_in_memory(Database& database);
/// The file's format. Throws DataError if the file holds no register, UserError if it is of a newer byname.
std::int64_t check_format(Database& database);
/// Makes the tables that came after a format, empty, and gives the file the present one. Call it within a
/// transaction.
void add_tables_since(Database& database, std::int64_t format);

}  // namespace byname
