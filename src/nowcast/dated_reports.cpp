// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <tuple>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "estimate/table_columns.hpp"
#include "names/date_phrase.hpp"
#include "names/missing_words.hpp"
#include "nowcast/report_table.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMaxPeriods = 5000;

/// A row that has a report date.
struct Report {
  std::size_t row = 0;
  DaySpan report;
  std::optional<DaySpan> event;  ///< nothing: not known
  std::int64_t count = 1;
};

struct Reading {
  std::vector<Report> reports;
  std::vector<UnusedRow> unused;
  std::int64_t num_unread_events = 0;
};

std::vector<DateReading> read_column(const TextColumn& column, bool is_month_first) {
  std::vector<DateReading> readings(column.dictionary.size());
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code)
    readings[code] =
        read_date_phrase(column.dictionary.value(code), {std::nullopt, std::nullopt, is_month_first});
  return readings;
}

std::optional<DaySpan> days_in(const TextColumn& column, const std::vector<DateReading>& readings,
                               std::size_t row) {
  if (column.is_null(row)) return std::nullopt;
  const auto* date = std::get_if<UncertainDate>(&readings[column.codes[row]]);
  return date == nullptr ? std::nullopt : std::optional(date->days);
}

std::int64_t count_in(const Input& input, const TextColumn* column, std::size_t row) {
  if (column == nullptr) return 1;
  const double count = number_in_cell(input, input.lists.front(), *column, row).value_or(0);
  if (count < 0 || count != std::floor(count) || count > 1e12)
    throw DataError(fmt::format("{}, column '{}': a count of persons is a whole number, 0 or more",
                                place_of_row(input, input.lists.front(), row), column->name));
  return static_cast<std::int64_t>(count);
}

Reading read_rows(const Input& input, const TextColumn& event, const TextColumn& report,
                  const TextColumn* count, bool is_month_first) {
  const std::vector<DateReading> events = read_column(event, is_month_first);
  const std::vector<DateReading> reports = read_column(report, is_month_first);
  Reading reading;
  for (std::size_t row = 0; row < event.codes.size(); ++row) {
    const std::optional<DaySpan> reported = days_in(report, reports, row);
    if (!reported || reported->earliest == kNoEarliest || reported->latest == kNoLatest) {
      reading.unused.push_back({row, report.name, "the date of the report is missing or cannot be read"});
      continue;
    }
    const std::optional<DaySpan> happened = days_in(event, events, row);
    if (!happened && !event.is_null(row) && !is_missing(event.at(row))) ++reading.num_unread_events;
    const std::int64_t persons = count_in(input, count, row);
    if (persons > 0) reading.reports.push_back({row, *reported, happened, persons});
  }
  if (reading.reports.empty())
    throw DataError("no row has a date of report that can be read; byname date shows how dates are read");
  return reading;
}

CalendarPeriod period_of(const Reading& reading, const ReportTableOptions& options) {
  if (options.period) return *options.period;
  std::int64_t first = kNoLatest, last = kNoEarliest;
  for (const Report& each : reading.reports) {
    first = std::min(first, each.report.earliest);
    last = std::max(last, each.report.latest);
    if (each.event && each.event->earliest != kNoEarliest) first = std::min(first, each.event->earliest);
  }
  if (options.from) first = std::max(first, *options.from);
  return suitable_period(last - first + 1);
}

/// Places reports on periods and counts them.
class TriangleBuilder {
 public:
  TriangleBuilder(Reading reading, CalendarPeriod period, const TextColumn& event, const TextColumn& report,
                  const ReportTableOptions& options)
      : reading_(std::move(reading)), period_(period), event_(event), report_(report), options_(options) {}

  ReportTable build() {
    table_.unused = std::move(reading_.unused);
    set_now();
    set_first();
    if (now_ - first_ >= kMaxPeriods)
      throw DataError(
          fmt::format("the events span {} periods of a {}, more than {}: give --from DATE or a longer "
                      "--period",
                      now_ - first_ + 1, period_name(period_), kMaxPeriods));
    place_reports();
    make_rows();
    add_notes();
    std::stable_sort(table_.unused.begin(), table_.unused.end(),
                     [](const UnusedRow& a, const UnusedRow& b) { return a.mention < b.mention; });
    return std::move(table_);
  }

 private:
  std::int64_t at(std::int64_t day) const { return period_of_day(day, period_); }

  void set_now() {
    now_ = kNoEarliest;
    if (options_.as_of) {
      now_ = at(*options_.as_of);
      if (last_day_of_period(now_, period_) > *options_.as_of) --now_;
      return;
    }
    for (const Report& each : reading_.reports) {
      if (at(each.report.earliest) == at(each.report.latest)) now_ = std::max(now_, at(each.report.latest));
    }
  }

  /// The period of an event that is known to be in one, or nothing.
  std::optional<std::int64_t> known_event(const Report& each) const {
    if (!each.event || each.event->earliest == kNoEarliest || each.event->latest == kNoLatest)
      return std::nullopt;
    const std::int64_t first = at(each.event->earliest);
    return first == at(each.event->latest) ? std::optional(first) : std::nullopt;
  }

  void set_first() {
    first_ = kNoLatest;
    for (const Report& each : reading_.reports) {
      const auto event = known_event(each);
      if (event && at(each.report.latest) <= now_) first_ = std::min(first_, *event);
    }
    if (first_ == kNoLatest)
      throw DataError(
          fmt::format("no row has a date of the event that is known to a {}; take a longer --period",
                      period_name(period_)));
    if (options_.from) first_ = std::max(first_, at(*options_.from));
    if (first_ > now_) throw DataError("--from leaves no period before the last report, or --as-of");
  }

  void reject(const Report& each, const TextColumn& column, const std::string& reason) {
    table_.unused.push_back({each.row, column.name, reason});
  }

  void place_reports() {
    for (const Report& each : reading_.reports) {
      const std::int64_t report = at(each.report.latest);
      if (at(each.report.earliest) != report) {
        reject(each, report_,
               fmt::format("the date of the report is not known to a {}", period_name(period_)));
      } else if (report > now_) {
        num_after_now_ += each.count;
      } else if (each.event && each.event->earliest != kNoEarliest && at(each.event->earliest) > report) {
        reject(each, event_, "the event is dated after its report");
      } else {
        place(each, report);
      }
    }
  }

  void place(const Report& each, std::int64_t report) {
    if (const auto event = known_event(each)) {
      const bool is_inside =
          *event >= first_ && (options_.max_delay == 0 || report - *event <= options_.max_delay);
      if (is_inside) {
        cells_[{*event - first_, report - *event}] += each.count;
      } else {
        table_.triangle.num_beyond_window += static_cast<double>(each.count);
      }
      return;
    }
    std::int64_t earliest = first_, latest = report;
    if (each.event && each.event->earliest != kNoEarliest)
      earliest = std::max(first_, at(each.event->earliest));
    if (each.event && each.event->latest != kNoLatest) latest = std::min(report, at(each.event->latest));
    undated_[{report - first_, earliest - first_, latest - first_}] += each.count;
  }

  void make_rows() {
    std::int64_t longest = options_.max_delay;
    if (longest == 0) {
      for (const auto& [place, count] : cells_) longest = std::max(longest, place.second);
    }
    ReportingTriangle& triangle = table_.triangle;
    for (std::int64_t delay = 0; delay <= longest; ++delay) triangle.delays.push_back(std::to_string(delay));
    for (std::int64_t number = first_; number <= now_; ++number) {
      triangle.events.push_back(period_label(number, period_));
      triangle.counts.emplace_back(static_cast<std::size_t>(std::min(longest, now_ - number)) + 1, 0.0);
    }
    for (const auto& [place, count] : cells_)
      triangle.counts[static_cast<std::size_t>(place.first)][static_cast<std::size_t>(place.second)] =
          static_cast<double>(count);
    add_undated(longest);
  }

  void add_undated(std::int64_t longest) {
    ReportingTriangle& triangle = table_.triangle;
    for (const auto& [place, count] : undated_) {
      const auto& [report, earliest, latest] = place;
      const std::int64_t from = std::max(earliest, report - longest);
      if (from > latest) {
        triangle.num_beyond_window += static_cast<double>(count);
        continue;
      }
      triangle.undated.push_back({static_cast<std::size_t>(report), static_cast<std::size_t>(from),
                                  static_cast<std::size_t>(latest), count});
    }
  }

  void add_notes() {
    std::vector<std::string>& notes = table_.notes;
    const ReportingTriangle& triangle = table_.triangle;
    notes.push_back(fmt::format("Read as rows with dates; one period is a {}, from {} to {}.",
                                period_name(period_), triangle.events.front(), triangle.events.back()));
    if (triangle.num_undated() > 0)
      notes.push_back(fmt::format("{} named without a date of the event that is known to a {}.",
                                  format_count(static_cast<std::int64_t>(triangle.num_undated())),
                                  period_name(period_)));
    if (reading_.num_unread_events > 0)
      notes.push_back(fmt::format("{} hold a date of the event that cannot be read; it counts as not known.",
                                  format_counted(reading_.num_unread_events, "row", "rows")));
    if (triangle.num_beyond_window > 0)
      notes.push_back(
          fmt::format("{} named outside the window (before its first period or after its last delay): "
                      "they are counted as named, and nothing is expected like them.",
                      format_count(static_cast<std::int64_t>(triangle.num_beyond_window))));
    if (num_after_now_ > 0)
      notes.push_back(fmt::format("{} reported after the last full period before --as-of are left out.",
                                  format_count(num_after_now_)));
  }

  Reading reading_;
  CalendarPeriod period_;
  const TextColumn& event_;
  const TextColumn& report_;
  const ReportTableOptions& options_;
  std::int64_t now_ = 0;    ///< the last period whose reports are used
  std::int64_t first_ = 0;  ///< the first period of events
  std::int64_t num_after_now_ = 0;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> cells_;  ///< {event, delay}
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::int64_t> undated_;
  ReportTable table_;
};

}  // namespace

ReportTable read_dated_reports(const Input& input, const TextColumn& event, const TextColumn& report,
                               const TextColumn* count, const ReportTableOptions& options) {
  Reading reading = read_rows(input, event, report, count, options.is_month_first);
  const CalendarPeriod period = period_of(reading, options);
  return TriangleBuilder(std::move(reading), period, event, report, options).build();
}

}  // namespace byname
