// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/date_reading.hpp"
#include "table/text_column.hpp"

namespace byname {

/// What the values of one column look like. Shares are of the filled rows, from at most a few thousand
/// distinct values.
struct ColumnProfile {
  std::uint64_t num_rows = 0;
  std::uint64_t num_filled = 0;  ///< neither NULL, blank nor a word for missing
  std::uint64_t num_missing_words = 0;
  std::uint64_t num_distinct = 0;
  std::vector<std::uint32_t> counts;  ///< rows per dictionary code
  std::vector<bool> is_missing;       ///< per dictionary code
  std::vector<std::string> missing_words;
  std::vector<std::string> examples;
  DateFormat date_format;

  double dates = 0;       ///< read as a date of any precision
  double full_dates = 0;  ///< with day, and not a bare number
  double years = 0;
  double integers = 0;
  double months = 0;  ///< integers 1 to 12
  double days = 0;    ///< integers 1 to 31
  double ages = 0;
  double emails = 0;
  double phones = 0;
  double sexes = 0;       ///< words for sex
  double sex_digits = 0;  ///< 1 or 2
  double postcodes = 0;   ///< short, with a digit
  double events = 0;      ///< words for what can happen to a person
  double urls = 0;
  double letters = 0;      ///< words of letters only
  double patronymics = 0;  ///< three words or more, one of them a patronymic
  double mean_words = 0;
  int year_span = 0;  ///< years between the earliest and the latest date

  double distinct_share() const {
    return num_filled == 0 ? 0 : static_cast<double>(num_distinct) / static_cast<double>(num_filled);
  }
  double filled_share() const {
    return num_rows == 0 ? 0 : static_cast<double>(num_filled) / static_cast<double>(num_rows);
  }
};

ColumnProfile profile_column(const TextColumn& column);

}  // namespace byname
