// SPDX-License-Identifier: Apache-2.0
#include "compare/date_kernel.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace byname {

namespace {

int number_at(std::string_view text, std::size_t at, std::size_t length) {
  int number = 0;
  for (std::size_t i = at; i < at + length && i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return 0;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

// Days from civil (Howard Hinnant, "chrono-compatible low-level date algorithms").
std::int32_t days_from_civil(int year, int month, int day) {
  year -= month <= 2;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

/// The eight digits of a full date, four bits each.
std::uint32_t packed_digits(const DateValue& date) {
  const auto pack = [](int number, int digits) {
    std::uint32_t packed = 0;
    for (int digit = 0; digit < digits; ++digit, number /= 10)
      packed |= static_cast<std::uint32_t>(number % 10) << (4 * digit);
    return packed;
  };
  return pack(date.year, 4) << 16 | pack(date.month, 2) << 8 | pack(date.day, 2);
}

/// One digit differs, or two neighbours are swapped.
bool is_digit_slip(std::uint32_t a, std::uint32_t b) {
  const std::uint32_t difference = a ^ b;
  const int first = __builtin_ctz(difference) / 4;
  const int last = (31 - __builtin_clz(difference)) / 4;
  if (first == last) return true;
  if (last != first + 1) return false;
  const std::uint32_t x = a >> (4 * first) & 0xFF;
  const std::uint32_t y = b >> (4 * first) & 0xFF;
  return x == (y >> 4 | (y << 4 & 0xFF));
}

bool is_slip(const DateValue& a, const DateValue& b) {
  if (!a.is_full() || !b.is_full()) return false;
  if (a.year == b.year && a.month == b.day && a.day == b.month) return true;
  if (a.year == b.year && ((a.month == 1 && a.day == 1) || (b.month == 1 && b.day == 1))) return true;
  return is_digit_slip(a.digits, b.digits);
}

bool years_overlap(const DateValue& a, const DateValue& b) {
  return a.year <= b.last_year && b.year <= a.last_year;
}

int years_apart(const DateValue& a, const DateValue& b) {
  if (years_overlap(a, b)) return 0;
  return a.year > b.last_year ? a.year - b.last_year : b.year - a.last_year;
}

bool overlap(const DateValue& a, const DateValue& b) {
  return a.first_day <= b.last_day && b.first_day <= a.last_day;
}

/// How wide the wider of two dates is: a month at most, a year at most, wider.
enum class Width { kMonth, kYear, kWide };
Width wider(const DateValue& a, const DateValue& b) {
  const auto days = [](const DateValue& date) { return std::int64_t{date.last_day} - date.first_day + 1; };
  const std::int64_t widest = std::max(days(a), days(b));
  return widest <= 31 ? Width::kMonth : widest <= 366 ? Width::kYear : Width::kWide;
}

/// One end of a span: its year and day number.
struct SpanEnd {
  int year;
  std::int32_t day;
};

SpanEnd first_of(std::string_view text) {
  if (text.starts_with("..")) return {0, std::numeric_limits<std::int32_t>::min()};
  const int year = number_at(text, 0, 4);
  const int month = std::max(number_at(text, 5, 2), 1), day = std::max(number_at(text, 8, 2), 1);
  return {year, days_from_civil(year, month, day)};
}

SpanEnd last_of(std::string_view text) {
  if (text.starts_with("..")) return {9999, std::numeric_limits<std::int32_t>::max()};
  const int year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  if (day != 0) return {year, days_from_civil(year, month, day)};
  if (month == 0 || month == 12) return {year, days_from_civil(year + 1, 1, 1) - 1};
  return {year, days_from_civil(year, month + 1, 1) - 1};
}

}  // namespace

DateValue parse_comparable_date(std::string_view text) {
  DateValue date;
  if (text.ends_with('?')) {
    date.is_uncertain = true;
    text.remove_suffix(1);
  }
  const std::size_t slash = text.find('/');
  const bool is_span = slash != text.npos;
  const SpanEnd first = first_of(text.substr(0, slash));
  const SpanEnd last = last_of(is_span ? text.substr(slash + 1) : text);
  date.year = static_cast<std::int16_t>(first.year);
  date.last_year = static_cast<std::int16_t>(last.year);
  date.first_day = first.day;
  date.last_day = last.day;
  if (is_span) return date;
  date.month = static_cast<std::int8_t>(number_at(text, 5, 2));
  date.day = static_cast<std::int8_t>(number_at(text, 8, 2));
  if (date.day != 0) date.digits = packed_digits(date);
  return date;
}

int date_gamma(const DateValue& a, const DateValue& b) {
  if (a.is_full() && b.is_full()) {
    if (a.first_day == b.first_day) return kDateSame;
    if (is_slip(a, b)) return kDateSlip;
    const bool same_year = a.year == b.year;
    if (same_year && (a.month == b.month || a.day == b.day)) return kDateTwoParts;
    if (same_year || (a.month == b.month && a.day == b.day)) return kDateYearOrDay;
  } else if (overlap(a, b)) {
    const Width width = wider(a, b);
    return width == Width::kMonth  ? kDateOverlapMonth
           : width == Width::kYear ? kDateOverlapYear
                                   : kDateOverlapWide;
  } else if (years_overlap(a, b)) {
    return kDateYearOrDay;
  }
  const bool is_conflict = years_apart(a, b) >= 2 && !a.is_uncertain && !b.is_uncertain;
  return is_conflict ? kDateConflict : kDateOther;
}

int event_gamma(const DateValue& a, const DateValue& b) {
  const bool is_uncertain = a.is_uncertain || b.is_uncertain;
  if (a.is_full() && b.is_full()) {
    const std::int32_t days = std::abs(a.first_day - b.first_day);
    if (days == 0) return kEventSame;
    if (days <= 7 || is_slip(a, b)) return kEventWeek;
    if (days <= 31) return kEventMonth;
    return days <= 366 || is_uncertain ? kEventOther : kEventConflict;
  }
  if (overlap(a, b)) {
    const Width width = wider(a, b);
    return width == Width::kMonth  ? kEventOverlapMonth
           : width == Width::kYear ? kEventOverlapYear
                                   : kEventOverlapWide;
  }
  return years_apart(a, b) <= 1 || is_uncertain ? kEventOther : kEventConflict;
}

}  // namespace byname
