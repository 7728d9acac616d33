// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "names/date_token.hpp"

namespace byname {

/// A number written in words.
struct NumberWords {
  int value = 0;
  bool is_ordinal = false;
  bool is_plural = false;      ///< "девяностые"
  std::size_t num_tokens = 0;  ///< 0: no number begins here
};

/// Reads a number in words at tokens[at]: "двенадцатого", "twenty-first", "две тысячи двадцать второго",
/// "nineteen ninety", "two thousand and five". An ordinal ends it.
NumberWords read_number_words(const std::vector<DateToken>& tokens, std::size_t at);

}  // namespace byname
