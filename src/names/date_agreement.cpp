// SPDX-License-Identifier: Apache-2.0
#include "names/date_agreement.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <limits>

namespace byname {

namespace {

constexpr std::int64_t kLeastTolerance = 7;
constexpr std::int64_t kMonthDays = 31;
constexpr std::int64_t kYearDays = 366;
constexpr std::int64_t kConflictDays = 731;
constexpr int kYearDigits = 4;
constexpr int kMonthDigits = 6;
constexpr int kDayDigits = 8;

std::int32_t cut(std::int64_t day) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(day, std::numeric_limits<std::int32_t>::min(),
                                                            std::numeric_limits<std::int32_t>::max()));
}

/// A plain date, all its digits known, not marked as approximate.
bool has_digits(const UncertainDate& date) {
  if (date.edtf.kind != EdtfKind::kDate || (date.doubt & kApproximate) != 0) return false;
  const EdtfDate& plain = date.edtf.parts[0].first.date;
  return plain.precision != EdtfPrecision::kSeason && plain.significant_digits == 0 && plain.year >= 0 &&
         plain.year <= 9999 && plain.unknown_year == 0 && plain.unknown_month == 0;
}

std::uint32_t packed_digits(int year, int month, int day) {
  std::uint32_t digits = 0;
  int unit = 10'000'000;
  for (int number = year * 10'000 + month * 100 + day, i = 0; i < kDayDigits; ++i, unit /= 10)
    digits = digits << 4 | static_cast<std::uint32_t>(number / unit % 10);
  return digits;
}

void take_digits(PreparedDate& prepared, const EdtfDate& date) {
  const bool knows_day = date.precision == EdtfPrecision::kDay && date.unknown_day == 0;
  prepared.year = static_cast<std::int16_t>(date.year);
  prepared.month = static_cast<std::int8_t>(date.month);
  prepared.day = static_cast<std::int8_t>(knows_day ? date.day : 0);
  prepared.digits = packed_digits(prepared.year, prepared.month, prepared.day);
  prepared.num_digits = knows_day ? kDayDigits : date.month != 0 ? kMonthDigits : kYearDigits;
}

/// Digits that differ, one bit each at the digit's lowest bit.
std::uint32_t different_digits(std::uint32_t a, std::uint32_t b) noexcept {
  const std::uint32_t bits = a ^ b;
  return (bits | bits >> 1 | bits >> 2 | bits >> 3) & 0x11111111U;
}

/// True if two neighbouring digits of one part are swapped; `different` has the two that differ.
bool is_transposed(std::uint32_t a, std::uint32_t b, std::uint32_t different) noexcept {
  const int low = std::countr_zero(different) / 4;
  const bool is_neighbour = different == (0x11U << (4 * low));
  // Digits from the right: day 0 and 1, month 2 and 3, year 4 to 7.
  if (!is_neighbour || low == 1 || low == 3) return false;
  const auto digit = [](std::uint32_t digits, int i) { return digits >> (4 * i) & 0xF; };
  return digit(a, low) == digit(b, low + 1) && digit(a, low + 1) == digit(b, low);
}

bool is_rounded(const PreparedDate& a, const PreparedDate& b) noexcept {
  if (a.year != b.year) return false;
  const auto is_first = [](const PreparedDate& date) { return date.day == 1 && date.month == 1; };
  return is_first(a) || is_first(b) || (a.month == b.month && (a.day == 1 || b.day == 1));
}

/// The slip that explains the difference as far as both are known, or kConflict. They differ.
DateAgreement slip(const PreparedDate& a, const PreparedDate& b) noexcept {
  const int num_digits = std::min(a.num_digits, b.num_digits);
  if (num_digits == 0) return DateAgreement::kConflict;
  const int shift = 4 * (kDayDigits - num_digits);
  const std::uint32_t a_digits = a.digits >> shift << shift, b_digits = b.digits >> shift << shift;
  const std::uint32_t different = different_digits(a_digits, b_digits);
  const bool is_day = num_digits == kDayDigits;
  if (is_day && a.year == b.year && a.month == b.day && a.day == b.month)
    return DateAgreement::kDayMonthSwapped;
  if (std::popcount(different) == 2 && is_transposed(a_digits, b_digits, different))
    return DateAgreement::kTransposed;
  const bool is_year_off = (different & 0x00001111U) == 0 && std::abs(a.year - b.year) == 1;
  if (is_year_off) return DateAgreement::kYearOff;
  if (std::popcount(different) == 1 && num_digits > kYearDigits) return DateAgreement::kOneDigit;
  return is_day && is_rounded(a, b) ? DateAgreement::kRounded : DateAgreement::kConflict;
}

DateAgreement overlap(const PreparedDate& a, const PreparedDate& b) noexcept {
  const auto width = [](const PreparedDate& date) { return std::int64_t{date.latest} - date.earliest + 1; };
  const std::int64_t widest = std::max(width(a), width(b));
  if (widest == 1) return DateAgreement::kSameDay;
  if (widest <= kMonthDays) return DateAgreement::kOverlapMonth;
  return widest <= kYearDays ? DateAgreement::kOverlapYear : DateAgreement::kOverlapWide;
}

}  // namespace

std::string_view agreement_name(DateAgreement agreement) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(DateAgreement::kNumDateAgreements)> kNames =
      {"conflict",     "apart",        "near",          "rounded",
       "one_digit",    "year_off",     "transposed",    "day_month_swapped",
       "overlap_wide", "overlap_year", "overlap_month", "same_day"};
  return kNames[static_cast<std::size_t>(agreement)];
}

PreparedDate prepare_date(const UncertainDate& date) {
  PreparedDate prepared;
  DaySpan days = date.days;
  if ((date.doubt & kApproximate) != 0) {
    const bool is_open = days.earliest == kNoEarliest || days.latest == kNoLatest;
    const std::int64_t tolerance =
        is_open ? kLeastTolerance : std::max(kLeastTolerance, days.latest - days.earliest + 1);
    if (days.earliest != kNoEarliest) days.earliest -= tolerance;
    if (days.latest != kNoLatest) days.latest += tolerance;
  }
  prepared.earliest = cut(days.earliest);
  prepared.latest = cut(days.latest);
  prepared.is_uncertain = (date.doubt & kUncertain) != 0;
  if (has_digits(date)) take_digits(prepared, date.edtf.parts[0].first.date);
  return prepared;
}

DateAgreement date_agreement(const PreparedDate& a, const PreparedDate& b) noexcept {
  const std::int64_t gap = std::max(std::int64_t{a.earliest} - b.latest, std::int64_t{b.earliest} - a.latest);
  if (gap <= 0) return overlap(a, b);
  if (const DateAgreement found = slip(a, b); found != DateAgreement::kConflict) return found;
  if (gap <= kMonthDays) return DateAgreement::kNear;
  const bool is_conflict = gap >= kConflictDays && !a.is_uncertain && !b.is_uncertain;
  return is_conflict ? DateAgreement::kConflict : DateAgreement::kApart;
}

}  // namespace byname
