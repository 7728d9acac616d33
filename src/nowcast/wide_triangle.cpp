// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "names/header_words.hpp"
#include "names/missing_words.hpp"
#include "nowcast/report_table.hpp"

namespace byname {
namespace {

// Headers of the column that names a row's period.
constexpr std::array<std::string_view, 15> kLabelWords = {
    "",     "x",   "event",   "origin", "period", "year",          "month",      "week",
    "date", "day", "quarter", "id",     "row",    "accident year", "origin year"};

constexpr double kFirstYear = 1800;

bool holds_numbers(const TextColumn& column, std::size_t num_rows) {
  for (std::size_t row = 0; row < num_rows; ++row) {
    if (column.is_null(row) || is_missing(column.at(row))) continue;
    if (!read_plain_number(column.at(row))) return false;
  }
  return true;
}

/// 1981, 1982, ... or 1, 2, 3, ...: labels of rows. Counts may go up by one too, so other beginnings are
/// none.
bool counts_up(const TextColumn& column, std::size_t num_rows) {
  if (num_rows < 3) return false;
  std::optional<double> before;
  for (std::size_t row = 0; row < num_rows; ++row) {
    const std::optional<double> number = read_plain_number(column.at(row));
    if (!number || (before && *number != *before + 1)) return false;
    if (!before && *number > 1 && *number < kFirstYear) return false;
    before = number;
  }
  return true;
}

bool is_label_column(const InputList& list, const ReportTableOptions& options) {
  const TextColumn& first = list.columns.front();
  if (!options.event.empty()) return first.name == options.event;
  const std::string words = header_words(first.name);
  return std::find(kLabelWords.begin(), kLabelWords.end(), words) != kLabelWords.end() ||
         !holds_numbers(first, list.num_mentions()) || counts_up(first, list.num_mentions());
}

/// A first row that was taken for the header: its "names" are counts.
void check_header(const InputList& list, std::size_t first_column) {
  std::optional<double> before, step;
  for (std::size_t i = first_column; i < list.columns.size(); ++i) {
    const std::optional<double> number = read_plain_number(list.columns[i].name);
    if (!number) return;
    if (before && step && *number - *before != *step) {
      throw DataError(
          "the first line of the table holds counts. Give it a header with one name a delay, such as 0,1,2.");
    }
    if (before) step = *number - *before;
    before = number;
  }
}

bool is_empty_column(const TriangleCells& table, std::size_t delay) {
  return std::all_of(table.cells.begin(), table.cells.end(), [&](const auto& row) { return !row[delay]; });
}

void drop_empty_columns(TriangleCells& table) {
  while (!table.delays.empty() && is_empty_column(table, table.delays.size() - 1)) {
    table.delays.pop_back();
    for (auto& row : table.cells) row.pop_back();
  }
}

}  // namespace

ReportTable read_wide_triangle(const Input& input, const ReportTableOptions& options) {
  const InputList& list = input.lists.front();
  const std::size_t first = is_label_column(list, options) ? 1 : 0;
  check_header(list, first);
  TriangleCells cells;
  for (std::size_t i = first; i < list.columns.size(); ++i) cells.delays.push_back(list.columns[i].name);
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    cells.events.push_back(first == 1 ? std::string(list.columns.front().at(row)) : std::to_string(row + 1));
    cells.cells.emplace_back();
    for (std::size_t i = first; i < list.columns.size(); ++i)
      cells.cells.back().push_back(number_in_cell(input, list, list.columns[i], row));
  }
  drop_empty_columns(cells);
  if (cells.delays.empty()) throw DataError("the table has no counts");
  ReportTable table;
  table.notes.push_back(fmt::format("Read as a triangle of {} periods and {} delays.", cells.events.size(),
                                    cells.delays.size()));
  table.triangle = make_triangle(std::move(cells), options.kind, table.notes);
  cut_delays(table.triangle, options.max_delay);
  return table;
}

}  // namespace byname
