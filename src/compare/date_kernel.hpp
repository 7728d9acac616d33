// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace byname {

/// A comparable date taken apart: 0 = part not known. A span of years has only `year` (first) and
/// `last_year`.
struct DateValue {
  std::int16_t year = 0;
  std::int16_t last_year = 0;  ///< = year unless a span
  std::int8_t month = 0;
  std::int8_t day = 0;
  std::int32_t day_number = 0;  ///< days since 1970-01-01 where the day is known
  std::uint32_t digits = 0;     ///< the eight digits, four bits each, where the day is known
  bool is_full() const { return day != 0; }
};

/// Reads "YYYY", "YYYY-MM", "YYYY-MM-DD" or "YYYY/YYYY" (the comparable form of names/record_table.hpp).
DateValue parse_comparable_date(std::string_view text);

/// Gammas of a date of birth, strongest last (linkage-method A2, with two levels for dates that are known in
/// part).
enum DateGamma : int {
  kDateConflict = 0,  ///< years two or more apart and no slip
  kDateOther,         ///< years one apart at most
  kDateYearOrDay,     ///< same year only, or same day and month only
  kDateTwoParts,      ///< year and month, or year and day
  kDateSlip,  ///< one digit, two neighbouring digits swapped, day and month swapped, or a rounded date
  kDateAsFarAsKnown,  ///< every part that both know agrees, but not all are known
  kDateSame,
  kNumDateGammas,
};
int date_gamma(const DateValue& a, const DateValue& b);

/// Gammas of the date of an event (death, disappearance), strongest last.
enum EventGamma : int {
  kEventConflict = 0,  ///< more than a year apart
  kEventOther,
  kEventMonth,  ///< within 31 days
  kEventWeek,   ///< within 7 days, or a slip
  kEventAsFarAsKnown,
  kEventSame,
  kNumEventGammas,
};
int event_gamma(const DateValue& a, const DateValue& b);

}  // namespace byname
