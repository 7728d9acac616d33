// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/calendar_day.hpp"

namespace byname {

/// How far a date is known.
enum class EdtfPrecision : std::uint8_t { kYear, kSeason, kMonth, kDay };

/// Doubt about a part of a date: '?' is kUncertain, '~' is kApproximate, '%' is both.
enum EdtfDoubt : std::uint8_t { kSure = 0, kUncertain = 1, kApproximate = 2 };

/// One date of the Extended Date/Time Format, ISO 8601-2:2019 levels 0 to 2. Digits that are not known ('X')
/// are 0 in the number and 1 in its mask, whose bit i stands for the i-th digit from the right.
struct EdtfDate {
  EdtfPrecision precision = EdtfPrecision::kYear;
  std::int64_t year = 0;
  int month = 0;  ///< 1 to 12; of a season 21 to 41
  int day = 0;
  std::uint8_t unknown_year = 0;
  std::uint8_t unknown_month = 0;
  std::uint8_t unknown_day = 0;
  std::uint8_t year_doubt = kSure;  ///< EdtfDoubt, also below
  std::uint8_t month_doubt = kSure;
  std::uint8_t day_doubt = kSure;
  std::uint8_t significant_digits = 0;  ///< of the year ("1950S2"); 0 = all
  bool operator==(const EdtfDate&) const = default;
};

/// An end of a range: a date, ".." (there is none), or nothing (not known).
enum class EdtfBorder : std::uint8_t { kDate, kOpen, kUnknown };
struct EdtfBound {
  EdtfBorder border = EdtfBorder::kDate;
  EdtfDate date;
  bool operator==(const EdtfBound&) const = default;
};

/// A date, or a range of them.
struct EdtfPart {
  EdtfBound first;
  std::optional<EdtfBound> last;  ///< none: the date `first`
  bool operator==(const EdtfPart&) const = default;
};

/// "1990-05", "A/B", "[..]" one of several, "{..}" all of several.
enum class EdtfKind : std::uint8_t { kDate, kInterval, kOneOf, kAllOf };
struct Edtf {
  EdtfKind kind = EdtfKind::kDate;
  std::vector<EdtfPart> parts;  ///< one of a date or an interval
  bool operator==(const Edtf&) const = default;
};

/// Days since 1970-01-01, both inclusive. An end that is open or not known is kNoEarliest or kNoLatest.
struct DaySpan {
  std::int64_t earliest = 0;
  std::int64_t latest = 0;
  bool operator==(const DaySpan&) const = default;
};
inline constexpr std::int64_t kNoEarliest = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kNoLatest = std::numeric_limits<std::int64_t>::max();

/// Reads EDTF of levels 0 to 2; a time of day is cut off. Empty for anything else, for days that do not
/// exist, for ranges that end before they begin and for years beyond 10^12.
std::optional<Edtf> read_edtf(std::string_view text);

/// Writes it so that read_edtf() gives the same days and doubts: '?', '~' and '%' behind the date if they
/// hold for all of it, else before each part they hold for; exponents are written out.
std::string write_edtf(const Edtf& edtf);

/// The first and last day that it may mean. Seasons 21 to 24 are those of the northern half (spring is March
/// to May); a winter of one year may be that which ends or that which begins in it. Empty if no such day
/// exists or a range ends before it begins.
std::optional<DaySpan> days_of(const Edtf& edtf);
std::optional<DaySpan> days_of(const EdtfDate& date);

/// All doubts of all parts together: EdtfDoubt.
std::uint8_t doubts_of(const Edtf& edtf);
/// Adds a doubt to every part of a date.
void add_doubt(EdtfDate& date, std::uint8_t doubt);

/// Shorthands.
EdtfDate edtf_year(std::int64_t year);
EdtfDate edtf_month(std::int64_t year, int month);
EdtfDate edtf_day(const CalendarDay& day);
EdtfPart edtf_part(const EdtfDate& date);
EdtfPart edtf_range(const EdtfBound& first, const EdtfBound& last);

}  // namespace byname
