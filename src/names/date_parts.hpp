// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace byname {

/// A number as written in a date.
struct DateNumber {
  int value = 0;
  int num_digits = 0;
};

/// The numbers and the month word of a date, in the order written; times, ordinals and words for "year" are
/// left out.
struct DateParts {
  std::array<DateNumber, 3> numbers{};
  int num_numbers = 0;
  int month = 0;            ///< from a month word; 0 = none
  bool is_readable = true;  ///< false: a word that belongs to no date, or too many numbers
};

DateParts split_date(std::string_view text);

}  // namespace byname
