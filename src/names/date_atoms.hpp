// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "names/date_items.hpp"
#include "names/phrase_date.hpp"

namespace byname {

/// One date as a string of letters, so that its shape can be looked up ("dMY" is "5 мая 2022"):
/// d number of up to two digits, Y year, D decade, R Roman number, M month, S season, P part, F date in
/// numbers, H half, T ten days, K week, Q quarter, C century, N "числах", L last, A today or yesterday, V
/// this or last, m month, y year, w day (as units), g ago.
struct DateAtoms {
  std::string shape;
  std::vector<std::int64_t> values;  ///< one a letter
  std::vector<PhraseDate> dates;     ///< of the letters F, in order
  std::vector<DateToken> tokens;     ///< one a letter
  std::uint8_t doubt = kSure;
  int weekday = 0;
};

std::variant<DateAtoms, DateRefusal> make_date_atoms(std::span<const DateItem> items,
                                                     const DateReference& reference);

}  // namespace byname
