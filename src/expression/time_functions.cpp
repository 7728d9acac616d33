// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "expression/function_groups.hpp"

namespace byname {

namespace {

using Arguments = std::span<const Value>;

constexpr std::int64_t kMicrosecondsPerDay = 86'400'000'000;

Value timestamp_value(std::int64_t microseconds) {
  Value made;
  made.type = ValueType::kTimestamp;
  made.integer = microseconds;
  return made;
}
Value date_value(std::int64_t days) {
  Value made;
  made.type = ValueType::kDate;
  made.integer = days;
  return made;
}

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/// Microseconds of a date, a timestamp, or a text that is one.
std::optional<std::int64_t> microseconds_of(const Value& value) {
  if (value.type == ValueType::kTimestamp) return value.integer;
  if (value.type == ValueType::kDate) return value.integer * kMicrosecondsPerDay;
  std::int64_t microseconds = 0;
  if (value.type == ValueType::kText && parse_timestamp(value.text, microseconds)) return microseconds;
  return std::nullopt;
}

std::optional<CivilDate> civil_of(const Value& value) {
  const auto microseconds = microseconds_of(value);
  if (!microseconds) return std::nullopt;
  return date_of_days(floor_divide(*microseconds, kMicrosecondsPerDay));
}

Value epoch(Arguments arguments, CallContext&) {
  const auto microseconds = microseconds_of(arguments[0]);
  return microseconds ? double_value(static_cast<double>(*microseconds) / 1e6) : null_value();
}

template <std::int64_t (*kPart)(const CivilDate&)>
Value part_of(Arguments arguments, CallContext&) {
  const auto date = civil_of(arguments[0]);
  return date ? integer_value(kPart(*date)) : null_value();
}
std::int64_t year_of(const CivilDate& date) { return date.year; }
std::int64_t month_of(const CivilDate& date) { return date.month; }
std::int64_t day_of(const CivilDate& date) { return date.day; }

enum class TimePart {
  kMicrosecond,
  kMillisecond,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury
};

/// The part of a name: "day", "Days", "d".
std::optional<TimePart> time_part(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  static constexpr std::pair<std::string_view, TimePart> kParts[] = {{"microsecond", TimePart::kMicrosecond},
                                                                     {"us", TimePart::kMicrosecond},
                                                                     {"usec", TimePart::kMicrosecond},
                                                                     {"millisecond", TimePart::kMillisecond},
                                                                     {"ms", TimePart::kMillisecond},
                                                                     {"msec", TimePart::kMillisecond},
                                                                     {"second", TimePart::kSecond},
                                                                     {"sec", TimePart::kSecond},
                                                                     {"s", TimePart::kSecond},
                                                                     {"minute", TimePart::kMinute},
                                                                     {"min", TimePart::kMinute},
                                                                     {"m", TimePart::kMinute},
                                                                     {"hour", TimePart::kHour},
                                                                     {"hr", TimePart::kHour},
                                                                     {"h", TimePart::kHour},
                                                                     {"day", TimePart::kDay},
                                                                     {"d", TimePart::kDay},
                                                                     {"week", TimePart::kWeek},
                                                                     {"w", TimePart::kWeek},
                                                                     {"month", TimePart::kMonth},
                                                                     {"mon", TimePart::kMonth},
                                                                     {"quarter", TimePart::kQuarter},
                                                                     {"year", TimePart::kYear},
                                                                     {"yr", TimePart::kYear},
                                                                     {"y", TimePart::kYear},
                                                                     {"decade", TimePart::kDecade},
                                                                     {"century", TimePart::kCentury},
                                                                     {"centurie", TimePart::kCentury}};
  for (const bool is_plural : {false, true}) {
    if (is_plural && (name.size() < 3 || name.back() != 's')) break;
    if (is_plural) name.pop_back();
    for (const auto& [known, part] : kParts) {
      if (name == known) return part;
    }
  }
  return std::nullopt;
}

/// Boundaries of a part between two times, as DuckDB's date_diff counts them; but weeks are sevens of days.
std::int64_t boundaries(TimePart part, std::int64_t from, std::int64_t to) {
  const auto crossed = [&](std::int64_t unit) { return floor_divide(to, unit) - floor_divide(from, unit); };
  const CivilDate a = date_of_days(floor_divide(from, kMicrosecondsPerDay));
  const CivilDate b = date_of_days(floor_divide(to, kMicrosecondsPerDay));
  switch (part) {
    case TimePart::kMicrosecond:
      return to - from;
    case TimePart::kMillisecond:
      return crossed(1'000);
    case TimePart::kSecond:
      return crossed(1'000'000);
    case TimePart::kMinute:
      return crossed(60'000'000);
    case TimePart::kHour:
      return crossed(3'600'000'000);
    case TimePart::kDay:
      return crossed(kMicrosecondsPerDay);
    case TimePart::kWeek:
      return crossed(kMicrosecondsPerDay) / 7;
    case TimePart::kMonth:
      return (b.year - a.year) * 12 + b.month - a.month;
    case TimePart::kQuarter:
      return (b.year * 4 + (b.month - 1) / 3) - (a.year * 4 + (a.month - 1) / 3);
    case TimePart::kYear:
      return b.year - a.year;
    case TimePart::kDecade:
      return b.year / 10 - a.year / 10;
    case TimePart::kCentury:
      return b.year / 100 - a.year / 100;
  }
  return 0;
}

/// date_diff(part, a, b); datediff(a, b) as Spark has it is days from b to a.
Value date_diff(Arguments arguments, CallContext&) {
  if (arguments.size() == 2) {
    const auto to = microseconds_of(arguments[0]);
    const auto from = microseconds_of(arguments[1]);
    if (!from || !to) return null_value();
    return integer_value(boundaries(TimePart::kDay, *from, *to));
  }
  const auto part = time_part(text_of(arguments[0]));
  const auto from = microseconds_of(arguments[1]);
  const auto to = microseconds_of(arguments[2]);
  if (!part || !from || !to) return null_value();
  return integer_value(boundaries(*part, *from, *to));
}

std::string fault_of_part(Arguments arguments, CallContext&) {
  if (arguments.size() == 2 || arguments[0].is_null() || time_part(text_of(arguments[0]))) return "";
  return "has no part of a time named '" + text_of(arguments[0]) +
         "'; there are microsecond, millisecond, second, minute, hour, day, week, month, quarter, year, "
         "decade, "
         "century";
}

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

/// Reads a text by a strptime format.
class FormatReader {
 public:
  explicit FormatReader(std::string_view text) : text_(text) {}

  std::optional<std::int64_t> read(std::string_view format) {
    skip_blanks();
    for (std::size_t at = 0; at < format.size(); ++at) {
      const char c = format[at];
      if (c == '%' && at + 1 < format.size()) {
        if (format[++at] == '-' && at + 1 < format.size()) ++at;  // %-d is %d: zeros before a number may miss
        if (!read_field(format[at])) return std::nullopt;
      } else if (is_blank(c)) {
        // Blanks of any number stand for blanks of any number.
        if (at_ >= text_.size() || !is_blank(text_[at_])) return std::nullopt;
        skip_blanks();
        while (at + 1 < format.size() && is_blank(format[at + 1])) ++at;
      } else if (!take(c)) {
        return std::nullopt;
      }
    }
    skip_blanks();
    if (at_ < text_.size() || !is_date(year_, month_, day_)) return std::nullopt;
    if (is_afternoon_) hour_ = hour_ % 12 + (*is_afternoon_ ? 12 : 0);
    if (hour_ > 23 || minute_ > 59 || second_ > 59) return std::nullopt;
    return days_of_date(year_, month_, day_) * kMicrosecondsPerDay +
           ((hour_ * 60 + minute_) * 60 + second_) * std::int64_t{1'000'000} + microseconds_;
  }

 private:
  static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool number(int most_digits, int& value) {
    const std::size_t begin = at_;
    int result = 0;
    while (at_ < text_.size() && at_ - begin < static_cast<std::size_t>(most_digits) && text_[at_] >= '0' &&
           text_[at_] <= '9')
      result = result * 10 + (text_[at_++] - '0');
    if (at_ == begin) return false;
    value = result;
    return true;
  }
  /// The name of a month, of which `length` letters are written.
  bool month_name(std::size_t length) {
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      const std::string_view name = kMonths[month].substr(0, length);
      const std::string_view written = text_.substr(at_, name.size());
      if (!std::equal(name.begin(), name.end(), written.begin(), written.end(),
                      [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); }))
        continue;
      month_ = static_cast<int>(month) + 1;
      at_ += name.size();
      return true;
    }
    return false;
  }
  bool fraction() {
    const std::size_t begin = at_;
    int value = 0;
    if (!number(6, value)) return false;
    for (std::size_t digits = at_ - begin; digits < 6; ++digits) value *= 10;
    microseconds_ = value;
    return true;
  }
  bool half_of_day() {
    if (text_.size() - at_ < 2 || std::tolower(static_cast<unsigned char>(text_[at_ + 1])) != 'm')
      return false;
    const int letter = std::tolower(static_cast<unsigned char>(text_[at_]));
    if (letter != 'a' && letter != 'p') return false;
    is_afternoon_ = letter == 'p';
    at_ += 2;
    return true;
  }
  bool short_year() {
    if (!number(2, year_)) return false;
    year_ += year_ < 69 ? 2000 : 1900;
    return true;
  }
  bool read_field(char field) {
    switch (field) {
      case 'Y':
        return number(4, year_);
      case 'y':
        return short_year();
      case 'm':
        return number(2, month_);
      case 'd':
        return number(2, day_);
      case 'H':
        return number(2, hour_);
      case 'I':
        return number(2, hour_) && hour_ >= 1 && hour_ <= 12;
      case 'M':
        return number(2, minute_);
      case 'S':
        return number(2, second_);
      case 'f':
        return fraction();
      case 'b':
        return month_name(3);
      case 'B':
        return month_name(std::string_view::npos);
      case 'p':
        return half_of_day();
      case '%':
        return take('%');
      default:
        return false;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int year_ = 1900, month_ = 1, day_ = 1;
  int hour_ = 0, minute_ = 0, second_ = 0, microseconds_ = 0;
  std::optional<bool> is_afternoon_;
};

Value read_time(std::string_view text, const Value& format) {
  if (format.type == ValueType::kList) {
    for (const Value& each : format.list) {
      const Value time = each.type == ValueType::kText ? read_time(text, each) : null_value();
      if (!time.is_null()) return time;
    }
    return null_value();
  }
  const auto microseconds = FormatReader(text).read(format.text);
  return microseconds ? timestamp_value(*microseconds) : null_value();
}

Value try_strptime(Arguments arguments, CallContext&) {
  if (arguments[0].type != ValueType::kText) {
    // A column that is a date already.
    const auto microseconds = microseconds_of(arguments[0]);
    return microseconds ? timestamp_value(*microseconds) : null_value();
  }
  return read_time(arguments[0].text, arguments[1]);
}

/// Spark's patterns (yyyy-MM-dd HH:mm:ss) as strptime's.
std::string strptime_format(std::string_view pattern) {
  std::string format;
  for (std::size_t at = 0; at < pattern.size();) {
    std::size_t end = at;
    while (end < pattern.size() && pattern[end] == pattern[at]) ++end;
    switch (pattern[at]) {
      case 'y':
        format += end - at == 2 ? "%y" : "%Y";
        break;
      case 'M':
        format += end - at > 3 ? "%B" : end - at > 2 ? "%b" : "%m";
        break;
      case 'd':
        format += "%d";
        break;
      case 'H':
        format += "%H";
        break;
      case 'm':
        format += "%M";
        break;
      case 's':
        format += "%S";
        break;
      case '\'':
        break;
      default:
        format.append(pattern.substr(at, end - at));
    }
    at = end;
  }
  return format;
}

Value try_to_timestamp(Arguments arguments, CallContext&) {
  if (arguments.size() == 1 || arguments[0].type != ValueType::kText) {
    const auto microseconds = microseconds_of(arguments[0]);
    return microseconds ? timestamp_value(*microseconds) : null_value();
  }
  const auto microseconds = FormatReader(arguments[0].text).read(strptime_format(text_of(arguments[1])));
  return microseconds ? timestamp_value(*microseconds) : null_value();
}

Value to_date(Arguments arguments, CallContext& context) {
  const Value time = try_to_timestamp(arguments, context);
  return time.is_null() ? time : date_value(floor_divide(time.integer, kMicrosecondsPerDay));
}

constexpr Function kFunctions[] = {
    {"epoch", 1, 1, false, epoch},
    {"unix_timestamp", 1, 1, false, epoch},
    {"year", 1, 1, false, part_of<year_of>},
    {"month", 1, 1, false, part_of<month_of>},
    {"day", 1, 1, false, part_of<day_of>},
    {"dayofmonth", 1, 1, false, part_of<day_of>},
    {"date_diff", 3, 3, false, date_diff, fault_of_part},
    {"datediff", 2, 3, false, date_diff, fault_of_part},
    {"try_strptime", 2, 2, false, try_strptime},
    {"strptime", 2, 2, false, try_strptime},
    {"try_to_timestamp", 1, 2, false, try_to_timestamp},
    {"to_timestamp", 1, 2, false, try_to_timestamp},
    {"try_cast_timestamp", 1, 1, false, try_to_timestamp},
    {"to_date", 1, 2, false, to_date},
    {"date", 1, 1, false, to_date},
    {"try_cast_date", 1, 1, false, to_date},
};

}  // namespace

std::span<const Function> time_functions() { return kFunctions; }

}  // namespace byname
