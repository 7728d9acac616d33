// SPDX-License-Identifier: Apache-2.0
#include "names/date_reading.hpp"

#include <chrono>
#include <fmt/format.h>
#include <utility>

#include "names/date_parts.hpp"

namespace byname {

namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 2100;
/// Excel's numbers for 1927 to 2064: a column of five-digit numbers in this range is dates, not house
/// numbers.
constexpr int kFirstSerial = 10'000;
constexpr int kLastSerial = 60'000;
constexpr int kFirstYearOfTwoDigits = 30;
constexpr std::uint64_t kWholeColumnPercent = 95;

std::optional<PartialDate> checked(int year, int month, int day) {
  if (month == 0) day = 0;
  const PartialDate date{year, month, day};
  if (!is_real_date(date)) return std::nullopt;
  return date;
}

bool is_year(const DateNumber& number) {
  return number.num_digits == 4 && number.value >= kFirstYear && number.value <= kLastYear;
}
bool is_short(const DateNumber& number) { return number.num_digits <= 2; }

std::optional<PartialDate> read_packed(int value) {
  const auto date = checked(value / 10'000, value / 100 % 100, value % 100);
  return date ? date : checked(value % 10'000, value / 10'000 % 100, value / 1'000'000);
}

std::optional<PartialDate> read_serial(int value) {
  using namespace std::chrono;
  const sys_days epoch = sys_days(year(1899) / December / 30);
  const year_month_day date(epoch + days(value));
  return PartialDate{static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day()))};
}

bool is_serial(const DateParts& parts) {
  return parts.num_numbers == 1 && parts.month == 0 && parts.numbers[0].num_digits == 5 &&
         parts.numbers[0].value >= kFirstSerial && parts.numbers[0].value <= kLastSerial;
}

std::optional<PartialDate> read_one(const DateParts& parts, const DateFormat& format) {
  const DateNumber& number = parts.numbers[0];
  if (is_year(number)) return PartialDate{number.value, parts.month, 0};
  if (parts.month != 0) return std::nullopt;
  if (number.num_digits == 8) return read_packed(number.value);
  if (format.is_excel_serial && is_serial(parts)) return read_serial(number.value);
  return std::nullopt;
}

std::optional<PartialDate> read_two(const DateParts& parts) {
  const DateNumber& a = parts.numbers[0];
  const DateNumber& b = parts.numbers[1];
  const bool year_first = is_year(a) && is_short(b);
  if (!year_first && !(is_short(a) && is_year(b))) return std::nullopt;
  const int year = year_first ? a.value : b.value;
  const int other = year_first ? b.value : a.value;
  return parts.month != 0 ? checked(year, parts.month, other) : checked(year, other, 0);
}

int full_year(int two_digits) { return two_digits + (two_digits >= kFirstYearOfTwoDigits ? 1900 : 2000); }

std::optional<PartialDate> read_three(const DateParts& parts, const DateFormat& format) {
  const auto& [a, b, c] = parts.numbers;
  if (parts.month != 0) return std::nullopt;
  if (is_year(a) && is_short(b) && is_short(c)) return checked(a.value, b.value, c.value);
  const bool has_short_year = format.two_digit_years && c.num_digits == 2;
  if (!is_short(a) || !is_short(b) || !(is_year(c) || has_short_year)) return std::nullopt;
  const int year = is_year(c) ? c.value : full_year(c.value);
  int day = a.value, month = b.value;
  if (!format.day_first) std::swap(day, month);
  const auto date = checked(year, month, day);
  return date ? date : checked(year, day, month);
}

/// Three short numbers with separators: what a two-digit year looks like.
bool is_two_digit_form(const DateParts& parts) {
  const auto& [a, b, c] = parts.numbers;
  return parts.num_numbers == 3 && parts.month == 0 && is_short(a) && is_short(b) && c.num_digits == 2;
}

}  // namespace

bool is_real_date(const PartialDate& date) noexcept {
  if (date.year < kFirstYear || date.year > kLastYear || date.month < 0 || date.month > 12) return false;
  if (date.month == 0 || date.day == 0) return date.day == 0;
  using namespace std::chrono;
  return date.day > 0 && (year(date.year) / date.month / date.day).ok();
}

std::optional<PartialDate> read_date(std::string_view text, const DateFormat& format) {
  const DateParts parts = split_date(text);
  if (!parts.is_readable) return std::nullopt;
  switch (parts.num_numbers) {
    case 1:
      return read_one(parts, format);
    case 2:
      return read_two(parts);
    case 3:
      return read_three(parts, format);
    default:
      return std::nullopt;
  }
}

std::string date_text(const PartialDate& date) {
  if (date.month == 0) return fmt::format("{:04}", date.year);
  if (date.day == 0) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

void DateFormatVote::add(std::string_view text, std::uint64_t weight) {
  total_ += weight;
  const DateParts parts = split_date(text);
  if (!parts.is_readable) return;
  if (is_serial(parts)) serial_ += weight;
  const bool two_digits = is_two_digit_form(parts);
  if (two_digits) two_digit_ += weight;
  const auto& [a, b, c] = parts.numbers;
  const bool year_last = parts.num_numbers == 3 && is_short(a) && is_short(b) && (is_year(c) || two_digits);
  if (!year_last || a.value > 31 || b.value > 31) return;
  if (a.value > 12 && b.value <= 12) day_first_ += weight;
  if (b.value > 12 && a.value <= 12) month_first_ += weight;
  if (a.value <= 12 && b.value <= 12 && a.value != b.value) ambiguous_ += weight;
}

DateFormat DateFormatVote::format() const {
  const auto is_whole_column = [&](std::uint64_t count) {
    return count > 0 && count * 100 >= total_ * kWholeColumnPercent;
  };
  return {month_first_ <= day_first_, is_whole_column(two_digit_), is_whole_column(serial_)};
}

}  // namespace byname
