// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace byname {

/// Lengths of a period of events and reports.
enum class CalendarPeriod : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear };

/// "day", "week", "month", "quarter", "year", and back.
std::string_view period_name(CalendarPeriod period);
std::optional<CalendarPeriod> period_named(std::string_view name);

/// Number of the period that a day (since 1970-01-01) is in; neighbours differ by 1. Weeks begin on Monday.
std::int64_t period_of_day(std::int64_t day, CalendarPeriod period);
/// The last day of a period.
std::int64_t last_day_of_period(std::int64_t number, CalendarPeriod period);
/// "2022-03-05", "2022-W09" (ISO 8601), "2022-03", "2022-Q1", "2022".
std::string period_label(std::int64_t number, CalendarPeriod period);

/// What suits reports that came within so many days: days up to 60, weeks up to 400, months up to 12 years,
/// else years.
CalendarPeriod suitable_period(std::int64_t num_days);

}  // namespace byname
