// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "names/date_token.hpp"
#include "names/phrase_date.hpp"

namespace byname {

/// What stands at one place of a phrase in numbers: a date, a refusal, or neither.
struct NumericDate {
  std::variant<std::monostate, PhraseDate, DateRefusal> reading;
  std::size_t num_tokens = 0;
};

/// Reads a date written in numbers at tokens[at], its parts separated by '.', '/' or '-': 1990-05-03,
/// 03/05/1990, 03.05.90, 3.V.1990, 12-May-90, 05.1990, 1990/05, 03.05 (day and month), ??.05.1990,
/// 00.05.1990; or all its digits in one: 19900503, 03051990, 030590, 199005. Day before month unless the
/// reference says otherwise or only the other order gives a day.
NumericDate read_numeric_date(const std::vector<DateToken>& tokens, std::size_t at,
                              const DateReference& reference);

/// The value of a Roman number up to 39 in Latin or Cyrillic letters (folded), or 0.
int roman_value(std::string_view word);

}  // namespace byname
