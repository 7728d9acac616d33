// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "names/date_token.hpp"
#include "names/date_words.hpp"
#include "names/phrase_date.hpp"

namespace byname {

enum class DateItemKind : std::uint8_t {
  kNumber,
  kRoman,  ///< token.value
  kWord,   ///< meaning
  kDate,   ///< date: written in numbers
  kDoubt,  ///< date.doubt
  kSlash,
  kHyphen,
  kEllipsis,
  kYearMark,  ///< an apostrophe before the two digits of a year
};

/// What a phrase consists of once words are understood, number words are numbers, and what says nothing
/// (times of day, "в", "the", commas) is gone.
struct DateItem {
  DateItemKind kind = DateItemKind::kWord;
  DateToken token;
  DateMeaning meaning;
  PhraseDate date;
  bool is_ordinal = false;
  bool is_behind_in = false;  ///< "в", "у" or "in" stands before it

  bool is(DateWord word) const { return kind == DateItemKind::kWord && meaning.word == word; }
  bool is_number() const { return kind == DateItemKind::kNumber; }
  /// "90-е", "1990s": a number that names ten years, or may do so.
  bool may_be_decade() const;
};

/// Splits a phrase, or says which word is not known.
std::variant<std::vector<DateItem>, DateRefusal> make_date_items(std::string_view text,
                                                                 const DateReference& reference);

}  // namespace byname
