// SPDX-License-Identifier: Apache-2.0
#include "nowcast/reporting_triangle.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace byname {
namespace {

bool holds_for_some_cell(const ReportingTriangle& triangle, const auto& condition) {
  return std::any_of(triangle.counts.begin(), triangle.counts.end(), [&](const std::vector<double>& row) {
    return std::any_of(row.begin(), row.end(), condition);
  });
}

}  // namespace

double ReportingTriangle::num_named(std::size_t event) const {
  return std::accumulate(counts[event].begin(), counts[event].end(), 0.0);
}

double ReportingTriangle::num_dated() const {
  double sum = 0;
  for (std::size_t event = 0; event < num_events(); ++event) sum += num_named(event);
  return sum;
}

double ReportingTriangle::num_undated() const {
  double sum = 0;
  for (const UndatedReports& reports : undated) sum += static_cast<double>(reports.count);
  return sum;
}

bool ReportingTriangle::has_negative_counts() const {
  return holds_for_some_cell(*this, [](double count) { return count < 0; });
}

bool ReportingTriangle::has_whole_counts() const {
  return !holds_for_some_cell(*this, [](double count) { return count != std::floor(count); });
}

std::vector<double> cumulative_counts(const std::vector<double>& increments) {
  std::vector<double> sums(increments.size());
  std::partial_sum(increments.begin(), increments.end(), sums.begin());
  return sums;
}

std::vector<double> incremental_counts(const std::vector<double>& cumulative) {
  std::vector<double> differences(cumulative.size());
  std::adjacent_difference(cumulative.begin(), cumulative.end(), differences.begin());
  return differences;
}

void cut_delays(ReportingTriangle& triangle, int max_delay) {
  const auto num_kept = static_cast<std::size_t>(max_delay) + 1;
  if (max_delay <= 0 || num_kept >= triangle.num_delays()) return;
  triangle.delays.resize(num_kept);
  for (std::vector<double>& row : triangle.counts) {
    for (std::size_t delay = num_kept; delay < row.size(); ++delay) triangle.num_beyond_window += row[delay];
    row.resize(std::min(row.size(), num_kept));
  }
}

void check_triangle(const ReportingTriangle& triangle) {
  if (triangle.num_events() == 0 || triangle.num_delays() == 0)
    throw DataError("the table has no period of events, or no delay");
  bool has_open = false;
  for (std::size_t event = 0; event < triangle.num_events(); ++event) {
    if (triangle.counts[event].empty())
      throw DataError("period " + triangle.events[event] +
                      " has no known cell. Leave such a row out, or give its first cell (0 if none).");
    has_open = has_open || triangle.is_open(event);
  }
  if (!(triangle.num_named() > 0)) throw DataError("the table names nobody: every cell is 0 or empty");
  if (!has_open)
    throw DataError(
        "every period is known to the last delay, so nothing is left to come. Leave cells that are not known "
        "yet empty, or give an earlier --as-of.");
}

}  // namespace byname
