// SPDX-License-Identifier: Apache-2.0
#include "expression/value.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/hash.hpp"

namespace byname {

namespace {

constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;

int sign_of(bool less, bool greater) { return less ? -1 : greater ? 1 : 0; }

int compare_doubles(double a, double b) {
  const bool a_nan = std::isnan(a);
  const bool b_nan = std::isnan(b);
  if (a_nan || b_nan) return sign_of(!a_nan, !b_nan);
  return sign_of(a<b, a> b);
}

int compare_lists(std::span<const Value> a, std::span<const Value> b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i].is_null() || b[i].is_null()) {
      if (a[i].is_null() != b[i].is_null()) return a[i].is_null() ? 1 : -1;
      continue;
    }
    const int order = compare_values(a[i], b[i]);
    if (order != 0) return order;
  }
  return sign_of(a.size() < b.size(), a.size() > b.size());
}

bool is_time(const Value& value) {
  return value.type == ValueType::kDate || value.type == ValueType::kTimestamp;
}
std::int64_t microseconds_of(const Value& value) {
  return value.type == ValueType::kDate ? value.integer * kMicrosecondsPerDay : value.integer;
}

/// A text beside another kind is read as that kind.
int compare_text_with(std::string_view text, const Value& other) {
  Value read;
  std::int64_t time = 0;
  if (other.is_number() && parse_double(text, read.number)) {
    read.type = ValueType::kDouble;
  } else if (is_time(other) && parse_timestamp(text, time)) {
    read.type = ValueType::kTimestamp;
    read.integer = time;
  } else {
    return 2;
  }
  return compare_values(read, other);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
    text.remove_suffix(1);
  return text;
}

/// Reads up to `longest` digits off the front; the number, or -1 for none.
std::int64_t take_digits(std::string_view& text, std::size_t longest) {
  std::int64_t number = 0;
  std::size_t count = 0;
  while (count < text.size() && count < longest && text[count] >= '0' && text[count] <= '9')
    number = number * 10 + (text[count++] - '0');
  text.remove_prefix(count);
  return count == 0 ? -1 : number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, std::int64_t& days) {
  const std::int64_t year = take_digits(text, 6);
  const char separator = text.empty() ? '\0' : text.front();
  if (year < 0 || std::string_view("-/\\ ").find(separator) == std::string_view::npos ||
      !take(text, separator))
    return false;
  const std::int64_t month = take_digits(text, 2);
  if (month < 0 || !take(text, separator)) return false;
  const std::int64_t day = take_digits(text, 2);
  if (day < 0 || !is_date(year, static_cast<int>(month), static_cast<int>(day))) return false;
  days = days_of_date(year, static_cast<int>(month), static_cast<int>(day));
  return true;
}

bool take_clock(std::string_view& text, std::int64_t& microseconds) {
  const std::int64_t hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return false;
  const std::int64_t minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return false;
  std::int64_t second = 0;
  std::int64_t fraction = 0;
  if (take(text, ':')) {
    second = take_digits(text, 2);
    if (second < 0 || second > 59) return false;
    if (take(text, '.')) {
      std::int64_t unit = 100'000;
      while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        fraction += (text.front() - '0') * unit;
        unit /= 10;
        text.remove_prefix(1);
      }
    }
  }
  microseconds = ((hour * 60 + minute) * 60 + second) * 1'000'000 + fraction;
  return true;
}

std::string date_text(std::int64_t days) {
  const CivilDate date = date_of_days(days);
  if (date.year < 1) return fmt::format("{:04}-{:02}-{:02} (BC)", 1 - date.year, date.month, date.day);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string double_text(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

/// An element of a list: in quotes where it could be read as something else.
std::string element_text(const Value& element) {
  const std::string text = text_of(element);
  if (element.is_null() || element.type == ValueType::kList) return text;
  const bool is_plain = !text.empty() && trimmed(text).size() == text.size() && !is_null_word(text) &&
                        text.find_first_of(",:='\"()[]{}\\") == std::string::npos;
  if (is_plain) return text;
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

}  // namespace

bool is_null_word(std::string_view text) {
  constexpr std::string_view kWord = "null";
  return std::equal(text.begin(), text.end(), kWord.begin(), kWord.end(),
                    [](char c, char letter) { return (c | 0x20) == letter; });
}

Value null_value() { return {}; }
Value boolean_value(bool value) {
  Value made;
  made.type = ValueType::kBoolean;
  made.integer = value;
  return made;
}
Value integer_value(std::int64_t value) {
  Value made;
  made.type = ValueType::kInteger;
  made.integer = value;
  return made;
}
Value double_value(double value) {
  Value made;
  made.type = ValueType::kDouble;
  made.number = value;
  return made;
}
Value text_value(std::string_view view) {
  Value made;
  made.type = ValueType::kText;
  made.text = view;
  return made;
}
Value list_value(std::span<const Value> view) {
  Value made;
  made.type = ValueType::kList;
  made.list = view;
  return made;
}

Value ValueArena::text(std::string_view value) {
  constexpr std::size_t kSmallest = 256;
  constexpr std::size_t kLargest = std::size_t{1} << 16;
  if (blocks_.empty() || blocks_.back().size - used_ < value.size()) {
    const std::size_t grown = blocks_.empty() ? kSmallest : std::min(blocks_.back().size * 4, kLargest);
    const std::size_t size = std::max(grown, value.size());
    blocks_.push_back({std::make_unique_for_overwrite<char[]>(size), size});
    used_ = 0;
  }
  char* begin = blocks_.back().bytes.get() + used_;
  std::copy(value.begin(), value.end(), begin);
  used_ += value.size();
  return text_value({begin, value.size()});
}

Value ValueArena::list(std::vector<Value> values) {
  lists_.push_back(std::move(values));
  return list_value(lists_.back());
}

Value ValueArena::keep(const Value& value) {
  if (value.type == ValueType::kText) return text(value.text);
  if (value.type != ValueType::kList) return value;
  std::vector<Value> elements;
  for (const Value& element : value.list) elements.push_back(keep(element));
  return list(std::move(elements));
}

void ValueArena::clear() {
  if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
  used_ = 0;
  lists_.clear();
}

int compare_values(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) {
    if (a.type == ValueType::kInteger && b.type == ValueType::kInteger)
      return sign_of(a.integer<b.integer, a.integer> b.integer);
    return compare_doubles(a.as_double(), b.as_double());
  }
  if (a.type == ValueType::kText && b.type == ValueType::kText) {
    const int order = a.text.compare(b.text);
    return sign_of(order < 0, order > 0);
  }
  if (is_time(a) && is_time(b)) {
    const std::int64_t left = microseconds_of(a);
    const std::int64_t right = microseconds_of(b);
    return sign_of(left<right, left> right);
  }
  if (a.type == ValueType::kBoolean && b.type == ValueType::kBoolean)
    return sign_of(a.integer<b.integer, a.integer> b.integer);
  if (a.type == ValueType::kBoolean && b.is_number()) return compare_values(integer_value(a.integer), b);
  if (a.is_number() && b.type == ValueType::kBoolean) return compare_values(a, integer_value(b.integer));
  if (a.type == ValueType::kList && b.type == ValueType::kList) return compare_lists(a.list, b.list);
  if (a.type == ValueType::kText) return compare_text_with(a.text, b);
  if (b.type == ValueType::kText) {
    const int order = compare_text_with(b.text, a);
    return order == 2 ? 2 : -order;
  }
  return 2;
}

std::uint64_t hash_value(const Value& value) {
  switch (value.type) {
    case ValueType::kNull:
      return 0x1234;
    case ValueType::kBoolean:
    case ValueType::kInteger:
    case ValueType::kDouble: {
      const double number = value.as_double();
      if (std::isnan(number)) return mix64(7);
      return mix64(std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number));
    }
    case ValueType::kText:
      return hash64(value.text);
    case ValueType::kDate:
    case ValueType::kTimestamp:
      return mix64(static_cast<std::uint64_t>(microseconds_of(value)) ^ 0x7171);
    case ValueType::kList: {
      std::uint64_t hash = 0x9999 + value.list.size();
      for (const Value& element : value.list) hash = mix64(hash ^ hash_value(element));
      return hash;
    }
  }
  return 0;
}

bool is_date(std::int64_t year, int month, int day) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) return false;
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= kDays[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

// Days from civil and back (Howard Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_of_date(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate date_of_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2), month, day};
}

bool parse_date(std::string_view text, std::int64_t& days) {
  text = trimmed(text);
  return take_date(text, days) && text.empty();
}

bool parse_timestamp(std::string_view text, std::int64_t& microseconds) {
  text = trimmed(text);
  std::int64_t days = 0;
  std::int64_t clock = 0;
  if (!take_date(text, days)) return false;
  if (!text.empty()) {
    if (!take(text, 'T')) {
      const std::string_view behind_blanks = trimmed(text);
      if (behind_blanks.size() == text.size()) return false;
      text = behind_blanks;
    }
    if (!take_clock(text, clock)) return false;
    take(text, 'Z');
  }
  if (!text.empty()) return false;
  microseconds = days * kMicrosecondsPerDay + clock;
  return true;
}

bool parse_double(std::string_view text, double& number) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty()) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool parse_integer(std::string_view text, std::int64_t& integer) {
  text = trimmed(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty()) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  return error == std::errc() && end == text.data() + text.size();
}

std::string text_of(const Value& value) {
  switch (value.type) {
    case ValueType::kNull:
      return "NULL";
    case ValueType::kBoolean:
      return value.integer != 0 ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.integer);
    case ValueType::kDouble:
      return double_text(value.number);
    case ValueType::kText:
      return std::string(value.text);
    case ValueType::kDate:
      return date_text(value.integer);
    case ValueType::kTimestamp: {
      const std::int64_t days = value.integer >= 0 || value.integer % kMicrosecondsPerDay == 0
                                    ? value.integer / kMicrosecondsPerDay
                                    : value.integer / kMicrosecondsPerDay - 1;
      const std::int64_t clock = value.integer - days * kMicrosecondsPerDay;
      const std::int64_t seconds = clock / 1'000'000;
      std::string text = fmt::format("{} {:02}:{:02}:{:02}", date_text(days), seconds / 3600,
                                     seconds / 60 % 60, seconds % 60);
      if (clock % 1'000'000 != 0) {
        text += fmt::format(".{:06}", clock % 1'000'000);
        while (text.back() == '0') text.pop_back();
      }
      return text;
    }
    case ValueType::kList: {
      std::string text = "[";
      for (const Value& element : value.list) text += (text.size() > 1 ? ", " : "") + element_text(element);
      return text + "]";
    }
  }
  return "";
}

}  // namespace byname
