// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "names/name_tables.hpp"

namespace byname {

/// What had to be repaired before a name could be read.
using RepairSet = unsigned;
inline constexpr RepairSet kRepairedDecoding = 1;    ///< one encoding taken for another
inline constexpr RepairSet kRepairedLayout = 2;      ///< typed with the keyboard of another script
inline constexpr RepairSet kRepairedLookAlikes = 4;  ///< letters of another script that look alike
inline constexpr RepairSet kRepairedDigits = 8;      ///< digits for letters

/// What tells of most texts that they are whole. Counts of words are added to that of a text.
struct LetterCounts {
  std::size_t letters = 0;
  std::size_t vowels = 0;
  std::size_t utf8_leads = 0;  ///< characters that each Cyrillic letter in UTF-8 begins with, read otherwise

  LetterCounts& operator+=(const LetterCounts& other) noexcept {
    letters += other.letters;
    vowels += other.vowels;
    utf8_leads += other.utf8_leads;
    return *this;
  }
};

LetterCounts count_letters(std::u32string_view text);

/// False only if repair_decoding() and repair_layout() give back a text of Cyrillic letters, or of basic
/// Latin ones, and blanks as it is.
bool may_need_repair(const LetterCounts& counts, std::size_t num_characters) noexcept;

/// Repairs text that was decoded wrongly: windows-1251 read as Latin-1 ("Èâàíîâ"), UTF-8 read as windows-1251
/// or windows-1252. What needs no repair is given back as it is.
std::string repair_decoding(std::string_view text, RepairSet& repairs);

/// Repairs words typed with the Russian or Ukrainian keyboard switched to English ("Bdfyjd Gfdtk") and the
/// reverse: only if the tables know a name in the result and none in the text.
std::string repair_layout(std::string_view text, const NameTables& tables, RepairSet& repairs);

/// Puts Cyrillic letters for the Latin ones that look like them in a word of capitals: all of a mixed word
/// whose Latin letters all have a look-alike ("ТEPEXOB"), and a wholly Latin one in Cyrillic company if the
/// tables know the result.
std::u32string repair_capitals(std::u32string_view word, bool is_among_cyrillic, const NameTables& tables,
                               RepairSet& repairs);

/// Puts letters for digits in a word that is of letters else: 0 for О, 3 for З. Leaves others alone.
std::u32string repair_digits(std::u32string_view word, RepairSet& repairs);

}  // namespace byname
