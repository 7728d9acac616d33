// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

enum class DateTokenKind : std::uint8_t { kNumber, kWord, kMark };

/// A number, a word or a mark of a text that may be a date. Spaces are not kept.
struct DateToken {
  DateTokenKind kind = DateTokenKind::kMark;
  std::string text;  ///< folded word without apostrophes, the mark, or the suffix of a number ("го", "s")
  std::int64_t value = 0;         ///< of a number; unknown digits are 0
  int num_digits = 0;             ///< of a number, unknown digits counted; beyond 9 the value is cut
  std::uint8_t unknown_year = 0;  ///< of a year written with marks for digits ("199x"): bit i, from the right
  bool touches_next = false;      ///< no space behind it

  bool is_mark(char c) const { return kind == DateTokenKind::kMark && text.size() == 1 && text[0] == c; }
  bool is_number() const { return kind == DateTokenKind::kNumber; }
  bool is_word() const { return kind == DateTokenKind::kWord; }
};

/// Folds a text (text/normalise.hpp) and splits it. Ordinal endings belong to their number ("12-го", "3rd",
/// "1990-х", "90s").
std::vector<DateToken> split_date_text(std::string_view text);

}  // namespace byname
