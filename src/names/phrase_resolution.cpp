// SPDX-License-Identifier: Apache-2.0
#include "names/phrase_resolution.hpp"

#include <array>
#include <fmt/format.h>

namespace byname {

namespace {

using Resolution = std::variant<ResolvedDate, DateRefusal>;

/// How far back a phrase without a year is looked for: 29 February can be eight years away.
constexpr int kMostYearsBack = 8;
constexpr int kWinter = 24;

DateRefusal no_such_day(const std::string& text) { return {DateRefusalKind::kNoSuchDay, text}; }

DateRefusal no_year() {
  return {DateRefusalKind::kNoYear, "the year is missing; give --year, or --reference, the day it was said"};
}

std::string missing_day_text(const PhraseDate& date) {
  if (date.has_unknown_month) return fmt::format("no month has a day {}", date.day);
  return fmt::format("{} {} has no day {}", month_name(date.month), *date.year, date.day);
}

/// A third of a month: 1 to 10, 11 to 20, 21 to the end.
std::pair<int, int> days_of_part(int part, int num_days) {
  return {part * 10 - 9, part == 3 ? num_days : part * 10};
}

Resolution days_in(std::int64_t year, int month, int first, int last) {
  const int num_days = days_in_month(year, month);
  if (first < 0) first += num_days + 1;
  if (first > num_days) return no_such_day("the month is shorter than that");
  return ResolvedDate{edtf_day({year, month, first}), edtf_day({year, month, std::min(last, num_days)})};
}

Resolution resolve_month(const PhraseDate& date) {
  EdtfDate month = edtf_month(*date.year, date.month);
  month.unknown_year = date.unknown_year;
  if (date.has_unknown_month) month.unknown_month = 3;
  const bool is_plain = date.unknown_year == 0 && !date.has_unknown_month;
  if (date.part != 0 && is_plain) {
    const auto [first, last] = days_of_part(date.part, days_in_month(*date.year, date.month));
    return days_in(*date.year, date.month, first, last);
  }
  if (date.last_day != 0 && is_plain) return days_in(*date.year, date.month, date.first_day, date.last_day);
  if (date.part != 0 || date.last_day != 0)
    return DateRefusal{DateRefusalKind::kNotUnderstood, "the words are in no known order"};
  if (date.day == 0 && !date.has_unknown_day) return ResolvedDate{month, month};
  EdtfDate day = month;
  day.precision = EdtfPrecision::kDay;
  day.day = date.day;
  if (date.has_unknown_day) day.unknown_day = 3;
  if (!days_of(day)) return no_such_day(missing_day_text(date));
  return ResolvedDate{day, day};
}

/// "в начале весны": a month of the season; "early 2022": a third of the year (EDTF 37 to 39).
Resolution resolve_season(const PhraseDate& date) {
  if (date.part == 0) {
    EdtfDate season = edtf_month(*date.year, date.season);
    season.unknown_year = date.unknown_year;
    return ResolvedDate{season, season};
  }
  if (date.season == kWinter || date.season > kWinter || date.unknown_year != 0) {
    return DateRefusal{DateRefusalKind::kAmbiguous,
                       "a part of a winter or quarter is not read; name the month"};
  }
  const EdtfDate month = edtf_month(*date.year, (date.season - 20) * 3 + date.part - 1);
  return ResolvedDate{month, month};
}

Resolution resolve_year(const PhraseDate& date) {
  EdtfDate year = date.part == 0 ? edtf_year(*date.year) : edtf_month(*date.year, 36 + date.part);
  year.unknown_year = date.unknown_year;
  if (date.part != 0 && date.unknown_year != 0)
    return DateRefusal{DateRefusalKind::kNotUnderstood, "the words are in no known order"};
  return ResolvedDate{year, year};
}

Resolution resolve_parts(const PhraseDate& date) {
  if (date.month > 12) return no_such_day(fmt::format("there is no month {}", date.month));
  if (date.has_month()) return resolve_month(date);
  if (date.has_day()) return DateRefusal{DateRefusalKind::kNotUnderstood, "a day without a month"};
  return date.season != 0 ? resolve_season(date) : resolve_year(date);
}

/// A span of days as dates, as short as they can be written.
ResolvedDate resolve_days(const DaySpan& days) {
  return {edtf_day(calendar_day(days.earliest)), edtf_day(calendar_day(days.latest))};
}

bool is_in_range(std::int64_t year) { return year >= kFirstPhraseYear && year <= kLastPhraseYear; }

DateRefusal year_out_of_range(std::int64_t year) {
  return {DateRefusalKind::kYearOutOfRange,
          fmt::format("the year {} is not in {} to {}", year, kFirstPhraseYear, kLastPhraseYear)};
}

Resolution resolve_dated(const PhraseDate& date) {
  if (date.days) return resolve_days(*date.days);
  if (date.years) return ResolvedDate{edtf_year(date.years->first), edtf_year(date.years->second)};
  if (!is_in_range(*date.year)) return year_out_of_range(*date.year);
  return resolve_parts(date);
}

Resolution resolve_by_reference(PhraseDate date, const DateReference& reference) {
  if (reference.year) return date.year = reference.year, resolve_dated(date);
  if (!reference.day || reference.day->latest == kNoLatest) return no_year();
  const std::int64_t last_year = calendar_day(reference.day->latest).year;
  Resolution first_failure = no_year();
  for (int back = 0; back <= kMostYearsBack; ++back) {
    date.year = last_year - back;
    Resolution resolution = resolve_dated(date);
    if (const auto* resolved = std::get_if<ResolvedDate>(&resolution)) {
      if (days_of(resolved->first)->earliest <= reference.day->latest) return resolution;
    } else if (back == 0) {
      first_failure = resolution;
    }
  }
  return first_failure;
}

std::string_view weekday_name(int weekday) {
  constexpr std::array<std::string_view, 7> kNames = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
  return kNames[static_cast<std::size_t>(weekday - 1)];
}

Resolution checked_weekday(const ResolvedDate& resolved, int weekday) {
  const auto days = days_of(resolved.first);
  if (weekday == 0 || resolved.is_range() || days->earliest != days->latest) return resolved;
  const int actual = weekday_of(days->earliest);
  if (actual == weekday) return resolved;
  return DateRefusal{DateRefusalKind::kWrongWeekday,
                     fmt::format("that day was a {}, not a {}", weekday_name(actual), weekday_name(weekday))};
}

/// A span of years where only a part of the last is written: "1990-95".
void complete_short_year(const PhraseDate& first, PhraseDate& last) {
  const bool is_winter = first.season == kWinter && first.part == 0 && first.year;
  const bool may_go_on = (first.is_bare_year() || is_winter) && first.unknown_year == 0;
  const bool is_short_year = may_go_on && last.is_bare_day() && !last.year && last.day > *first.year % 100;
  if (!is_short_year) return;
  last.year = *first.year / 100 * 100 + last.day;
  last.day = 0;
}

/// "60-70-е".
void complete_short_decade(PhraseDate& first, const PhraseDate& last) {
  const bool is_decade = last.is_bare_year() && last.unknown_year == 1;
  if (!is_decade || !first.is_bare_day() || first.year || first.day % 10 != 0 || first.day < 30) return;
  first.year = *last.year / 100 * 100 + first.day;
  first.unknown_year = 1;
  first.day = 0;
}

void take_month(PhraseDate& date, const PhraseDate& other) {
  const bool is_only_part = date.part != 0 && !date.has_month() && date.season == 0 && !date.year;
  if (date.is_bare_day() && other.month != 0 && !other.is_counted_part) date.month = other.month;
  if (is_only_part) date.month = other.month, date.season = other.season;
}

/// "зима 2021-2022": December to February.
bool is_winter_of_two_years(const PhraseDate& first, const PhraseDate& last) {
  return first.season == kWinter && first.part == 0 && first.year && last.is_bare_year() &&
         *last.year == *first.year + 1;
}

bool ends_before_it_begins(const ResolvedDate& first, const ResolvedDate& last) {
  return days_of(first.first)->earliest > days_of(last.last)->latest;
}

}  // namespace

std::int64_t full_year(int two_digits, const DateReference& reference) {
  constexpr int kFirstYearOfTwoDigits = 30;
  const std::int64_t year = two_digits + (two_digits >= kFirstYearOfTwoDigits ? 1900 : 2000);
  std::optional<std::int64_t> last = reference.year;
  if (!last && reference.day && reference.day->latest != kNoLatest)
    last = calendar_day(reference.day->latest).year;
  return last && year > *last ? year - 100 : year;
}

void complete_each_other(PhraseDate& first, PhraseDate& last) {
  complete_short_year(first, last);
  complete_short_decade(first, last);
  take_month(first, last);
  take_month(last, first);
  if (first.needs_year() && last.year) first.year = last.year, first.unknown_year = last.unknown_year;
  if (last.needs_year() && first.year) last.year = first.year, last.unknown_year = first.unknown_year;
}

std::variant<ResolvedDate, DateRefusal> resolve(const PhraseDate& date, const DateReference& reference) {
  const bool is_bare = date.needs_year() && !date.has_month() && date.season == 0 && date.part == 0;
  if (is_bare) return DateRefusal{DateRefusalKind::kNotUnderstood, "a day without a month"};
  Resolution resolution = date.needs_year() ? resolve_by_reference(date, reference) : resolve_dated(date);
  auto* resolved = std::get_if<ResolvedDate>(&resolution);
  if (resolved == nullptr) return resolution;
  add_doubt(resolved->first, date.doubt);
  add_doubt(resolved->last, date.doubt);
  return checked_weekday(*resolved, date.weekday);
}

std::variant<ResolvedDate, DateRefusal> resolve_range(PhraseDate first, PhraseDate last,
                                                      const DateReference& reference) {
  const bool first_has_year = !first.needs_year(), last_has_year = !last.needs_year();
  const bool may_end_in_year =
      first.is_bare_year() || first.is_bare_day() || (first_has_year && !first.has_day());
  if (last.is_bare_year() && !may_end_in_year)
    return DateRefusal{DateRefusalKind::kNotUnderstood, "a range from a day to a year"};
  if (first.is_bare_year() && !last_has_year && !last.is_bare_day())
    return DateRefusal{DateRefusalKind::kNotUnderstood, "a range from a year to a day"};
  const bool has_same_month = first.is_bare_day() || last.is_bare_day();
  complete_each_other(first, last);
  if (is_winter_of_two_years(first, last))
    return ResolvedDate{edtf_month(*first.year, 12), edtf_month(*last.year, 2)};
  Resolution end = resolve(last, reference);
  if (std::holds_alternative<DateRefusal>(end)) return end;
  ResolvedDate& resolved_end = std::get<ResolvedDate>(end);
  if (first.needs_year()) first.year = resolved_end.last.year;
  Resolution begin = resolve(first, reference);
  if (std::holds_alternative<DateRefusal>(begin)) return begin;
  if (ends_before_it_begins(std::get<ResolvedDate>(begin), resolved_end)) {
    if (has_same_month || (first_has_year && last_has_year))
      return DateRefusal{DateRefusalKind::kEndBeforeBegin, "the range ends before it begins"};
    PhraseDate& moved = first_has_year ? last : first;
    if (!moved.year) moved.year = resolved_end.last.year;
    *moved.year += first_has_year ? 1 : -1;
    Resolution& side = first_has_year ? end : begin;
    side = resolve(moved, reference);
    if (std::holds_alternative<DateRefusal>(side)) return side;
    if (ends_before_it_begins(std::get<ResolvedDate>(begin), std::get<ResolvedDate>(end)))
      return DateRefusal{DateRefusalKind::kEndBeforeBegin, "the range ends before it begins"};
  }
  return ResolvedDate{std::get<ResolvedDate>(begin).first, std::get<ResolvedDate>(end).last};
}

}  // namespace byname
