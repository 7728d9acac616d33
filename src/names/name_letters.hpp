// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace byname {

/// The script that most letters of a word are of.
enum class Script : std::uint8_t { kNone, kLatin, kCyrillic, kOther };

Script script_of(std::u32string_view word) noexcept;

/// Folds the letters of a word or text and keeps its script and its marks: NFKC, small letters, ё as е, one
/// kind of hyphen, apostrophe and blank, invisible characters and stress marks dropped. Unlike fold_text it
/// keeps š, ł and й.
std::u32string fold_name_letters(std::string_view text);

/// The skeleton of a name in Cyrillic: what is left when ways to write one name are made equal. й, ы, і, ї
/// are и; э, є, ье, ие are е; ия and ья are я; soft and hard signs, apostrophes, hyphens and doubled letters
/// go; letters of Turkic languages become their nearest Russian ones. Names that were romanised and read back
/// have the same skeleton as those that were not. `word` is folded by fold_name_letters.
std::u32string name_skeleton(std::u32string_view word);

/// A hash of a skeleton, equal on all machines.
std::uint64_t skeleton_code(std::u32string_view skeleton) noexcept;

/// The consonants of a skeleton, with х for г: what scripts without vowels leave.
std::u32string skeleton_consonants(std::u32string_view skeleton);

bool is_cyrillic_vowel(char32_t c) noexcept;

}  // namespace byname
