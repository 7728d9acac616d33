// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "names/edtf.hpp"
#include "nowcast/calendar_period.hpp"
#include "nowcast/triangle_cells.hpp"
#include "table/input.hpp"

namespace byname {

/// How a table of reports is to be read; empty names: columns are found by their headers.
struct ReportTableOptions {
  std::string event;   ///< column of the event's period or date
  std::string report;  ///< column of the report's date
  std::string delay;   ///< column of the delay, in periods
  std::string count;   ///< column of the number of persons
  CountKind kind = CountKind::kGuess;
  std::optional<CalendarPeriod> period;  ///< none: as suits the dates
  std::optional<std::int64_t> as_of;     ///< day number; reports after it are left out
  std::optional<std::int64_t> from;      ///< day number; events before it are outside the window
  int max_delay = 0;                     ///< longer delays are outside the window; 0 = none are
  bool is_month_first = false;
};

/// A row that says nothing for the nowcast, and why.
struct UnusedRow {
  std::size_t mention = 0;
  std::string column;
  std::string reason;
};

/// The triangle of a table, and what was made of its rows.
struct ReportTable {
  ReportingTriangle triangle;
  std::vector<UnusedRow> unused;   ///< dated rows that could not be placed
  std::vector<std::string> notes;  ///< how it was read
};

/// Reads one of three forms, told apart by the columns: rows with the dates of event and report (one a
/// person, or with a count); a long table of event, delay and count; a wide triangle (one row an event
/// period, one column a delay). Throws UserError where the form cannot be told, DataError for cells that are
/// no counts, equal periods, or a triangle that says nothing (check_triangle).
ReportTable read_report_table(const Input& input, const ReportTableOptions& options);

/// The three forms, used by read_report_table. `event` and so on are never null.
ReportTable read_wide_triangle(const Input& input, const ReportTableOptions& options);
ReportTable read_long_table(const Input& input, const TextColumn& event, const TextColumn& delay,
                            const TextColumn& count, const ReportTableOptions& options);
ReportTable read_dated_reports(const Input& input, const TextColumn& event, const TextColumn& report,
                               const TextColumn* count, const ReportTableOptions& options);

}  // namespace byname
