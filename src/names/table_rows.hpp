// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// One row of a table that a linguist edits.
struct TableRow {
  std::size_t line = 0;  ///< from 1
  std::vector<std::string_view> cells;
};

/// Splits a table of tab-separated cells into its rows: blank lines and lines that begin with '#' are left
/// out. The rows look into `text`. Throws DataError with `name` and line for a row that does not have
/// `num_cells` cells, or has an empty one.
std::vector<TableRow> read_table_rows(const std::string& name, std::string_view text, std::size_t num_cells);

/// The forms of a cell that are separated by '|'.
std::vector<std::string_view> split_forms(std::string_view cell);

/// Throws DataError saying what is wrong in a row of a table.
[[noreturn]] void refuse_row(const std::string& name, const TableRow& row, std::string_view what);

}  // namespace byname
