// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Folds a text to what a reader would call the same text: NFKC, case folded, marks stripped (й and ї are
/// letters and stay), ё as е, one kind of hyphen, apostrophe and space, no soft hyphens or other invisible
/// characters, spaces collapsed and trimmed, and letters that only look right repaired (a Latin a in a
/// Cyrillic word and the reverse). The script is kept.
std::string fold_text(std::string_view text);

/// fold_text as code points: for those who go on by character.
std::u32string fold_characters(std::string_view text);

/// Appends the folded words of a text in Latin letters and digits, separated by one space ("О'Нил-Петров" ->
/// "onil petrov"): fold_text, apostrophes dropped, other punctuation as a space, then transliterated.
void append_latin_words(std::string& words, std::string_view text);

/// append_latin_words to an empty string.
std::string latin_words(std::string_view text);

/// True if a Cyrillic letter occurs.
bool has_cyrillic(std::string_view text) noexcept;

}  // namespace byname
