// SPDX-License-Identifier: Apache-2.0
#include "names/table_rows.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

std::vector<std::string_view> split(std::string_view text, char border) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(border, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

std::vector<TableRow> read_table_rows(const std::string& name, std::string_view text, std::size_t num_cells) {
  std::vector<TableRow> rows;
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    TableRow row{number, split(line, '\t')};
    if (row.cells.size() != num_cells)
      refuse_row(name, row, fmt::format("{} cells, not {}", row.cells.size(), num_cells));
    for (const std::string_view cell : row.cells) {
      if (cell.empty()) refuse_row(name, row, "an empty cell");
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string_view> split_forms(std::string_view cell) { return split(cell, '|'); }

void refuse_row(const std::string& name, const TableRow& row, std::string_view what) {
  throw DataError(
      fmt::format("table {}.tsv, line {}: {}. Correct the row and build again", name, row.line, what));
}

}  // namespace byname
