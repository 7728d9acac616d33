// SPDX-License-Identifier: Apache-2.0
#include "nowcast/period_axis.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "names/date_phrase.hpp"
#include "names/missing_words.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMaxPeriods = 5000;

/// Whole numbers of all rows, or nothing if some row has none.
std::optional<std::vector<std::int64_t>> numbers_of(const TextColumn& event) {
  std::vector<std::int64_t> numbers;
  for (std::size_t row = 0; row < event.codes.size(); ++row) {
    const std::optional<double> number = read_plain_number(event.at(row));
    if (!number || *number != std::floor(*number) || std::abs(*number) > 1e9) return std::nullopt;
    numbers.push_back(static_cast<std::int64_t>(*number));
  }
  return numbers;
}

std::optional<std::vector<DaySpan>> spans_of(const TextColumn& event, bool is_month_first) {
  std::vector<DaySpan> spans;
  for (std::size_t row = 0; row < event.codes.size(); ++row) {
    const DateReading reading = read_date_phrase(event.at(row), {std::nullopt, std::nullopt, is_month_first});
    const auto* date = std::get_if<UncertainDate>(&reading);
    if (date == nullptr || date->days.earliest == kNoEarliest || date->days.latest == kNoLatest)
      return std::nullopt;
    spans.push_back(date->days);
  }
  return spans;
}

/// The period that the labels are written in: the shortest that holds the longest of them; days that are
/// whole weeks apart are weeks.
CalendarPeriod period_of_labels(const std::vector<DaySpan>& spans) {
  std::int64_t longest = 0;
  bool are_weeks = spans.size() > 1;
  for (const DaySpan& span : spans) {
    longest = std::max(longest, span.latest - span.earliest + 1);
    are_weeks = are_weeks && (span.earliest - spans.front().earliest) % 7 == 0;
  }
  if (longest == 1) return are_weeks ? CalendarPeriod::kWeek : CalendarPeriod::kDay;
  if (longest <= 7) return CalendarPeriod::kWeek;
  if (longest <= 31) return CalendarPeriod::kMonth;
  return longest <= 92 ? CalendarPeriod::kQuarter : CalendarPeriod::kYear;
}

PeriodAxis axis_of_numbers(const std::vector<std::int64_t>& numbers, const auto& label_of) {
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  if (*high - *low >= kMaxPeriods)
    throw DataError(fmt::format("the events span {} periods, more than {}: take longer ones with --period",
                                *high - *low + 1, kMaxPeriods));
  PeriodAxis axis;
  for (std::int64_t number = *low; number <= *high; ++number) axis.labels.push_back(label_of(number));
  for (const std::int64_t number : numbers) axis.row_at.push_back(static_cast<std::size_t>(number - *low));
  return axis;
}

PeriodAxis axis_of_appearance(const TextColumn& event) {
  PeriodAxis axis;
  std::map<std::uint32_t, std::size_t> index;
  for (const std::uint32_t code : event.codes) {
    const auto [found, is_new] = index.emplace(code, axis.labels.size());
    if (is_new) axis.labels.emplace_back(event.dictionary.value(code));
    axis.row_at.push_back(found->second);
  }
  return axis;
}

}  // namespace

PeriodAxis make_period_axis(const Input& input, const TextColumn& event, const ReportTableOptions& options) {
  for (std::size_t row = 0; row < event.codes.size(); ++row) {
    if (event.is_null(row) || is_missing(event.at(row)))
      throw DataError(
          fmt::format("{}, column '{}': the period of the event is missing. Only rows with dates of "
                      "reports (--report) may lack it.",
                      place_of_row(input, input.lists.front(), row), event.name));
  }
  if (const auto numbers = numbers_of(event))
    return axis_of_numbers(*numbers, [](std::int64_t number) { return std::to_string(number); });
  if (const auto spans = spans_of(event, options.is_month_first)) {
    const CalendarPeriod period = options.period ? *options.period : period_of_labels(*spans);
    std::vector<std::int64_t> numbers;
    for (const DaySpan& span : *spans) numbers.push_back(period_of_day(span.earliest, period));
    return axis_of_numbers(numbers, [&](std::int64_t number) { return period_label(number, period); });
  }
  return axis_of_appearance(event);
}

}  // namespace byname
