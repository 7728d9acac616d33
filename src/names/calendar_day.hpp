// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace byname {

/// A day of the proleptic Gregorian calendar, the one that ISO 8601 uses for all times; year 0 is 1 BC.
struct CalendarDay {
  std::int64_t year = 0;
  int month = 1;
  int day = 1;
  bool operator==(const CalendarDay&) const = default;
};

bool is_leap_year(std::int64_t year) noexcept;
/// 28 to 31; `month` is 1 to 12.
int days_in_month(std::int64_t year, int month) noexcept;
/// True if there is such a day.
bool is_calendar_day(const CalendarDay& day) noexcept;

/// "January" to "December".
std::string_view month_name(int month);

/// Days since 1970-01-01, and back. Years up to 10^12 either way.
std::int64_t day_number(const CalendarDay& day) noexcept;
CalendarDay calendar_day(std::int64_t day_number) noexcept;

/// Day of the week of a day number: 1 = Monday to 7 = Sunday.
int weekday_of(std::int64_t day_number) noexcept;

}  // namespace byname
