// SPDX-License-Identifier: Apache-2.0
#include "names/edtf.hpp"

#include <fmt/format.h>

namespace byname {

namespace {

std::string_view doubt_mark(std::uint8_t doubt) {
  switch (doubt) {
    case kSure:
      return "";
    case kUncertain:
      return "?";
    case kApproximate:
      return "~";
    default:
      return "%";
  }
}

/// A number of `width` digits with X for those that are not known.
std::string masked(std::int64_t value, std::uint8_t unknown, int width) {
  std::string text = fmt::format("{:0{}}", value, width);
  for (int i = 0; i < width; ++i) {
    if ((unknown >> i & 1) != 0) text[text.size() - 1 - static_cast<std::size_t>(i)] = 'X';
  }
  return text;
}

std::string year_text(const EdtfDate& date) {
  std::string text;
  if (date.year > 9999 || date.year < -9999) {
    text = fmt::format("Y{}", date.year);
  } else {
    text = date.year < 0 ? fmt::format("-{:04}", -date.year) : masked(date.year, date.unknown_year, 4);
  }
  if (date.significant_digits > 0) text += fmt::format("S{}", date.significant_digits);
  return text;
}

bool has_month(const EdtfDate& date) { return date.precision != EdtfPrecision::kYear; }
bool has_day(const EdtfDate& date) { return date.precision == EdtfPrecision::kDay; }

bool is_doubt_of_all(const EdtfDate& date) {
  return (!has_month(date) || date.month_doubt == date.year_doubt) &&
         (!has_day(date) || date.day_doubt == date.year_doubt);
}

std::string date_text(const EdtfDate& date) {
  const bool is_behind = is_doubt_of_all(date);
  const auto part = [&](std::uint8_t doubt, const std::string& text) {
    return fmt::format("{}{}", is_behind ? "" : doubt_mark(doubt), text);
  };
  std::string text = part(date.year_doubt, year_text(date));
  if (has_month(date))
    text += fmt::format("-{}", part(date.month_doubt, masked(date.month, date.unknown_month, 2)));
  if (has_day(date)) text += fmt::format("-{}", part(date.day_doubt, masked(date.day, date.unknown_day, 2)));
  if (is_behind) text += doubt_mark(date.year_doubt);
  return text;
}

std::string bound_text(const EdtfBound& bound, bool is_in_set) {
  if (bound.border == EdtfBorder::kDate) return date_text(bound.date);
  return bound.border == EdtfBorder::kOpen && !is_in_set ? ".." : "";
}

std::string part_text(const EdtfPart& part, bool is_in_set) {
  if (!part.last) return date_text(part.first.date);
  return fmt::format("{}{}{}", bound_text(part.first, is_in_set), is_in_set ? ".." : "/",
                     bound_text(*part.last, is_in_set));
}

std::uint8_t doubts_of(const EdtfBound& bound) {
  if (bound.border != EdtfBorder::kDate) return kSure;
  return bound.date.year_doubt | bound.date.month_doubt | bound.date.day_doubt;
}

}  // namespace

std::string write_edtf(const Edtf& edtf) {
  const bool is_set = edtf.kind == EdtfKind::kOneOf || edtf.kind == EdtfKind::kAllOf;
  std::string text;
  for (const EdtfPart& part : edtf.parts)
    text += fmt::format("{}{}", text.empty() ? "" : ",", part_text(part, is_set));
  if (!is_set) return text;
  return edtf.kind == EdtfKind::kOneOf ? fmt::format("[{}]", text) : fmt::format("{{{}}}", text);
}

std::uint8_t doubts_of(const Edtf& edtf) {
  std::uint8_t doubts = kSure;
  for (const EdtfPart& part : edtf.parts) {
    doubts |= doubts_of(part.first);
    if (part.last) doubts |= doubts_of(*part.last);
  }
  return doubts;
}

void add_doubt(EdtfDate& date, std::uint8_t doubt) {
  date.year_doubt |= doubt;
  if (has_month(date)) date.month_doubt |= doubt;
  if (has_day(date)) date.day_doubt |= doubt;
}

EdtfDate edtf_year(std::int64_t year) {
  EdtfDate date;
  date.year = year;
  return date;
}

EdtfDate edtf_month(std::int64_t year, int month) {
  EdtfDate date = edtf_year(year);
  date.precision = month > 12 ? EdtfPrecision::kSeason : EdtfPrecision::kMonth;
  date.month = month;
  return date;
}

EdtfDate edtf_day(const CalendarDay& day) {
  EdtfDate date = edtf_month(day.year, day.month);
  date.precision = EdtfPrecision::kDay;
  date.day = day.day;
  return date;
}

EdtfPart edtf_part(const EdtfDate& date) { return {{EdtfBorder::kDate, date}, std::nullopt}; }

EdtfPart edtf_range(const EdtfBound& first, const EdtfBound& last) { return {first, last}; }

}  // namespace byname
