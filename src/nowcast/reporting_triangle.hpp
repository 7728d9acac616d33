// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace byname {

/// Reports whose event period is known only as one of several, or not at all.
struct UndatedReports {
  std::size_t report = 0;       ///< period of the report, counted as event + delay is
  std::size_t first_event = 0;  ///< earliest event period it may be, and ...
  std::size_t last_event = 0;   ///< ... latest, <= report
  std::int64_t count = 0;
};

/// Reports by the period of the event and by how many periods later they came. Periods count from 0, the
/// oldest event period; a cell is known if its report is not after now.
struct ReportingTriangle {
  std::vector<std::string> events;  ///< label of each event period
  std::vector<std::string> delays;  ///< label of each delay
  /// [event][delay], new reports; a row is as long as it is known, 1 to delays.size().
  std::vector<std::vector<double>> counts;
  std::vector<UndatedReports> undated;
  double num_beyond_window = 0;  ///< named, but outside the window that is modelled

  std::size_t num_events() const { return counts.size(); }
  std::size_t num_delays() const { return delays.size(); }
  bool is_open(std::size_t event) const { return counts[event].size() < num_delays(); }
  /// Reports of one event period so far, with a known event period.
  double num_named(std::size_t event) const;
  /// Reports with a known event period.
  double num_dated() const;
  double num_undated() const;
  /// All that are named: dated, undated, and outside the window.
  double num_named() const { return num_dated() + num_undated() + num_beyond_window; }
  bool has_negative_counts() const;
  bool has_whole_counts() const;
};

/// Sums along the delays.
std::vector<double> cumulative_counts(const std::vector<double>& increments);
/// Differences along the delays.
std::vector<double> incremental_counts(const std::vector<double>& cumulative);

/// Takes reports beyond a longest delay out of the triangle; they stay named. 0 = keep all.
void cut_delays(ReportingTriangle& triangle, int max_delay);

/// Throws DataError if there is no event period, no delay, a row without a cell, nobody named, or no period
/// that is still open: then nothing is to come.
void check_triangle(const ReportingTriangle& triangle);

}  // namespace byname
