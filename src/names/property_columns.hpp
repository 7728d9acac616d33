// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "names/column_roles.hpp"
#include "names/comparable_values.hpp"
#include "table/input.hpp"

namespace byname {

/// One property of one list on its way into the record table.
struct PropertyColumn {
  Role role = Role::kText;
  std::string name;  ///< as RecordColumn::name
  TextColumn raw;
  TextColumn comparable;
  /// Where raw is one column as read: which. It is moved by take_raw_columns, so that no text is copied.
  std::optional<std::size_t> source;
  bool is_canonical = false;  ///< a part of full names whose comparable values are canonical already
};

/// The first column of a role; null if there is none.
PropertyColumn* find_property(std::vector<PropertyColumn>& columns, Role role);

/// Makes the properties of a list: full names split, columns of one role joined, birth dates from dates,
/// years or ages. The list is not changed: raw values that are columns as read are only named.
std::vector<PropertyColumn> make_property_columns(const InputList& list, const ListReading& reading,
                                                  bool reads_eastern_names, const ExecutionContext& context);

/// Moves the columns that `columns` name out of the list; no two name the same one.
void take_raw_columns(InputList& list, std::vector<PropertyColumn>& columns, const ExecutionContext& context);

/// Columns of a list with a role.
std::vector<std::size_t> columns_of_role(const ListReading& reading, Role role);

/// Reader of one column in its role.
ValueReader column_reader(const TextColumn& column, const ColumnReading& reading, bool reads_eastern_names);

}  // namespace byname
