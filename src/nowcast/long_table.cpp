// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "nowcast/period_axis.hpp"
#include "nowcast/report_table.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMaxDelay = 5000;

std::vector<std::int64_t> delays_of(const Input& input, const TextColumn& column) {
  const InputList& list = input.lists.front();
  std::vector<std::int64_t> delays;
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    const std::optional<double> delay = number_in_cell(input, list, column, row);
    if (!delay || *delay != std::floor(*delay) || *delay < 0)
      throw DataError(fmt::format("{}, column '{}': a delay is a whole number of periods, 0 or more",
                                  place_of_row(input, list, row), column.name));
    delays.push_back(static_cast<std::int64_t>(std::min(*delay, 1e9)));
  }
  return delays;
}

/// Steps between delays: 1 in most tables, 12 where they are months of whole years.
std::int64_t step_of(const std::vector<std::int64_t>& delays, std::int64_t first) {
  std::int64_t step = 0;
  for (std::int64_t delay : delays) {
    std::int64_t other = delay - first;
    while (other != 0) {
      const std::int64_t rest = step % other;
      step = other;
      other = rest;
    }
  }
  return std::max<std::int64_t>(step, 1);
}

/// What no row says, of the cells that are known by now: nobody, or, in a cumulative table, no change.
void fill_known_cells(TriangleCells& table, CountKind kind) {
  std::size_t now = 0;
  for (std::size_t event = 0; event < table.cells.size(); ++event) {
    for (std::size_t delay = 0; delay < table.delays.size(); ++delay) {
      if (table.cells[event][delay]) now = std::max(now, event + delay);
    }
  }
  for (std::size_t event = 0; event < table.cells.size(); ++event) {
    double before = 0;
    for (std::size_t delay = 0; delay < table.delays.size() && event + delay <= now; ++delay) {
      std::optional<double>& cell = table.cells[event][delay];
      if (!cell) cell = kind == CountKind::kCumulative ? before : 0;
      before = *cell;
    }
  }
}

}  // namespace

ReportTable read_long_table(const Input& input, const TextColumn& event, const TextColumn& delay,
                            const TextColumn& count, const ReportTableOptions& options) {
  const InputList& list = input.lists.front();
  const PeriodAxis axis = make_period_axis(input, event, options);
  const std::vector<std::int64_t> delays = delays_of(input, delay);
  const auto [first, last] = std::minmax_element(delays.begin(), delays.end());
  const std::int64_t begin = *first > 1 ? *first : std::min<std::int64_t>(*first, 1);
  const std::int64_t step = step_of(delays, begin);
  if ((*last - begin) / step >= kMaxDelay)
    throw DataError(fmt::format("the longest delay is {} periods, more than {}", *last, kMaxDelay));
  TriangleCells cells;
  cells.events = axis.labels;
  for (std::int64_t each = begin; each <= *last; each += step) cells.delays.push_back(std::to_string(each));
  cells.cells.assign(cells.events.size(), std::vector<std::optional<double>>(cells.delays.size()));
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    auto& cell = cells.cells[axis.row_at[row]][static_cast<std::size_t>((delays[row] - begin) / step)];
    if (cell)
      throw DataError(
          fmt::format("{}: a second count for the same period and delay", place_of_row(input, list, row)));
    cell = number_in_cell(input, list, count, row);
  }
  ReportTable table;
  table.notes.push_back(fmt::format("Read as a long table of {} periods and {} delays.", cells.events.size(),
                                    cells.delays.size()));
  fill_known_cells(cells, options.kind);
  table.triangle = make_triangle(std::move(cells), options.kind, table.notes);
  cut_delays(table.triangle, options.max_delay);
  return table;
}

}  // namespace byname
