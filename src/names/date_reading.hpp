// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace byname {

/// A date as far as it is known: month and day may be 0, day only with a month.
struct PartialDate {
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const PartialDate&) const = default;
};

/// How one column writes its dates.
struct DateFormat {
  bool day_first = true;         ///< 03/04/1990 is the 3rd of April
  bool two_digit_years = false;  ///< 03.04.90: 30 to 99 are 1930 to 1999, 00 to 29 are 2000 to 2029
  bool is_excel_serial = false;  ///< 33127: days since 1899-12-30
};

/// Reads a date: 1990-05-12, 19900512, 12.05.1990, 12/05/1990, 1990-05, 05.1990, 1990, 12 May 1990, May 12,
/// 1990, "12 мая 1990 г.", "12 травня 1990", ISO times (cut off), 1990-00-00. Empty for anything else, for
/// days that do not exist and for years outside 1000 to 2100. Where day and month are in the other order and
/// only that can be read, it is read so.
std::optional<PartialDate> read_date(std::string_view text, const DateFormat& format);

/// "YYYY", "YYYY-MM" or "YYYY-MM-DD".
std::string date_text(const PartialDate& date);

/// True if the day exists in the proleptic Gregorian calendar; month or day 0 = not known.
bool is_real_date(const PartialDate& date) noexcept;

/// Finds out how a column writes its dates, from its distinct values (weights: how often each occurs).
class DateFormatVote {
 public:
  void add(std::string_view text, std::uint64_t weight);
  /// Day first unless more values say month first; two-digit years and Excel's numbers if 95 % of the values
  /// are so.
  DateFormat format() const;
  /// True if some value could be read either way and no value decides.
  bool is_ambiguous() const { return ambiguous_ > 0 && day_first_ == month_first_; }

 private:
  std::uint64_t total_ = 0;
  std::uint64_t day_first_ = 0;
  std::uint64_t month_first_ = 0;
  std::uint64_t ambiguous_ = 0;
  std::uint64_t two_digit_ = 0;
  std::uint64_t serial_ = 0;
};

}  // namespace byname
