// SPDX-License-Identifier: Apache-2.0
// Reads the Extended Date/Time Format: ISO 8601-2:2019, levels 0 to 2.
#include <algorithm>

#include "names/edtf.hpp"

namespace byname {

namespace {

constexpr std::int64_t kLargestYear = 1'000'000'000'000;
constexpr std::size_t kLongestText = 1000;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::uint8_t doubt_of(char c) noexcept {
  return c == '?' ? kUncertain : c == '~' ? kApproximate : c == '%' ? kUncertain | kApproximate : kSure;
}

/// A number of digits and X as written.
struct Digits {
  std::int64_t value = 0;
  std::uint8_t unknown = 0;
};

/// Reads one date from the front of a text.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  std::optional<EdtfDate> read() {
    EdtfDate date;
    const std::uint8_t before = take_doubt();
    if (!take_year(date)) return std::nullopt;
    date.year_doubt |= before;
    date.year_doubt |= take_doubt();
    if (!take('-')) return date;
    if (!take_month(date)) return std::nullopt;
    if (!take('-')) return date;
    if (date.precision != EdtfPrecision::kMonth || !take_day(date)) return std::nullopt;
    return date;
  }
  std::string_view rest() const { return text_.substr(at_); }

 private:
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }
  std::uint8_t take_doubt() {
    const std::uint8_t doubt = doubt_of(next());
    if (doubt != kSure) ++at_;
    return doubt;
  }

  /// Exactly `width` digits or X.
  std::optional<Digits> take_digits(int width) {
    Digits digits;
    for (int i = 0; i < width; ++i, ++at_) {
      const char c = next();
      if (!is_digit(c) && c != 'X') return std::nullopt;
      digits.value = digits.value * 10 + (c == 'X' ? 0 : c - '0');
      digits.unknown = static_cast<std::uint8_t>(digits.unknown << 1 | (c == 'X' ? 1 : 0));
    }
    return is_digit(next()) || next() == 'X' ? std::nullopt : std::optional(digits);
  }

  /// One digit or more, as long as they give a year.
  std::optional<std::int64_t> take_number() {
    if (!is_digit(next())) return std::nullopt;
    std::int64_t value = 0;
    for (; is_digit(next()); ++at_) {
      value = value * 10 + (next() - '0');
      if (value > kLargestYear) return std::nullopt;
    }
    return value;
  }

  bool take_year(EdtfDate& date) {
    if (take('Y')) return take_long_year(date);
    const bool is_negative = take('-');
    const auto digits = take_digits(4);
    if (!digits || (is_negative && (digits->unknown != 0 || digits->value == 0))) return false;
    date.year = is_negative ? -digits->value : digits->value;
    date.unknown_year = digits->unknown;
    return take_significant_digits(date);
  }

  /// "Y-17E7": at least five digits in all.
  bool take_long_year(EdtfDate& date) {
    const bool is_negative = take('-');
    auto value = take_number();
    if (!value) return false;
    if (take('E')) {
      const auto exponent = take_number();
      for (std::int64_t i = 0; exponent && i < *exponent && *value <= kLargestYear && *value > 0; ++i)
        *value *= 10;
      if (!exponent) return false;
    }
    if (*value > kLargestYear || *value <= 9999) return false;
    date.year = is_negative ? -*value : *value;
    return take_significant_digits(date);
  }

  bool take_significant_digits(EdtfDate& date) {
    if (!take('S')) return true;
    const auto digits = take_number();
    if (!digits || *digits < 1 || *digits > 12 || date.unknown_year != 0) return false;
    date.significant_digits = static_cast<std::uint8_t>(*digits);
    return next() != '-';
  }

  bool take_month(EdtfDate& date) {
    if (date.year > 9999 || date.year < -9999 || date.significant_digits != 0) return false;
    const std::uint8_t before = take_doubt();
    const auto digits = take_digits(2);
    if (!digits) return false;
    date.month = static_cast<int>(digits->value);
    date.unknown_month = digits->unknown;
    const bool is_season = digits->unknown == 0 && date.month >= 21 && date.month <= 41;
    date.precision = is_season ? EdtfPrecision::kSeason : EdtfPrecision::kMonth;
    if (!is_season && digits->unknown == 0 && (date.month < 1 || date.month > 12)) return false;
    const std::uint8_t behind = take_doubt();
    date.month_doubt = before | behind;
    date.year_doubt |= behind;
    return true;
  }

  bool take_day(EdtfDate& date) {
    const std::uint8_t before = take_doubt();
    const auto digits = take_digits(2);
    if (!digits) return false;
    date.precision = EdtfPrecision::kDay;
    date.day = static_cast<int>(digits->value);
    date.unknown_day = digits->unknown;
    const std::uint8_t behind = take_doubt();
    date.day_doubt = before | behind;
    date.month_doubt |= behind;
    date.year_doubt |= behind;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<EdtfDate> read_whole_date(std::string_view text) {
  DateReader reader(text);
  const auto date = reader.read();
  return date && reader.rest().empty() ? date : std::nullopt;
}

/// True if it has the form: 0 stands for a digit, all else for itself.
bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char c, char f) {
           return f == '0' ? is_digit(c) : c == f;
         });
}

bool is_offset(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  for (const std::string_view form : {"+00:00", "-00:00", "+00", "-00"}) {
    if (has_form(text, form)) return true;
  }
  return false;
}

/// "T10:20:30", then nothing, "Z" or an offset.
bool is_time(std::string_view text) {
  constexpr std::string_view kForm = "T00:00:00";
  return text.size() >= kForm.size() && has_form(text.substr(0, kForm.size()), kForm) &&
         is_offset(text.substr(kForm.size()));
}

std::optional<Edtf> read_single(std::string_view text) {
  DateReader reader(text);
  const auto date = reader.read();
  if (!date) return std::nullopt;
  const bool is_plain_day =
      date->precision == EdtfPrecision::kDay && doubts_of({EdtfKind::kDate, {edtf_part(*date)}}) == kSure;
  if (!reader.rest().empty() && !(is_plain_day && is_time(reader.rest()))) return std::nullopt;
  return Edtf{EdtfKind::kDate, {edtf_part(*date)}};
}

std::optional<EdtfBound> read_bound(std::string_view text) {
  if (text.empty()) return EdtfBound{EdtfBorder::kUnknown, {}};
  if (text == "..") return EdtfBound{EdtfBorder::kOpen, {}};
  const auto date = read_whole_date(text);
  return date ? std::optional(EdtfBound{EdtfBorder::kDate, *date}) : std::nullopt;
}

std::optional<Edtf> read_interval(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto first = read_bound(text.substr(0, slash));
  const auto last = read_bound(text.substr(slash + 1));
  if (!first || !last) return std::nullopt;
  if (first->border != EdtfBorder::kDate && last->border != EdtfBorder::kDate) return std::nullopt;
  return Edtf{EdtfKind::kInterval, {edtf_range(*first, *last)}};
}

/// An element of a set: a date, "A..B", "..B" or "A..".
std::optional<EdtfPart> read_element(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == text.npos) {
    const auto date = read_whole_date(text);
    return date ? std::optional(edtf_part(*date)) : std::nullopt;
  }
  const auto end = [](std::string_view side) {
    return side.empty() ? EdtfBound{EdtfBorder::kOpen, {}}
                        : EdtfBound{EdtfBorder::kDate, *read_whole_date(side)};
  };
  const std::string_view left = text.substr(0, dots), right = text.substr(dots + 2);
  if (left.empty() && right.empty()) return std::nullopt;
  if ((!left.empty() && !read_whole_date(left)) || (!right.empty() && !read_whole_date(right)))
    return std::nullopt;
  return edtf_range(end(left), end(right));
}

std::optional<Edtf> read_set(std::string_view text) {
  Edtf set{text.front() == '[' ? EdtfKind::kOneOf : EdtfKind::kAllOf, {}};
  const char closing = text.front() == '[' ? ']' : '}';
  if (text.size() < 3 || text.back() != closing) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string_view element = text.substr(begin, end - begin);
    if (begin > 0 && element.starts_with(' ')) element.remove_prefix(1);
    const auto part = read_element(element);
    if (!part) return std::nullopt;
    set.parts.push_back(*part);
    begin = end + 1;
  }
  return set;
}

}  // namespace

std::optional<Edtf> read_edtf(std::string_view text) {
  if (text.empty() || text.size() > kLongestText) return std::nullopt;
  std::optional<Edtf> edtf;
  if (text.front() == '[' || text.front() == '{') {
    edtf = read_set(text);
  } else {
    edtf = text.find('/') == text.npos ? read_single(text) : read_interval(text);
  }
  return edtf && days_of(*edtf) ? edtf : std::nullopt;
}

}  // namespace byname
