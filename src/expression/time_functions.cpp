// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

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

/// Boundaries of a part between two times, as DuckDB's date_diff counts them.
std::optional<std::int64_t> boundaries(const std::string& part, std::int64_t from, std::int64_t to) {
  const auto crossed = [&](std::int64_t unit) { return floor_divide(to, unit) - floor_divide(from, unit); };
  if (part == "second" || part == "seconds") return crossed(1'000'000);
  if (part == "minute" || part == "minutes") return crossed(60'000'000);
  if (part == "hour" || part == "hours") return crossed(3'600'000'000);
  if (part == "day" || part == "days") return crossed(kMicrosecondsPerDay);
  const CivilDate a = date_of_days(floor_divide(from, kMicrosecondsPerDay));
  const CivilDate b = date_of_days(floor_divide(to, kMicrosecondsPerDay));
  const std::int64_t months = (b.year - a.year) * 12 + b.month - a.month;
  if (part == "month" || part == "months") return months;
  if (part == "quarter") return (b.year * 4 + (b.month - 1) / 3) - (a.year * 4 + (a.month - 1) / 3);
  if (part == "year" || part == "years") return b.year - a.year;
  // Weeks begin on Monday; day 0 was a Thursday.
  if (part == "week" || part == "weeks")
    return floor_divide(floor_divide(to, kMicrosecondsPerDay) + 3, 7) -
           floor_divide(floor_divide(from, kMicrosecondsPerDay) + 3, 7);
  return std::nullopt;
}

/// date_diff(part, a, b); datediff(a, b) as Spark has it is days from b to a.
Value date_diff(Arguments arguments, CallContext&) {
  if (arguments.size() == 2) {
    const auto to = microseconds_of(arguments[0]);
    const auto from = microseconds_of(arguments[1]);
    if (!from || !to) return null_value();
    return integer_value(*boundaries("day", *from, *to));
  }
  std::string part = text_of(arguments[0]);
  std::transform(part.begin(), part.end(), part.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  const auto from = microseconds_of(arguments[1]);
  const auto to = microseconds_of(arguments[2]);
  if (!from || !to) return null_value();
  const auto count = boundaries(part, *from, *to);
  return count ? integer_value(*count) : null_value();
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
        if (!read_field(format[++at])) return std::nullopt;
      } else if (c == ' ') {
        skip_blanks();
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
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r'))) ++at_;
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
  bool month_name() {
    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      for (const std::string_view name : {kMonths[month], kMonths[month].substr(0, 3)}) {
        if (text_.size() - at_ < name.size()) continue;
        const bool is_equal =
            std::equal(name.begin(), name.end(), text_.begin() + static_cast<long>(at_),
                       [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
        if (!is_equal) continue;
        month_ = static_cast<int>(month) + 1;
        at_ += name.size();
        return true;
      }
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
      case 'I':
        return number(2, hour_);
      case 'M':
        return number(2, minute_);
      case 'S':
        return number(2, second_);
      case 'f':
        return fraction();
      case 'b':
      case 'B':
        return month_name();
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
        format += end - at > 2 ? "%b" : "%m";
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
    {"date_diff", 3, 3, false, date_diff},
    {"datediff", 2, 3, false, date_diff},
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
