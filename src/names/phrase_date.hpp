// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "names/edtf.hpp"

namespace byname {

/// Why a text is refused as a date.
enum class DateRefusalKind : std::uint8_t {
  kEmpty,           ///< nothing, or a word for "not known"
  kTooLong,         ///< more than 256 bytes or 64 words, numbers and marks
  kUnknownWord,     ///< a word that belongs to no date
  kNotUnderstood,   ///< the words are known, their order is not
  kNoYear,          ///< a day or month without a year, and no reference
  kNoReference,     ///< "yesterday", "34 years" without the date they are relative to
  kNoSuchDay,       ///< 31 February
  kWrongWeekday,    ///< the day was another day of the week
  kEndBeforeBegin,  ///< a range that ends before it begins
  kAmbiguous,       ///< may be read in two ways that no rule decides between
  kYearOutOfRange,  ///< a year before 1000 or after 2100
};

/// "no_year" and so on.
std::string_view refusal_name(DateRefusalKind kind);

struct DateRefusal {
  DateRefusalKind kind = DateRefusalKind::kNotUnderstood;
  std::string text;  ///< what is wrong and what to do, for a person
};

/// What a phrase is relative to.
struct DateReference {
  std::optional<std::int64_t> year;  ///< for phrases without one
  std::optional<DaySpan> day;   ///< a phrase without a year is of the latest year not after it; the day of
                                ///< "yesterday", or at which a person was that old
  bool is_month_first = false;  ///< 03/04/1990 is the 4th of March
};

/// A day, month, season, year or a part of one as far as a phrase says it: before missing parts are taken
/// from the other end of a range or from the reference.
struct PhraseDate {
  std::optional<std::int64_t> year;
  std::uint8_t unknown_year = 0;  ///< as in EdtfDate
  int season = 0;                 ///< EDTF's number, 21 to 41
  int month = 0;
  bool has_unknown_month = false;  ///< written as "??"
  int day = 0;
  bool has_unknown_day = false;
  int first_day = 0;             ///< of a part of a month
  int last_day = 0;              ///< 31 = the month's last
  bool is_counted_part = false;  ///< "вторая декада марта": a number before it is no day
  int part = 0;                  ///< first, middle or last third (1 to 3) of a month, season or year
  std::optional<std::pair<int, int>> years;  ///< a span of years: part of a decade, century
  std::optional<DaySpan> days;               ///< settled already: "yesterday"
  int weekday = 0;                           ///< 1 = Monday; 0 = not said
  std::uint8_t doubt = kSure;                ///< EdtfDoubt

  bool has_month() const { return month != 0 || has_unknown_month; }
  bool has_day() const { return day != 0 || has_unknown_day || last_day != 0; }
  /// Nothing but a day of a month that is said elsewhere.
  bool is_bare_day() const { return day != 0 && !has_month() && season == 0; }
  /// Nothing but a year.
  bool is_bare_year() const { return year && !has_month() && !has_day() && season == 0 && part == 0; }
  bool needs_year() const { return !year && !years && !days; }
};

/// Years of two digits: 30 to 99 are 1930 to 1999, 00 to 29 are 2000 to 2029; with a reference never after
/// its year.
std::int64_t full_year(int two_digits, const DateReference& reference);

/// Years that a phrase may be about; EDTF itself may name any.
inline constexpr std::int64_t kFirstPhraseYear = 1000;
inline constexpr std::int64_t kLastPhraseYear = 2100;

}  // namespace byname
