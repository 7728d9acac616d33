// SPDX-License-Identifier: Apache-2.0
#include "names/comparable_date.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "names/date_parts.hpp"

namespace byname {

namespace {

constexpr std::int64_t kLeastTolerance = 7;  // days that "about" may be off

/// A year, month or day of which all digits are known.
std::optional<PartialDate> plain_date(const UncertainDate& date) {
  if (date.edtf.kind != EdtfKind::kDate || (date.doubt & kApproximate) != 0) return std::nullopt;
  const EdtfDate& only = date.edtf.parts[0].first.date;
  const bool is_plain = only.precision != EdtfPrecision::kSeason && only.significant_digits == 0 &&
                        (only.unknown_year | only.unknown_month | only.unknown_day) == 0;
  if (!is_plain) return std::nullopt;
  const PartialDate plain{static_cast<int>(only.year), only.month, only.day};
  return is_real_date(plain) ? std::optional(plain) : std::nullopt;
}

DaySpan widened(const UncertainDate& date) {
  DaySpan days = date.days;
  if ((date.doubt & kApproximate) == 0) return days;
  const bool is_open = days.earliest == kNoEarliest || days.latest == kNoLatest;
  const std::int64_t tolerance =
      is_open ? kLeastTolerance : std::max(kLeastTolerance, days.latest - days.earliest + 1);
  if (days.earliest != kNoEarliest) days.earliest -= tolerance;
  if (days.latest != kNoLatest) days.latest += tolerance;
  return days;
}

bool is_in_range(std::int64_t day) {
  static const std::int64_t first = day_number({kFirstPhraseYear, 1, 1});
  static const std::int64_t last = day_number({kLastPhraseYear, 12, 31});
  return day == kNoEarliest || day == kNoLatest || (day >= first && day <= last);
}

bool is_whole_month(const DaySpan& days) {
  if (days.earliest == kNoEarliest || days.latest == kNoLatest) return false;
  const CalendarDay first = calendar_day(days.earliest);
  return first.day == 1 && days.latest - days.earliest + 1 == days_in_month(first.year, first.month);
}

std::string span_text(const DaySpan& days) {
  if (!is_in_range(days.earliest) || !is_in_range(days.latest)) return {};
  const auto end_text = [](std::int64_t day, std::int64_t none) {
    return day == none ? std::string("..") : day_text(day);
  };
  std::string first = end_text(days.earliest, kNoEarliest), last = end_text(days.latest, kNoLatest);
  if (is_whole_month(days)) return first.substr(0, 7);
  if (first.ends_with("-01-01") && last.ends_with("-12-31")) {
    first.resize(4);
    last.resize(4);
    if (first == last) return first;
  }
  if (first == ".." && last == "..") return {};
  return first == last ? first : first + "/" + last;
}

/// Three numbers of which none is a year of four digits: how to read those the column's format says.
bool is_left_to_the_format(std::string_view text) {
  const DateParts parts = split_date(text);
  return parts.is_readable && parts.num_numbers == 3 && parts.month == 0;
}

bool has_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
}

/// False where it cannot be read.
bool append_phrase(std::string& out, std::string_view text, const DateFormat& format) {
  const DateReading reading = read_date_phrase(text, {std::nullopt, std::nullopt, !format.day_first});
  const auto* date = std::get_if<UncertainDate>(&reading);
  if (date == nullptr) return false;
  out += comparable_date(*date);
  return true;
}

}  // namespace

std::string comparable_date(const UncertainDate& date) {
  const std::optional<PartialDate> plain = plain_date(date);
  std::string text = plain ? date_text(*plain) : span_text(widened(date));
  if (!text.empty() && (date.doubt & kUncertain) != 0) text += '?';
  return text;
}

void append_comparable_date(std::string& out, std::string_view text, const DateFormat& format) {
  // Words may change what the numbers mean: "1990-е", "около 1990". Numbers alone are the format's.
  if (has_letter(text) && append_phrase(out, text, format)) return;
  if (const auto date = read_date(text, format)) {
    out += date_text(*date);
  } else if (!has_letter(text) && !is_left_to_the_format(text)) {
    append_phrase(out, text, format);
  }
}

int year_of_comparable(std::string_view comparable) {
  int year = 0;
  const std::size_t slash = comparable.find('/');
  const std::string_view first = comparable.substr(0, 4);
  if (slash != comparable.npos && first != comparable.substr(slash + 1, 4)) return 0;
  std::from_chars(first.data(), first.data() + first.size(), year);
  return year;
}

}  // namespace byname
