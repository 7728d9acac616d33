// SPDX-License-Identifier: Apache-2.0
#include "synth/grammatical_case.hpp"

#include "synth/cyrillic_endings.hpp"

namespace byname {
namespace {

bool is_ukrainian(Language language) { return language == Language::kUkrainian; }

/// -а in a word: ы or и in Russian, и in Ukrainian; -я: и, or і.
std::string genitive_in_a(std::string_view word, Language language) {
  if (word.ends_with("я"))
    return with_ending(word, 1, is_ukrainian(language) ? (word.ends_with("ія") ? "ї" : "і") : "и");
  const std::string_view stem = word.substr(0, word.size() - kLetterBytes);
  const bool is_soft = ends_with_back(stem) || ends_with_hush(stem);
  return std::string(stem) + (is_soft || is_ukrainian(language) ? "и" : "ы");
}

/// A masculine noun: consonant + а, -й and -ь to -я.
std::string genitive_of_masculine(std::string_view word) {
  if (ends_with_any(word, {"й", "ь"})) return with_ending(word, 1, "я");
  return std::string(word) + "а";
}

std::string genitive_of_feminine_family(std::string_view word, Language language) {
  if (word.ends_with("ая")) return with_ending(word, 2, "ой");
  if (is_ukrainian(language) && word.ends_with("ька")) return with_ending(word, 1, "ої");
  if (ends_with_any(word, {"ова", "ева", "ёва", "єва", "ина", "ына", "іна", "їна"}))
    return with_ending(word, 1, is_ukrainian(language) ? "ої" : "ой");
  return std::string(word);
}

}  // namespace

std::string genitive_family(std::string_view nominative, bool is_female, Language language) {
  if (is_female) return genitive_of_feminine_family(nominative, language);
  if (ends_with_any(nominative, {"ий", "ый", "ой"})) return with_ending(nominative, 2, "ого");
  if (is_ukrainian(language) && nominative.ends_with("ко")) return with_ending(nominative, 1, "а");
  if (ends_with_vowel(nominative) || ends_with_any(nominative, {"ых", "их"})) return std::string(nominative);
  if (nominative.ends_with("ёнок")) return with_ending(nominative, 2, "ка");
  return genitive_of_masculine(nominative);
}

std::string genitive_given(std::string_view nominative, bool is_female, Language language) {
  if (nominative == "Лев") return "Льва";
  if (nominative == "Павел") return "Павла";
  if (nominative == "Пётр") return "Петра";
  if (nominative == "Федір") return "Федора";
  if (nominative == "Яків") return "Якова";
  if (nominative == "Гліб") return "Гліба";
  if (ends_with_any(nominative, {"а", "я"})) return genitive_in_a(nominative, language);
  if (is_female) {
    const bool is_soft = nominative.ends_with("ь");
    return is_soft ? with_ending(nominative, 1, is_ukrainian(language) ? "і" : "и") : std::string(nominative);
  }
  if (is_ukrainian(language) && nominative.ends_with("о")) return with_ending(nominative, 1, "а");
  if (is_ukrainian(language) && nominative == "Ігор") return "Ігоря";
  if (ends_with_vowel(nominative)) return std::string(nominative);
  return genitive_of_masculine(nominative);
}

std::string genitive_patronymic(std::string_view nominative, Language language) {
  if (nominative.ends_with("ич") || nominative.ends_with("іч")) return std::string(nominative) + "а";
  if (nominative.ends_with("на")) return with_ending(nominative, 1, is_ukrainian(language) ? "и" : "ы");
  return std::string(nominative);
}

}  // namespace byname
