// SPDX-License-Identifier: Apache-2.0
#include "nowcast/report_table.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "names/header_words.hpp"

namespace byname {
namespace {

// Headers, folded by header_words().
const std::vector<std::string_view> kEventWords = {
    "event",      "event date",     "date of event", "event period",  "event month",
    "event week", "event year",     "occurred",      "occurrence",    "onset",
    "onset date", "origin",         "origin year",   "cohort",        "accident year",
    "accident",   "reference date", "death date",    "date of death", "died",
    "dod"};
const std::vector<std::string_view> kReportWords = {"report",
                                                    "report date",
                                                    "date of report",
                                                    "reported",
                                                    "published",
                                                    "publication date",
                                                    "date published",
                                                    "confirmed",
                                                    "confirmation date",
                                                    "date confirmed",
                                                    "found",
                                                    "date found",
                                                    "added",
                                                    "date added",
                                                    "named",
                                                    "recorded",
                                                    "date recorded",
                                                    "registered",
                                                    "registration date",
                                                    "received",
                                                    "data publikatsii",
                                                    "data dobavleniya",
                                                    "data obnaruzheniya",
                                                    "data publikatsiyi"};
const std::vector<std::string_view> kDelayWords = {
    "delay", "lag", "dev", "development", "development year", "development period", "age of report"};
const std::vector<std::string_view> kCountWords = {"count",   "n",       "number", "value",
                                                   "persons", "reports", "cases",  "deaths",
                                                   "named",   "amount",  "paid",   "incurred"};

const TextColumn* event_column(const InputList& list, const std::string& wanted) {
  if (const TextColumn* column = find_column(list, wanted, kEventWords)) return column;
  for (const TextColumn& column : list.columns) {
    const std::optional<HeaderMatch> match = match_header(column.name);
    if (match && (match->role == Role::kEventDate || match->role == Role::kDeathDate)) return &column;
  }
  return nullptr;
}

[[noreturn]] void fail_unknown_form(const InputList& list) {
  throw UserError(
      fmt::format("it is not clear how to read the table; its columns are {}. Say --event COLUMN with "
                  "--report COLUMN for "
                  "rows with dates, or with --delay COLUMN and --count COLUMN for a long table; a triangle "
                  "has nothing but "
                  "counts behind the labels of its rows.",
                  column_names(list)));
}

bool is_other(const TextColumn* column, const TextColumn* event) {
  return column != nullptr && column != event;
}

}  // namespace

ReportTable read_report_table(const Input& input, const ReportTableOptions& options) {
  const InputList& list = input.lists.front();
  if (list.num_mentions() == 0) throw DataError("the table has no row below its header");
  const TextColumn* event = event_column(list, options.event);
  const TextColumn* report = find_column(list, options.report, kReportWords);
  const TextColumn* delay = find_column(list, options.delay, kDelayWords);
  const TextColumn* count = find_column(list, options.count, kCountWords);
  const bool wants_rows = !options.report.empty() || !options.delay.empty();
  ReportTable table;
  if (event != nullptr && is_other(delay, event) && options.report.empty()) {
    if (!is_other(count, event)) fail_unknown_form(list);
    table = read_long_table(input, *event, *delay, *count, options);
  } else if (event != nullptr && is_other(report, event)) {
    const TextColumn* number = is_other(count, report) ? count : nullptr;
    table = read_dated_reports(input, *event, *report, number, options);
  } else if (wants_rows || list.columns.size() < 1) {
    fail_unknown_form(list);
  } else {
    table = read_wide_triangle(input, options);
  }
  check_triangle(table.triangle);
  return table;
}

}  // namespace byname
