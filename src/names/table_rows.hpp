// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// A row of a table of names: cells between tabs; "-" stands for an empty cell and is given as one.
struct TableRow {
  std::vector<std::string_view> cells;
  std::string place;  ///< "given_names.tsv:12"
};

/// Splits the text of a table: lines of tab-separated cells, remarks begin with '#'. Throws DataError, with
/// file and line, for a row that has not `num_cells` cells, an empty cell, or blanks at the end of one.
std::vector<TableRow> read_table_rows(std::string_view name, std::string_view text, std::size_t num_cells);

/// The text of a table of src/names/tables, "given_names.tsv".
std::string_view embedded_table(std::string_view name);

/// The rows of an embedded table.
std::vector<TableRow> embedded_rows(std::string_view name, std::size_t num_cells);

/// Ends the reading of a table: throws DataError with the row's place.
[[noreturn]] void refuse_row(const TableRow& row, std::string_view reason);

/// The words of a cell, between blanks.
std::vector<std::string_view> words_of_cell(std::string_view cell);

/// The forms of a cell, between '|'.
std::vector<std::string_view> forms_of_cell(std::string_view cell);

/// A cell that holds a weight in (0, 1].
double weight_of_cell(const TableRow& row, std::size_t cell);

}  // namespace byname
