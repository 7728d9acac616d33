// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace byname {

/// Bytes of one Cyrillic letter in UTF-8.
inline constexpr std::size_t kLetterBytes = 2;

/// True if the text ends with one of the endings.
inline bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  for (const std::string_view ending : endings) {
    if (text.ends_with(ending)) return true;
  }
  return false;
}

/// The text without its last `num_letters` Cyrillic letters and with `ending` instead.
inline std::string with_ending(std::string_view text, std::size_t num_letters, std::string_view ending) {
  std::string result(text.substr(0, text.size() - num_letters * kLetterBytes));
  result += ending;
  return result;
}

/// True if the last letter is a vowel of Russian or Ukrainian.
inline bool ends_with_vowel(std::string_view text) {
  return ends_with_any(text, {"а", "я", "о", "е", "ё", "и", "і", "ї", "у", "ю", "ы", "э", "є",
                              "А", "Я", "О", "Е", "Ё", "И", "І", "Ї", "У", "Ю", "Ы", "Э", "Є"});
}

/// True after letters that are followed by и, not ы, and by е, not о.
inline bool ends_with_hush(std::string_view text) { return ends_with_any(text, {"ж", "ш", "ч", "щ"}); }
inline bool ends_with_back(std::string_view text) { return ends_with_any(text, {"г", "к", "х"}); }

}  // namespace byname
