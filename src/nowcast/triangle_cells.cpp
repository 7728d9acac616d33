// SPDX-License-Identifier: Apache-2.0
#include "nowcast/triangle_cells.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {
namespace {

using Row = std::vector<std::optional<double>>;

constexpr double kMaxFallsOfCumulative = 0.1;   // share of steps: corrections downward
constexpr double kMinFallsOfIncremental = 0.3;  // share of steps that change

/// True for a cell whose report would come after the last period.
bool is_after_now(std::size_t event, std::size_t delay, std::size_t num_events) {
  return event + delay >= num_events;
}

bool is_full(const TriangleCells& table) {
  return std::all_of(table.cells.begin(), table.cells.end(), [](const Row& row) {
    return std::all_of(row.begin(), row.end(), [](const auto& cell) { return cell.has_value(); });
  });
}

/// Zeros that stand for "not known yet" in a table without empty cells.
void empty_future_zeros(TriangleCells& table, std::vector<std::string>& notes) {
  const std::size_t num_events = table.cells.size();
  if (num_events < 2 || table.delays.size() < 2 || !is_full(table)) return;
  std::size_t num_future = 0;
  for (std::size_t event = 0; event < num_events; ++event) {
    for (std::size_t delay = 0; delay < table.delays.size(); ++delay) {
      if (!is_after_now(event, delay, num_events)) continue;
      if (*table.cells[event][delay] != 0) return;
      ++num_future;
    }
  }
  if (num_future == 0) return;
  for (std::size_t event = 0; event < num_events; ++event) {
    for (std::size_t delay = 0; delay < table.delays.size(); ++delay) {
      if (is_after_now(event, delay, num_events)) table.cells[event][delay].reset();
    }
  }
  notes.push_back(fmt::format(
      "The {} cells after the last period all hold 0; they are taken for not known yet, not for nobody.",
      num_future));
}

std::size_t known_length(const Row& row, const std::string& event) {
  const auto gap = std::find(row.begin(), row.end(), std::nullopt);
  const bool has_more = std::any_of(gap, row.end(), [](const auto& cell) { return cell.has_value(); });
  if (has_more)
    throw DataError(
        fmt::format("period {}: an empty cell stands before a filled one (delay {} of the table). Write 0 "
                    "where nobody was "
                    "reported; only what is not known yet may be empty.",
                    event, gap - row.begin() + 1));
  return static_cast<std::size_t>(gap - row.begin());
}

bool looks_cumulative(const std::vector<std::vector<double>>& rows, bool& is_clear) {
  std::size_t num_steps = 0, num_falls = 0, num_lower_ends = 0;
  for (const std::vector<double>& row : rows) {
    for (std::size_t i = 1; i < row.size(); ++i) {
      num_steps += row[i] != row[i - 1] ? 1 : 0;
      num_falls += row[i] < row[i - 1] ? 1 : 0;
    }
    num_lower_ends += !row.empty() && row.back() < row.front() ? 1 : 0;
  }
  const double falls = num_steps == 0 ? 0 : static_cast<double>(num_falls) / static_cast<double>(num_steps);
  const bool is_cumulative = falls <= kMaxFallsOfCumulative && num_lower_ends == 0;
  is_clear = is_cumulative || falls >= kMinFallsOfIncremental;
  return is_cumulative;
}

bool is_cumulative(const std::vector<std::vector<double>>& rows, CountKind kind,
                   std::vector<std::string>& notes) {
  if (kind != CountKind::kGuess) return kind == CountKind::kCumulative;
  const bool has_steps =
      std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.size() > 1; });
  if (!has_steps) return false;
  bool is_clear = false;
  const bool guess = looks_cumulative(rows, is_clear);
  if (!is_clear)
    throw UserError(
        "the table may hold new reports or all reports so far: its rows rise and fall. Say which: "
        "--incremental or --cumulative.");
  notes.push_back(guess ? "The cells are read as all reports so far, since the rows rise; --incremental "
                          "reads them as new reports."
                        : "The cells are read as new reports, since the rows fall; --cumulative reads them "
                          "as all reports so far.");
  return guess;
}

}  // namespace

ReportingTriangle make_triangle(TriangleCells table, CountKind kind, std::vector<std::string>& notes) {
  empty_future_zeros(table, notes);
  ReportingTriangle triangle;
  triangle.events = std::move(table.events);
  triangle.delays = std::move(table.delays);
  for (std::size_t event = 0; event < table.cells.size(); ++event) {
    const Row& row = table.cells[event];
    std::vector<double> known;
    for (std::size_t i = 0; i < known_length(row, triangle.events[event]); ++i) known.push_back(*row[i]);
    triangle.counts.push_back(std::move(known));
  }
  if (is_cumulative(triangle.counts, kind, notes)) {
    for (std::vector<double>& row : triangle.counts) row = incremental_counts(row);
  }
  return triangle;
}

}  // namespace byname
