// SPDX-License-Identifier: Apache-2.0
#include "nowcast/calendar_period.hpp"

#include <array>
#include <fmt/format.h>

#include "names/calendar_day.hpp"

namespace byname {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"day", "week", "month", "quarter", "year"};
constexpr std::int64_t kMondayShift = 3;  // 1970-01-01 was a Thursday
constexpr std::int64_t kThursday = 3;     // of a week that begins on Monday; its year is the week's
constexpr std::int64_t kMaxDays = 60;
constexpr std::int64_t kMaxDaysOfWeeks = 400;
constexpr std::int64_t kMaxDaysOfMonths = 12 * 366;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t month_number(std::int64_t day) {
  const CalendarDay date = calendar_day(day);
  return date.year * 12 + date.month - 1;
}

std::int64_t first_day_of_month(std::int64_t number) {
  const std::int64_t year = floor_divide(number, 12);
  return day_number({year, static_cast<int>(number - year * 12) + 1, 1});
}

std::string week_label(std::int64_t number) {
  const std::int64_t thursday = number * 7 - kMondayShift + kThursday;
  const std::int64_t year = calendar_day(thursday).year;
  const std::int64_t week = (thursday - day_number({year, 1, 1})) / 7 + 1;
  return fmt::format("{:04}-W{:02}", year, week);
}

}  // namespace

std::string_view period_name(CalendarPeriod period) { return kNames[static_cast<std::size_t>(period)]; }

std::optional<CalendarPeriod> period_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<CalendarPeriod>(i);
  }
  return std::nullopt;
}

std::int64_t period_of_day(std::int64_t day, CalendarPeriod period) {
  switch (period) {
    case CalendarPeriod::kDay:
      return day;
    case CalendarPeriod::kWeek:
      return floor_divide(day + kMondayShift, 7);
    case CalendarPeriod::kMonth:
      return month_number(day);
    case CalendarPeriod::kQuarter:
      return floor_divide(month_number(day), 3);
    case CalendarPeriod::kYear:
      break;
  }
  return calendar_day(day).year;
}

std::int64_t last_day_of_period(std::int64_t number, CalendarPeriod period) {
  switch (period) {
    case CalendarPeriod::kDay:
      return number;
    case CalendarPeriod::kWeek:
      return (number + 1) * 7 - kMondayShift - 1;
    case CalendarPeriod::kMonth:
      return first_day_of_month(number + 1) - 1;
    case CalendarPeriod::kQuarter:
      return first_day_of_month(3 * (number + 1)) - 1;
    case CalendarPeriod::kYear:
      break;
  }
  return day_number({number + 1, 1, 1}) - 1;
}

std::string period_label(std::int64_t number, CalendarPeriod period) {
  switch (period) {
    case CalendarPeriod::kDay: {
      const CalendarDay date = calendar_day(number);
      return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    }
    case CalendarPeriod::kWeek:
      return week_label(number);
    case CalendarPeriod::kMonth: {
      const std::int64_t year = floor_divide(number, 12);
      return fmt::format("{:04}-{:02}", year, number - year * 12 + 1);
    }
    case CalendarPeriod::kQuarter: {
      const std::int64_t year = floor_divide(number, 4);
      return fmt::format("{:04}-Q{}", year, number - year * 4 + 1);
    }
    case CalendarPeriod::kYear:
      break;
  }
  return fmt::format("{:04}", number);
}

CalendarPeriod suitable_period(std::int64_t num_days) {
  if (num_days <= kMaxDays) return CalendarPeriod::kDay;
  if (num_days <= kMaxDaysOfWeeks) return CalendarPeriod::kWeek;
  return num_days <= kMaxDaysOfMonths ? CalendarPeriod::kMonth : CalendarPeriod::kYear;
}

}  // namespace byname
