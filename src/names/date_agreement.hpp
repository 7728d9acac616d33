// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "names/date_phrase.hpp"

namespace byname {

/// How two uncertain dates of one thing (a birth, a death) agree: first what speaks against one thing, last
/// what speaks most for it.
enum class DateAgreement : std::uint8_t {
  kConflict,    ///< the nearest days are two years (731 days) or more apart, and no slip explains it: a veto
                ///< candidate
  kApart,       ///< less than two years apart, or more where one is marked as uncertain
  kNear,        ///< the nearest days are 31 days apart at most
  kRounded,     ///< a slip: one is the first of the other's month, or 1 January of its year
  kOneDigit,    ///< a slip: one digit differs
  kYearOff,     ///< a slip: the years are one apart, all else that both know is equal
  kTransposed,  ///< a slip: two neighbouring digits of year, month or day are swapped
  kDayMonthSwapped,  ///< a slip
  kOverlapWide,      ///< some day fits both; one may be any day of more than a year
  kOverlapYear,      ///< some day fits both; the wider is a year at most
  kOverlapMonth,     ///< some day fits both; the wider is a month at most
  kSameDay,
  kNumDateAgreements,
};

/// "conflict", "same_day" and so on.
std::string_view agreement_name(DateAgreement agreement);

/// What comparisons need of one date, made once a value.
struct PreparedDate {
  std::int32_t earliest = 0;  ///< days since 1970-01-01, an approximate date widened; cut at 32 bits
  std::int32_t latest = 0;
  std::uint32_t digits = 0;  ///< YYYYMMDD, four bits a digit, as far as the date is known
  std::int16_t year = 0;
  std::int8_t month = 0;
  std::int8_t day = 0;
  std::uint8_t num_digits = 0;  ///< 8 a day, 6 a month, 4 a year; 0 anything else, which has no slips
  bool is_uncertain = false;
};

/// A date marked with '~' is widened on both sides by as much as it spans, a week at least.
PreparedDate prepare_date(const UncertainDate& date);

/// Compares two dates. Symmetric. A slip is looked for as far as both dates are known: a day against a month
/// as two months, and of two years only swapped digits and years one apart are slips.
DateAgreement date_agreement(const PreparedDate& a, const PreparedDate& b) noexcept;

}  // namespace byname
