// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "names/grammar.hpp"
#include "names/name_letters.hpp"
#include "names/name_tables.hpp"
#include "names/text_repair.hpp"

namespace byname {

/// One word of a name.
struct NameWord {
  std::string text;       ///< as written, repaired, without closing marks
  std::u32string folded;  ///< fold_name_letters of it, look-alike letters and digits repaired
  Script script = Script::kNone;
  bool is_initial = false;   ///< one letter, or the first letters of a name behind a full stop ("Вл.")
  bool is_capitals = false;  ///< two letters or more, all capitals
  SexSet child_of = 0;       ///< names the father ("Рашид оглы"): the sex of the child; 0 for any other word
};

/// Which of two people of one name is meant.
enum class Generation { kNotSaid, kYounger, kOlder };

/// A full name cut into words; what stands beside it is taken off.
struct SplitName {
  std::vector<NameWord> words;        ///< at most kMostNameWords
  std::vector<NameWord> earlier;      ///< earlier family names: "(урожд. Петрова)"
  std::vector<std::string> left_out;  ///< ranks, titles, callsigns, dates, remarks, as written
  std::size_t num_before_comma = 0;   ///< words before the comma of "Family, Given"; 0 without one
  Generation generation = Generation::kNotSaid;
  bool names_others = false;  ///< "и др.": others were meant, too
  RepairSet repairs = 0;
};

inline constexpr std::size_t kMostNameWords = 8;

/// A word of Cyrillic or of basic Latin letters only that is no rank, mark or other word beside names;
/// nothing if it is none. A text of such words of one alphabet, blanks between, is cut into just these, where
/// may_need_repair() is false.
std::optional<NameWord> plain_word(std::string_view text, const NameTables& tables);

/// Cuts any text; a text that holds no word gives no words.
SplitName split_full_name(std::string_view text, const NameTables& tables);

}  // namespace byname
