// SPDX-License-Identifier: Apache-2.0
#include "names/word_reading.hpp"

#include <algorithm>

#include "names/family_reading.hpp"
#include "names/given_reading.hpp"
#include "names/patronymic_reading.hpp"
#include "text/normalise.hpp"
#include "text/transliterate.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr double kLeastInitial = 0.15;  ///< readings below do not say what an initial may be

/// The ways to read a word in Cyrillic: itself, or what it is a romanisation of.
std::vector<CyrillicReading> cyrillic_readings(const NameWord& word, std::u32string& latin,
                                               const NameTables& tables) {
  if (word.script == Script::kCyrillic) return {{word.folded, name_skeleton(word.folded), 1}};
  if (word.script != Script::kLatin && word.script != Script::kOther) return {};
  latin = to_utf32(to_latin(fold_characters(to_utf8(word.folded))));
  std::erase_if(latin, [](char32_t c) { return c == U'-' || c == U'\'' || c == U' '; });
  return tables.romanisation.read(word.script == Script::kLatin ? word.folded : latin);
}

/// The letters that an initial in Latin may stand for: "Y." is of Юрий, Ян or Евгений.
std::uint64_t letters_of_latin_initial(const NameWord& word, const NameTables& tables) {
  static constexpr std::u32string_view kFollowing[] = {U"", U"a", U"e", U"u", U"o", U"h"};
  std::uint64_t letters = 0;
  for (const std::u32string_view next : kFollowing) {
    if (word.folded.size() > 1 && !next.empty()) break;
    for (const CyrillicReading& reading : tables.romanisation.read(word.folded + std::u32string(next))) {
      if (!reading.skeleton.empty() && reading.weight >= kLeastInitial)
        letters |= initial_bit(reading.skeleton.front());
    }
  }
  return letters;
}

void add_letters(WordReading& reading, const NameTables& tables) {
  for (const GivenReading& given : reading.given) {
    if (!given.is_known || given.likelihood < 0.3F) continue;
    for (const FormCode& code : given.codes) {
      if (code.code >= tables.given.num_families()) continue;
      for (const std::u32string& form : tables.given.full_forms(static_cast<GivenFamily>(code.code))) {
        if (!form.empty()) reading.letters |= initial_bit(form.front());
      }
    }
  }
}

void summarise(WordReading& reading) {
  const auto is_known = [](const auto& one) { return one.is_known && (one.cases & kNominative) != 0; };
  reading.is_known_given = std::any_of(reading.given.begin(), reading.given.end(), is_known);
  reading.is_known_patronymic = std::any_of(reading.patronymic.begin(), reading.patronymic.end(), is_known);
  for (const FamilyForm& form : reading.family)
    reading.as_family = std::max(reading.as_family, form.likelihood);
}

}  // namespace

std::uint64_t initial_bit(char32_t letter) noexcept {
  if (letter >= U'а' && letter <= U'я') return std::uint64_t{1} << (letter - U'а');
  return std::uint64_t{1} << (32 + letter % 32);
}

WordReading read_word(const NameWord& word, const NameTables& tables) {
  WordReading reading;
  const std::vector<CyrillicReading> readings = cyrillic_readings(word, reading.latin, tables);
  reading.skeleton = readings.empty() ? word.folded : readings.front().skeleton;
  reading.consonants = skeleton_code(skeleton_consonants(reading.skeleton));
  for (const CyrillicReading& way : readings) {
    if (!way.skeleton.empty() && way.weight >= kLeastInitial)
      reading.letters |= initial_bit(way.skeleton.front());
  }
  if (word.is_initial) {
    if (word.script == Script::kLatin) reading.letters |= letters_of_latin_initial(word, tables);
    return reading;
  }
  reading.patronymic = read_patronymic(word, readings, tables);
  if (word.child_of != 0) return reading;
  reading.given = read_given(word, readings, reading.latin, tables);
  reading.family = read_family(word, readings, reading.latin, tables);
  add_letters(reading, tables);
  summarise(reading);
  reading.is_east = word.script == Script::kCyrillic ||
                    std::any_of(reading.family.begin(), reading.family.end(),
                                [](const FamilyForm& form) { return form.likelihood > 0.5F; }) ||
                    std::any_of(reading.given.begin(), reading.given.end(),
                                [](const GivenReading& given) { return given.is_known; });
  return reading;
}

}  // namespace byname
