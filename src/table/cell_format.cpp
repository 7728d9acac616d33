// SPDX-License-Identifier: Apache-2.0
#include "table/cell_format.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace byname {

namespace {

constexpr double kAfterLastDay = 2958466;  // the day after 9999-12-31, counted from 1900
constexpr int kDaysTo1904 = 1462;
constexpr int kFalseLeapDay = 60;        // 1900-02-29, which some early program believed in
constexpr std::size_t kMostDigits = 40;  // that a format fills a number up to
constexpr int kMostExponent = 21;        // below it, and above its negative, no exponent is written
constexpr double kSecondsOfDay = 86400;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The letters of the first section that stand for parts of a date, each run as one; texts in quotes, escaped
// characters and what is in brackets left out, but "[h]", "[m]" and "[s]" kept as capitals.
std::string date_letters(std::string_view code) {
  std::string letters;
  char before = 0;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = lower(code[i]);
    char letter = 0;
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size() - 1);
      const std::string_view name = code.substr(i + 1, end - i - 1);
      const bool is_elapsed = !name.empty() && name.find_first_not_of("hHmMsS") == name.npos;
      if (is_elapsed) letter = static_cast<char>(lower(name[0]) - 'a' + 'A');
      i = end;
    } else if (c == 'a') {  // AM/PM, A/P
      i = std::min(code.find_first_not_of("aApPmM/", i), code.size()) - 1;
    } else if (std::string_view("ymdhsge").find(c) != std::string_view::npos) {
      // "General" is a number and no date, as is an exponent.
      letter = c;
    }
    if (letter != 0 && letter != before) letters += letter;
    before = letter;
  }
  return letters;
}

bool starts_with_general(std::string_view code) {
  constexpr std::string_view kGeneral = "general";
  if (code.size() < kGeneral.size()) return false;
  for (std::size_t i = 0; i < kGeneral.size(); ++i) {
    if (lower(code[i]) != kGeneral[i]) return false;
  }
  return true;
}

bool has_date_placeholder(std::string_view letters) {
  return letters.find_first_of("ymdhsHMS") != std::string_view::npos;
}

std::optional<double> number_in(std::string_view stored) {
  double value = 0;
  if (stored.starts_with('+')) stored.remove_prefix(1);
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc() || end != stored.data() + stored.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

bool is_whole_text(std::string_view stored) {
  if (stored.starts_with('-')) stored.remove_prefix(1);
  return !stored.empty() && stored.find_first_not_of("0123456789") == stored.npos;
}

// 15 digits are what the programs that write workbooks show: rounded to them, without zeros behind.
std::string plain_text(double value) {
  if (value == 0) return "0";
  const std::string rounded = fmt::format("{:.14e}", std::abs(value));  // d.dddddddddddddde+XX
  const std::size_t e = rounded.find('e');
  int exponent = 0;
  std::from_chars(rounded.data() + e + (rounded[e + 1] == '+' ? 2 : 1), rounded.data() + rounded.size(),
                  exponent);
  if (exponent >= kMostExponent || exponent < -kMostExponent) return fmt::format("{:.15g}", value);
  std::string digits = rounded.substr(0, 1) + rounded.substr(2, e - 2);
  digits.resize(digits.find_last_not_of('0') + 1);
  if (exponent < 0) digits.insert(0, static_cast<std::size_t>(-exponent), '0');
  const std::size_t num_whole = static_cast<std::size_t>(std::max(exponent, 0)) + 1;
  if (digits.size() < num_whole) digits.resize(num_whole, '0');
  if (digits.size() > num_whole) digits.insert(num_whole, ".");
  return (value < 0 ? "-" : "") + digits;
}

std::string filled_up(std::string text, int min_digits) {
  const bool is_negative = text.starts_with('-');
  const std::size_t digits = text.size() - (is_negative ? 1 : 0);
  const auto wanted = static_cast<std::size_t>(min_digits);
  if (digits < wanted) text.insert(is_negative ? 1 : 0, wanted - digits, '0');
  return text;
}

std::string date_text(int day, bool is_1904, const NumberFormat& format) {
  if (!is_1904 && day == kFalseLeapDay) return "1900-02-29";
  // Day 1 is 1900-01-01; of 1904, day 0 is 1904-01-01.
  const int from_1900 = is_1904 ? day + kDaysTo1904 : day;
  const int false_days = from_1900 > kFalseLeapDay ? 1 : 0;
  const std::chrono::sys_days first = std::chrono::year{1899} / 12 / 31;
  const std::chrono::year_month_day date(first + std::chrono::days(from_1900 - false_days));
  const int year = static_cast<int>(date.year());
  const unsigned month = static_cast<unsigned>(date.month()), of_month = static_cast<unsigned>(date.day());
  if (format.has_year && !format.has_month && !format.has_day) return fmt::format("{:04}", year);
  if (format.has_year && format.has_month && !format.has_day) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, of_month);
}

std::string time_text(std::int64_t seconds, bool has_seconds) {
  const std::int64_t hours = seconds / 3600, minutes = seconds / 60 % 60;
  return has_seconds ? fmt::format("{:02}:{:02}:{:02}", hours, minutes, seconds % 60)
                     : fmt::format("{:02}:{:02}", hours, minutes);
}

std::optional<std::string> day_text(double value, const NumberFormat& format, bool is_1904) {
  const double last = is_1904 ? kAfterLastDay - kDaysTo1904 : kAfterLastDay;
  if (value < 0 || value >= last) return std::nullopt;
  const auto all_seconds = static_cast<std::int64_t>(std::llround(value * kSecondsOfDay));
  if (format.is_duration || !format.is_date()) return time_text(all_seconds, format.has_seconds);
  if (value < 1 && !is_1904) return std::nullopt;
  const auto per_day = static_cast<std::int64_t>(kSecondsOfDay);
  std::string text = date_text(static_cast<int>(all_seconds / per_day), is_1904, format);
  if (format.is_time() && all_seconds % per_day != 0)
    text += " " + time_text(all_seconds % per_day, format.has_seconds || all_seconds % 60 != 0);
  return text;
}

}  // namespace

NumberFormat read_number_format(std::string_view code) {
  NumberFormat format;
  if (starts_with_general(code)) return format;
  const std::string letters = date_letters(code);
  if (has_date_placeholder(letters)) {
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const bool is_minutes =
          letters[i] == 'm' && ((i > 0 && (letters[i - 1] == 'h' || letters[i - 1] == 'H')) ||
                                (i + 1 < letters.size() && letters[i + 1] == 's'));
      format.has_year = format.has_year || letters[i] == 'y';
      format.has_month = format.has_month || (letters[i] == 'm' && !is_minutes);
      format.has_day = format.has_day || letters[i] == 'd';
      const bool is_elapsed = letters[i] == 'H' || letters[i] == 'M' || letters[i] == 'S';
      format.has_hours = format.has_hours || letters[i] == 'h' || is_elapsed || is_minutes;
      format.has_seconds = format.has_seconds || letters[i] == 's' || letters[i] == 'S';
      format.is_duration = format.is_duration || is_elapsed;
    }
    return format;
  }
  const std::string_view first = code.substr(0, code.find(';'));
  format.is_percent = first.find('%') != first.npos;
  if (first.size() > 1 && first.size() <= kMostDigits && first.find_first_not_of('0') == first.npos)
    format.min_digits = static_cast<int>(first.size());
  return format;
}

NumberFormat builtin_number_format(int id) {
  switch (id) {
    case 9:
    case 10:
      return read_number_format("0%");
    case 14:
    case 15:
    case 30:
    case 31:
    case 36:
    case 50:
    case 51:
    case 57:
    case 58:
      return read_number_format("yyyy-mm-dd");
    case 27:
    case 28:
    case 29:
      return read_number_format("yyyy-mm-dd");
    case 16:
      return read_number_format("d-mmm");
    case 17:
      return read_number_format("mmm-yy");
    case 18:
    case 20:
    case 32:
    case 34:
      return read_number_format("h:mm");
    case 19:
    case 21:
    case 33:
    case 35:
    case 45:
    case 47:
      return read_number_format("h:mm:ss");
    case 22:
      return read_number_format("yyyy-mm-dd h:mm");
    case 46:
      return read_number_format("[h]:mm:ss");
    default:
      return {};
  }
}

std::string number_text(std::string_view stored, const NumberFormat& format, bool is_1904) {
  const std::optional<double> value = number_in(stored);
  if (!value) return std::string(stored);
  if (format.is_date() || format.is_time()) {
    if (auto text = day_text(*value, format, is_1904)) return *text;
  }
  if (format.is_percent) return plain_text(*value * 100) + "%";
  // A long official number keeps all its digits, even those that only a careful program wrote.
  std::string text = is_whole_text(stored) ? std::string(stored) : plain_text(*value);
  const bool is_whole = is_whole_text(text);
  return is_whole && format.min_digits > 0 ? filled_up(std::move(text), format.min_digits) : text;
}

}  // namespace byname
