// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fmt/format.h>

#include "names/date_phrase.hpp"

namespace byname {

namespace {

std::string in_words(const CalendarDay& day) {
  return fmt::format("{} {} {}", day.day, month_name(day.month), day.year);
}

/// The first day of a span as far as the last one does not say it: "1" of "1 to 10 March 2022".
std::string front_in_words(const CalendarDay& first, const CalendarDay& last) {
  if (first.year != last.year) return in_words(first);
  if (first.month != last.month) return fmt::format("{} {}", first.day, month_name(first.month));
  return fmt::format("{}", first.day);
}

std::string span_in_words(const DaySpan& days) {
  if (days.earliest == kNoEarliest && days.latest == kNoLatest) return "any day";
  if (days.earliest == kNoEarliest) return in_words(calendar_day(days.latest)) + " or earlier";
  if (days.latest == kNoLatest) return in_words(calendar_day(days.earliest)) + " or later";
  const CalendarDay first = calendar_day(days.earliest), last = calendar_day(days.latest);
  if (first == last) return in_words(first);
  return fmt::format("some day from {} to {}", front_in_words(first, last), in_words(last));
}

/// One element of a set.
std::string part_in_words(const EdtfPart& part) {
  const auto days = days_of(Edtf{EdtfKind::kInterval, {part}});
  return days ? span_in_words(*days) : std::string();
}

}  // namespace

std::string_view refusal_name(DateRefusalKind kind) {
  constexpr std::array<std::string_view, 11> kNames = {
      "empty",          "too_long",         "unknown_word",
      "not_understood", "no_year",          "no_reference",
      "no_such_day",    "wrong_weekday",    "end_before_begin",
      "ambiguous",      "year_out_of_range"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string describe(const UncertainDate& date) {
  std::string words;
  if (date.edtf.kind == EdtfKind::kOneOf || date.edtf.kind == EdtfKind::kAllOf) {
    const std::string_view joint = date.edtf.kind == EdtfKind::kOneOf ? " or " : " and ";
    for (const EdtfPart& part : date.edtf.parts)
      words += fmt::format("{}{}", words.empty() ? "" : joint, part_in_words(part));
  } else {
    words = span_in_words(date.days);
  }
  if ((date.doubt & kApproximate) != 0) words += ", about";
  if ((date.doubt & kUncertain) != 0) words += ", not sure";
  return words;
}

std::string day_text(std::int64_t number) {
  if (number == kNoEarliest || number == kNoLatest) return {};
  const CalendarDay day = calendar_day(number);
  // Expanded years of ISO 8601 have a sign.
  if (day.year < 0 || day.year > 9999) return fmt::format("{:+05}-{:02}-{:02}", day.year, day.month, day.day);
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

}  // namespace byname
