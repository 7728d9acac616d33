// SPDX-License-Identifier: Apache-2.0
#include "names/calendar_day.hpp"

#include <array>
#include <chrono>

namespace byname {

namespace {

/// The calendar repeats after 400 years, which are 146,097 days: any year is moved into one such cycle, where
/// std::chrono counts.
constexpr std::int64_t kCycleYears = 400;
constexpr std::int64_t kCycleDays = 146'097;
constexpr std::int64_t kCycleBegin = 2000;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept { return a / b - (a % b < 0 ? 1 : 0); }

/// Days since 1970-01-01 of the first day of the cycle.
std::int64_t cycle_begin_day() noexcept {
  using namespace std::chrono;
  return sys_days(year(static_cast<int>(kCycleBegin)) / January / 1).time_since_epoch().count();
}

}  // namespace

bool is_leap_year(std::int64_t year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(std::int64_t year, int month) noexcept {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool is_calendar_day(const CalendarDay& day) noexcept {
  return day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= days_in_month(day.year, day.month);
}

std::string_view month_name(int month) {
  constexpr std::array<std::string_view, 12> kNames = {"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  return kNames[static_cast<std::size_t>(month - 1)];
}

std::int64_t day_number(const CalendarDay& day) noexcept {
  using namespace std::chrono;
  const std::int64_t cycle = floor_divide(day.year - kCycleBegin, kCycleYears);
  const year_month_day in_cycle{year(static_cast<int>(day.year - cycle * kCycleYears)),
                                month(static_cast<unsigned>(day.month)),
                                std::chrono::day(static_cast<unsigned>(day.day))};
  return sys_days(in_cycle).time_since_epoch().count() + cycle * kCycleDays;
}

CalendarDay calendar_day(std::int64_t number) noexcept {
  using namespace std::chrono;
  const std::int64_t cycle = floor_divide(number - cycle_begin_day(), kCycleDays);
  const year_month_day in_cycle{sys_days(days(static_cast<int>(number - cycle * kCycleDays)))};
  return {static_cast<int>(in_cycle.year()) + cycle * kCycleYears,
          static_cast<int>(static_cast<unsigned>(in_cycle.month())),
          static_cast<int>(static_cast<unsigned>(in_cycle.day()))};
}

int weekday_of(std::int64_t number) noexcept {
  const std::int64_t from_monday = number + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday - floor_divide(from_monday, 7) * 7) + 1;
}

}  // namespace byname
