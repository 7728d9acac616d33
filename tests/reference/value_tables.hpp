// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expression/value_table.hpp"

namespace byname::reference {

/// A cell of a file; nothing is NULL, the empty text is a text.
using Cell = std::optional<std::string>;

/// Adds a column of cells read as `type`; returns how many different ones could not be read.
inline std::size_t add_column(ValueTable& table, const std::string& name, const std::string& type,
                              const std::vector<Cell>& cells) {
  TextColumn column;
  column.name = name;
  for (const Cell& cell : cells)
    column.codes.push_back(cell ? column.dictionary.insert(*cell) : Dictionary::kNull);
  return table.add(name, std::move(column), type, ExecutionContext{});
}

}  // namespace byname::reference
