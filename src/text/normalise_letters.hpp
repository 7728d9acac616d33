// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

inline bool is_cyrillic(char32_t c) noexcept { return c >= 0x400 && c <= 0x52F; }
inline bool is_latin_lower(char32_t c) noexcept { return c >= U'a' && c <= U'z'; }
inline bool is_digit(char32_t c) noexcept { return c >= U'0' && c <= U'9'; }

/// Folds one character that needs no Unicode tables: ASCII, Russian, Ukrainian and Belarusian letters,
/// typographic hyphens, apostrophes and spaces. Returns 0 for one to be dropped and kNeedsTables for all
/// others.
char32_t fold_common_character(char32_t c) noexcept;
inline constexpr char32_t kNeedsTables = 0xFFFFFFFF;

/// Folds any text through ICU: NFKC with case folding, then fold_common_character, else the base letters of
/// its canonical decomposition.
std::u32string fold_through_tables(std::string_view text);

/// Repairs look-alike letters in words that mix Latin and Cyrillic: the script with more letters of its own
/// wins, and only if every letter of the other has a look-alike. `text` is folded.
void repair_homoglyphs(std::u32string& text);

}  // namespace byname
