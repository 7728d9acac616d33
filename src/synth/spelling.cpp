// SPDX-License-Identifier: Apache-2.0
#include "synth/spelling.hpp"

#include "synth/cyrillic_endings.hpp"

namespace byname {
namespace {

using Respelling = std::pair<std::string_view, std::string_view>;

// What replaces several letters comes first.
constexpr Respelling kUkrainianGroups[] = {{"ский", "ський"}, {"ская", "ська"}, {"цкий", "цький"},
                                           {"цкая", "цька"},  {"ый", "ий"},     {"ий", "ій"},
                                           {"ье", "є"},       {"ьё", "йо"}};
constexpr Respelling kUkrainianLetters[] = {{"ы", "и"}, {"э", "е"}, {"Э", "Е"}, {"ъ", "'"}};
constexpr Respelling kRussianGroups[] = {{"івськ", "овск"}, {"ськ", "ск"}, {"цьк", "цк"},
                                         {"ьо", "ё"},       {"йо", "ё"},   {"'", "ь"}};
constexpr Respelling kRussianLetters[] = {{"і", "и"}, {"І", "И"}, {"ї", "и"}, {"Ї", "И"},
                                          {"є", "е"}, {"Є", "Е"}, {"ґ", "г"}, {"Ґ", "Г"}};

/// Appends the replacement of the first group that stands at `at` and moves behind it.
template <std::size_t N>
bool append_group(std::string_view text, const Respelling (&groups)[N], std::size_t& at,
                  std::string& result) {
  for (const auto& [from, to] : groups) {
    if (!text.substr(at).starts_with(from)) continue;
    result += to;
    at += from.size();
    return true;
  }
  return false;
}

/// What е, и and ё become depends on the letter before them.
std::string_view softened(std::string_view letter, std::string_view before) {
  const bool is_first = before.empty();
  const bool after_vowel = is_first || ends_with_vowel(before) || before.ends_with("ь");
  if (letter == "е") return after_vowel ? "є" : "е";
  if (letter == "Е") return "Є";
  if (letter == "и") return after_vowel ? "ї" : ends_with_hush(before) || before.ends_with("ц") ? "и" : "і";
  if (letter == "И") return "І";
  if (letter == "ё") return after_vowel ? "йо" : ends_with_hush(before) ? "о" : "ьо";
  if (letter == "Ё") return "Йо";
  return letter;
}

}  // namespace

std::string ukrainian_spelling(std::string_view russian) {
  std::string result;
  for (std::size_t at = 0; at < russian.size();) {
    if (append_group(russian, kUkrainianGroups, at, result)) continue;
    if (append_group(russian, kUkrainianLetters, at, result)) continue;
    const std::size_t bytes = (russian[at] & 0x80) == 0 ? 1 : kLetterBytes;
    result += softened(russian.substr(at, bytes), russian.substr(0, at));
    at += bytes;
  }
  return result;
}

std::string russian_spelling(std::string_view ukrainian) {
  std::string result;
  for (std::size_t at = 0; at < ukrainian.size();) {
    if (append_group(ukrainian, kRussianGroups, at, result)) continue;
    if (append_group(ukrainian, kRussianLetters, at, result)) continue;
    const std::size_t bytes = (ukrainian[at] & 0x80) == 0 ? 1 : kLetterBytes;
    result += ukrainian.substr(at, bytes);
    at += bytes;
  }
  return result;
}

}  // namespace byname
