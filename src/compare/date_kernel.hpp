// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace byname {

/// A comparable date taken apart: 0 = part not known. A span has years and days only.
struct DateValue {
  std::int16_t year = 0;       ///< 0: an open end
  std::int16_t last_year = 0;  ///< = year unless a span; 9999: an open end
  std::int8_t month = 0;
  std::int8_t day = 0;
  bool is_uncertain = false;   ///< marked '?': never a conflict
  std::int32_t first_day = 0;  ///< days since 1970-01-01 of the first day it may be
  std::int32_t last_day = 0;
  std::uint32_t digits = 0;  ///< the eight digits, four bits each, where the day is known
  bool is_full() const { return day != 0; }
};

/// Reads the comparable form of names/comparable_date.hpp.
DateValue parse_comparable_date(std::string_view text);

/// Gammas of a date of birth, strongest last (linkage-method A2). Where one is known in part, it agrees if
/// some day fits both; how much that says depends on how wide the wider of the two is.
enum DateGamma : int {
  kDateConflict = 0,  ///< years two or more apart and no slip
  kDateOther,         ///< years one apart at most
  kDateYearOrDay,     ///< same year only, or same day and month only
  kDateTwoParts,      ///< year and month, or year and day
  kDateOverlapWide,   ///< some day fits both, one of which may be any day of more than a year
  kDateSlip,         ///< one digit, two neighbouring digits swapped, day and month swapped, or a rounded date
  kDateOverlapYear,  ///< some day fits both; the wider is a year at most
  kDateOverlapMonth,  ///< some day fits both; the wider is a month at most
  kDateSame,
  kNumDateGammas,
};
int date_gamma(const DateValue& a, const DateValue& b);

/// Gammas of the date of an event (death, disappearance), strongest last.
enum EventGamma : int {
  kEventConflict = 0,  ///< more than a year apart
  kEventOther,
  kEventMonth,         ///< within 31 days
  kEventOverlapWide,   ///< some day fits both, one of which may be any day of more than a year
  kEventOverlapYear,   ///< some day fits both; the wider is a year at most
  kEventWeek,          ///< within 7 days, or a slip
  kEventOverlapMonth,  ///< some day fits both; the wider is a month at most
  kEventSame,
  kNumEventGammas,
};
int event_gamma(const DateValue& a, const DateValue& b);

}  // namespace byname
