// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "names/date_items.hpp"
#include "names/date_phrase.hpp"

namespace byname {

/// An age in full years as a text says it.
struct AgePhrase {
  int first_age = 0;
  int last_age = 0;
  std::uint8_t doubt = kSure;
  bool may_be_year = false;      ///< "31 год" is an age or the year 1931
  bool is_abbreviated = false;   ///< "31 г."
  std::vector<DateItem> at_day;  ///< "34 года на 5 мая 2022": the items of the day; empty: the reference's
};

/// Finds an age: "34 года", "30-35 лет", "в возрасте 34 лет", "aged 34", "34 years old", "34 роки".
std::optional<AgePhrase> find_age(const std::vector<DateItem>& items);

/// The days of birth that an age means, from the day it was so.
DateReading read_age(const AgePhrase& age, const DateReference& reference);

}  // namespace byname
