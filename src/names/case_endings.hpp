// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "names/grammar.hpp"
#include "names/table_rows.hpp"
#include "names/word_map.hpp"

namespace byname {

/// One nominative that a word may be a form of.
struct Nominative {
  std::u32string word;  ///< of a family name: the man's
  SexSet sex = kEitherSex;
  CaseSet cases = 0;
  bool is_rare = false;            ///< unlikely unless the word is known
  bool has_family_ending = false;  ///< by an ending that family names have and few other words
};

/// Which kinds of name parts decline in ways of their own.
enum class DeclinedPart : std::uint8_t { kFamily, kGiven, kPatronymic };

/// Goes back from Cyrillic forms in any case to their nominatives (case_endings.tsv).
class CaseEndings {
 public:
  /// Throws DataError with file and line for a part, sex or case that is none.
  explicit CaseEndings(std::span<const TableRow> rows);

  /// All nominatives that the table gives; `word` is folded by fold_name_letters. Several may be of one word.
  std::vector<Nominative> nominatives(DeclinedPart part, std::u32string_view word) const;

 private:
  struct Ending {
    std::u32string base;
    SexSet sex;
    CaseSet cases;
    bool stops;
    bool is_rare;
  };
  static constexpr std::size_t kLongestEnding = 12;
  WordMap<std::vector<Ending>> endings_[3];  ///< a part each
};

}  // namespace byname
