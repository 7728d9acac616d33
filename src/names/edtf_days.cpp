// SPDX-License-Identifier: Apache-2.0
// The days that a date of EDTF may mean.
#include <algorithm>
#include <array>
#include <utility>

#include "names/edtf.hpp"

namespace byname {

namespace {

constexpr int kLongestMonth = 31;

/// The largest number of a mask: every digit that is not known is 9.
std::int64_t largest(std::int64_t value, std::uint8_t unknown) {
  std::int64_t unit = 1;
  for (int i = 0; i < 4; ++i, unit *= 10) {
    if ((unknown >> i & 1) != 0) value += 9 * unit;
  }
  return value;
}

bool fits(std::int64_t candidate, std::int64_t value, std::uint8_t unknown) {
  std::int64_t unit = 1;
  for (int i = 0; i < 4; ++i, unit *= 10) {
    if ((unknown >> i & 1) == 0 && candidate / unit % 10 != value / unit % 10) return false;
  }
  return true;
}

/// The first (or last) day of one year that fits month and day.
std::optional<CalendarDay> fitting_day(const EdtfDate& date, std::int64_t year, bool is_last) {
  for (int i = 1; i <= 12; ++i) {
    const int month = is_last ? 13 - i : i;
    if (!fits(month, date.month, date.unknown_month)) continue;
    const int num_days = days_in_month(year, month);
    if (date.precision == EdtfPrecision::kMonth) return CalendarDay{year, month, is_last ? num_days : 1};
    for (int j = 1; j <= kLongestMonth; ++j) {
      const int day = is_last ? kLongestMonth + 1 - j : j;
      if (day <= num_days && fits(day, date.day, date.unknown_day)) return CalendarDay{year, month, day};
    }
  }
  return std::nullopt;
}

/// The first (or last) day of any year that fits. Whether a year has such a day depends only on its being a
/// leap year, so one failure of each kind is enough.
std::optional<CalendarDay> fitting_day(const EdtfDate& date, bool is_last) {
  const std::int64_t low = date.year;
  const std::int64_t high = largest(date.year, date.unknown_year);
  std::array<bool, 2> failed{};
  for (std::int64_t i = 0; i <= high - low; ++i) {
    const std::int64_t year = is_last ? high - i : low + i;
    if (date.unknown_year != 0 && !fits(year, date.year, date.unknown_year)) continue;
    if (failed[is_leap_year(year) ? 1 : 0]) continue;
    if (const auto day = fitting_day(date, year, is_last)) return day;
    failed[is_leap_year(year) ? 1 : 0] = true;
    if (failed[0] && failed[1]) break;
  }
  return std::nullopt;
}

/// Months of a season, counted from January of its year: first, last.
std::pair<int, int> months_of_season(int season) {
  switch (season) {
    case 21:
    case 25:
    case 31:
      return {3, 5};
    case 22:
    case 26:
    case 32:
      return {6, 8};
    case 23:
    case 27:
    case 29:
      return {9, 11};
    case 24:
    case 28:
    case 30:
      // Southern summer (30) too goes over the new year.
      return {0, 14};
    default:
      break;
  }
  if (season <= 36) return {(season - 33) * 3 + 1, (season - 33) * 3 + 3};
  if (season <= 39) return {(season - 37) * 4 + 1, (season - 37) * 4 + 4};
  return {(season - 40) * 6 + 1, (season - 40) * 6 + 6};
}

std::int64_t first_of_month(std::int64_t year, int month) {
  if (month < 1) return day_number({year - 1, month + 12, 1});
  if (month > 12) return day_number({year + 1, month - 12, 1});
  return day_number({year, month, 1});
}

DaySpan season_days(std::int64_t first_year, std::int64_t last_year, int season) {
  const auto [first, last] = months_of_season(season);
  return {first_of_month(first_year, first), first_of_month(last_year, last + 1) - 1};
}

int num_digits(std::int64_t value) {
  int digits = 1;
  for (value = std::abs(value); value >= 10; value /= 10) ++digits;
  return digits;
}

/// First and last year: digits that are not known, or not significant, from 0 to 9.
std::pair<std::int64_t, std::int64_t> years_of(const EdtfDate& date) {
  std::int64_t low = date.year, high = largest(date.year, date.unknown_year);
  if (date.significant_digits == 0) return {low, high};
  const int width = std::max(4, num_digits(date.year));
  std::int64_t unit = 1;
  for (int i = date.significant_digits; i < width; ++i) unit *= 10;
  const std::int64_t magnitude = std::abs(date.year) / unit * unit;
  low = date.year < 0 ? -(magnitude + unit - 1) : magnitude;
  high = date.year < 0 ? -magnitude : magnitude + unit - 1;
  return {low, high};
}

/// Days of one end: the whole of an open one.
std::optional<DaySpan> days_of_bound(const EdtfBound& bound) {
  if (bound.border == EdtfBorder::kDate) return days_of(bound.date);
  return DaySpan{kNoEarliest, kNoLatest};
}

std::optional<DaySpan> days_of_part(const EdtfPart& part) {
  if (!part.last) return days_of_bound(part.first);
  const auto first = days_of_bound(part.first);
  const auto last = days_of_bound(*part.last);
  if (!first || !last || first->earliest > last->latest) return std::nullopt;
  return DaySpan{first->earliest, last->latest};
}

}  // namespace

std::optional<DaySpan> days_of(const EdtfDate& date) {
  const auto [first_year, last_year] = years_of(date);
  if (date.precision == EdtfPrecision::kYear)
    return DaySpan{day_number({first_year, 1, 1}), day_number({last_year, 12, 31})};
  if (date.precision == EdtfPrecision::kSeason) return season_days(first_year, last_year, date.month);
  const auto first = fitting_day(date, false);
  const auto last = fitting_day(date, true);
  if (!first || !last) return std::nullopt;
  return DaySpan{day_number(*first), day_number(*last)};
}

std::optional<DaySpan> days_of(const Edtf& edtf) {
  std::optional<DaySpan> hull;
  for (const EdtfPart& part : edtf.parts) {
    const auto span = days_of_part(part);
    if (!span) return std::nullopt;
    if (!hull) hull = span;
    hull->earliest = std::min(hull->earliest, span->earliest);
    hull->latest = std::max(hull->latest, span->latest);
  }
  return hull;
}

}  // namespace byname
