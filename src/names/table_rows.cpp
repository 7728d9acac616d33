// SPDX-License-Identifier: Apache-2.0
#include "names/table_rows.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "names/embedded_tables.hpp"

namespace byname {

namespace {

std::string_view next_piece(std::string_view& rest, char border) {
  const std::size_t end = std::min(rest.find(border), rest.size());
  const std::string_view piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

TableRow split_row(std::string_view line, std::string place, std::size_t num_cells) {
  TableRow row{{}, std::move(place)};
  if (static_cast<std::size_t>(std::count(line.begin(), line.end(), '\t')) + 1 != num_cells)
    refuse_row(row, fmt::format("a row has {} cells, separated by tabs", num_cells));
  for (std::size_t i = 0; i < num_cells; ++i) {
    const std::string_view cell = next_piece(line, '\t');
    if (cell.empty() || cell.front() == ' ' || cell.back() == ' ' || cell.back() == '\r')
      refuse_row(row, fmt::format("cell {} is empty or has blanks around it; write - for nothing", i + 1));
    row.cells.push_back(cell == "-" ? std::string_view() : cell);
  }
  return row;
}

}  // namespace

std::vector<TableRow> read_table_rows(std::string_view name, std::string_view text, std::size_t num_cells) {
  std::vector<TableRow> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = next_piece(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    rows.push_back(split_row(line, fmt::format("{}:{}", name, number), num_cells));
  }
  return rows;
}

std::string_view embedded_table(std::string_view name) {
  for (const EmbeddedTable& table : embedded_tables()) {
    if (table.name == name) return table.text;
  }
  throw InternalError(fmt::format("there is no table {}", name));
}

std::vector<TableRow> embedded_rows(std::string_view name, std::size_t num_cells) {
  return read_table_rows(name, embedded_table(name), num_cells);
}

void refuse_row(const TableRow& row, std::string_view reason) {
  throw DataError(fmt::format("{}: {}", row.place, reason));
}

std::vector<std::string_view> words_of_cell(std::string_view cell) {
  std::vector<std::string_view> words;
  while (!cell.empty()) {
    if (const std::string_view word = next_piece(cell, ' '); !word.empty()) words.push_back(word);
  }
  return words;
}

std::vector<std::string_view> forms_of_cell(std::string_view cell) {
  std::vector<std::string_view> forms;
  while (!cell.empty()) forms.push_back(next_piece(cell, '|'));
  return forms;
}

double weight_of_cell(const TableRow& row, std::size_t cell) {
  const std::string_view text = row.cells[cell];
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc() || end != text.data() + text.size() || !(weight > 0 && weight <= 1))
    refuse_row(row, fmt::format("cell {} is no weight above 0 and up to 1", cell + 1));
  return weight;
}

}  // namespace byname
