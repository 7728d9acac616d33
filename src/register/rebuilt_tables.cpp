// SPDX-License-Identifier: Apache-2.0
#include "register/rebuilt_tables.hpp"

#include <fmt/format.h>
#include <string>

namespace byname {

namespace {

std::vector<std::string> columns_of(Database& database, std::string_view table) {
  std::vector<std::string> columns;
  Rows rows = database.query("SELECT name FROM pragma_table_info(?1) ORDER BY cid", table);
  while (rows.next()) columns.push_back(rows.text(0));
  return columns;
}

// "n.a IS o.a AND n.b IS o.b"
std::string same_in(const std::vector<std::string>& columns) {
  std::string condition;
  for (const std::string& column : columns)
    condition += fmt::format("{0}n.{1} IS o.{1}", condition.empty() ? "" : " AND ", column);
  return condition;
}

}  // namespace

RebuiltTables::RebuiltTables(Database& database) : database_(database) {
  make_derived_tables_in_memory(database);
}

RebuiltTables::~RebuiltTables() {
  try {
    for (const DerivedTable& table : derived_tables())
      database_.execute(fmt::format("DROP TABLE IF EXISTS temp.{}", table.name));
  } catch (const std::exception&) {  // they go with the connection at the latest
  }
}

bool RebuiltTables::is_equal(const DerivedTable& table) {
  Rows ours = database_.query(fmt::format("SELECT * FROM temp.{} ORDER BY {}", table.name, table.order));
  Rows held = database_.query(fmt::format("SELECT * FROM main.{} ORDER BY {}", table.name, table.order));
  const int num_columns = ours.num_columns();
  while (true) {
    const bool has_ours = ours.next(), has_held = held.next();
    if (has_ours != has_held) return false;
    if (!has_ours) return true;
    for (int column = 0; column < num_columns; ++column) {
      if (!ours.is_same_value(column, held)) return false;
    }
  }
}

std::vector<std::string_view> RebuiltTables::differing() {
  std::vector<std::string_view> names;
  for (const DerivedTable& table : derived_tables()) {
    if (!is_equal(table)) names.push_back(table.name);
  }
  return names;
}

// Rows that are no more first: another may be alike in what must be unique.
void RebuiltTables::replace(const DerivedTable& table) {
  const std::string same = same_in(columns_of(database_, table.name));
  database_.execute(
      fmt::format("DELETE FROM main.{0} AS o WHERE NOT EXISTS (SELECT 1 FROM temp.{0} AS n WHERE {1})",
                  table.name, same));
  database_.execute(
      fmt::format("INSERT INTO main.{0} SELECT * FROM temp.{0} AS n WHERE NOT EXISTS (SELECT 1 FROM main.{0} "
                  "AS o WHERE {1}) ORDER BY {2}",
                  table.name, same, table.order));
}

void RebuiltTables::replace() {
  for (const DerivedTable& table : derived_tables()) {
    if (!is_equal(table)) replace(table);
  }
}

}  // namespace byname
