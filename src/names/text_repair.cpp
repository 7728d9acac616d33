// SPDX-License-Identifier: Apache-2.0
#include "names/text_repair.hpp"

#include <algorithm>
#include <optional>
#include <unicode/uchar.h>
#include <vector>

#include "names/name_letters.hpp"
#include "table/single_byte_tables.hpp"
#include "table/utf8_text.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

// Decoding.

/// The byte that a reader of the encoding would have shown as `c`; nothing if there is none.
std::optional<char> byte_shown_as(char32_t c, const SingleByteTable& table) {
  if (c < 0x80) return static_cast<char>(c);
  const auto found = std::find(table.code_points.begin(), table.code_points.end(), c);
  if (found != table.code_points.end()) return static_cast<char>(0x80 + (found - table.code_points.begin()));
  return c <= 0xFF ? std::optional<char>(static_cast<char>(c)) : std::nullopt;
}

std::optional<std::string> bytes_shown_as(std::u32string_view text, const SingleByteTable& table) {
  std::string bytes;
  for (const char32_t c : text) {
    const auto byte = byte_shown_as(c, table);
    if (!byte) return std::nullopt;
    bytes.push_back(*byte);
  }
  return bytes;
}

/// Cyrillic in UTF-8 begins every letter with one of two bytes: many such characters must be there.
bool may_hide_utf8(const LetterCounts& counts, std::size_t num_characters) noexcept {
  return counts.utf8_leads * 3 >= num_characters;
}

/// UTF-8 whose bytes were shown as characters of a single-byte encoding.
std::optional<std::string> utf8_behind(std::u32string_view text, const SingleByteTable& table) {
  const auto bytes = bytes_shown_as(text, table);
  if (!bytes || !is_valid_utf8(*bytes) || is_ascii(*bytes)) return std::nullopt;
  return script_of(to_utf32(*bytes)) == Script::kCyrillic ? bytes : std::nullopt;
}

/// A Latin-1 letter that windows-1251 would have shown as a Cyrillic one.
bool is_shown_cyrillic(char32_t c) noexcept {
  return c >= 0xC0 ? c <= 0xFF
                   : std::u32string_view(U"\u00A8\u00B8\u00AF\u00BF\u00B2\u00B3\u00AA\u00BA").find(c) !=
                         std::u32string_view::npos;
}

bool looks_like_shown_cyrillic(std::u32string_view text) {
  std::size_t shown = 0, others = 0;
  for (const char32_t c : text) {
    if (is_shown_cyrillic(c)) {
      ++shown;
    } else if (u_isalpha(static_cast<UChar32>(c))) {
      ++others;
    }
  }
  return shown >= 3 && others == 0;
}

std::string decode_1251(std::u32string_view text) {
  const SingleByteTable& table = single_byte_table(TextEncoding::kWindows1251);
  std::string decoded;
  for (const char32_t c : text)
    append_utf8(decoded, is_shown_cyrillic(c) ? table.code_points[static_cast<std::size_t>(c) - 0x80] : c);
  return decoded;
}

// Layout.

constexpr std::size_t kLongestName = 100;  ///< characters; longer texts are no names
constexpr std::u32string_view kLatinKeys =
    U"qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
constexpr std::u32string_view kRussianKeys =
    U"йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";
constexpr std::u32string_view kUkrainianKeys =
    U"йцукенгшщзхїфівапролджєячсмитьбюґЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮҐ";
static_assert(kLatinKeys.size() == kRussianKeys.size() && kLatinKeys.size() == kUkrainianKeys.size());

std::u32string retype(std::u32string_view word, std::u32string_view from, std::u32string_view to) {
  std::u32string result(word);
  for (char32_t& c : result) {
    if (const std::size_t at = from.find(c); at != from.npos) c = to[at];
  }
  return result;
}

bool is_known_given(std::u32string_view folded, const NameTables& tables) {
  const auto forms = tables.given.find(folded);
  return folded.size() >= 3 && std::any_of(forms.begin(), forms.end(), [](const GivenForm& form) {
           return form.kind != FormKind::kDiminutive;
         });
}

/// Sure that a Cyrillic word is of a name: a given name, a patronymic, a usual family name.
bool is_known_word(std::u32string_view folded, const NameTables& tables) {
  if (is_known_given(folded, tables)) return true;
  const auto patronymics = tables.patronymics.read(folded);
  if (std::any_of(patronymics.begin(), patronymics.end(),
                  [](const PatronymicForm& form) { return !form.fathers.empty(); }))
    return true;
  for (const Nominative& base : tables.endings.nominatives(DeclinedPart::kFamily, folded)) {
    if (base.has_family_ending && tables.family.is_known(name_skeleton(base.word))) return true;
  }
  return false;
}

bool is_known_latin(std::u32string_view folded, const NameTables& tables) {
  if (is_known_given(folded, tables)) return true;
  const auto readings = tables.romanisation.read(folded);
  return std::any_of(readings.begin(), readings.end(), [&](const CyrillicReading& reading) {
    return reading.weight > 0.5 && is_known_word(reading.word, tables);
  });
}

bool has_few_vowels(std::u32string_view folded) {
  std::size_t letters = 0, vowels = 0;
  for (const char32_t c : folded) {
    letters += is_latin_lower(c) ? 1 : 0;
    vowels += std::u32string_view(U"aeiou").find(c) != std::u32string_view::npos ? 1 : 0;
  }
  return letters >= 4 && vowels * 6 < letters;
}

/// Less than one letter in four is a vowel: what keys of the wrong layout give. Spares most names a closer
/// look.
bool is_short_of_vowels(const LetterCounts& counts) noexcept { return counts.vowels * 4 < counts.letters; }

bool has_family_ending(std::u32string_view folded, const NameTables& tables) {
  const auto bases = tables.endings.nominatives(DeclinedPart::kFamily, folded);
  return std::any_of(bases.begin(), bases.end(),
                     [](const Nominative& base) { return base.has_family_ending; });
}

std::vector<std::u32string> words_of(std::u32string_view text) {
  std::vector<std::u32string> words(1);
  for (const char32_t c : text) {
    if (c == U' ') {
      words.emplace_back();
    } else {
      words.back().push_back(c);
    }
  }
  std::erase_if(words, [](const std::u32string& word) { return word.empty(); });
  return words;
}

std::u32string fold(std::u32string_view word) { return fold_name_letters(to_utf8(word)); }

/// English keys that were to be Cyrillic.
bool is_mistyped_latin(const std::vector<std::u32string>& words, std::u32string_view keys,
                       const NameTables& tables) {
  bool has_known = false, is_plain_nonsense = true;
  for (const std::u32string& word : words) {
    if (is_known_latin(fold(word), tables)) return false;
    const std::u32string twin = fold(retype(word, kLatinKeys, keys));
    has_known |= is_known_word(twin, tables);
    is_plain_nonsense &= has_few_vowels(fold(word)) && has_family_ending(twin, tables);
  }
  return has_known || is_plain_nonsense;
}

bool is_mistyped_cyrillic(const std::vector<std::u32string>& words, const NameTables& tables) {
  bool has_known = false;
  for (const std::u32string& word : words) {
    const std::u32string folded = fold(word);
    if (is_known_word(folded, tables) || has_family_ending(folded, tables)) return false;
    has_known |= is_known_latin(fold(retype(word, kRussianKeys, kLatinKeys)), tables);
  }
  return has_known;
}

bool is_of_latin_keys(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char32_t c) { return c == U' ' || kLatinKeys.find(c) != kLatinKeys.npos; });
}

bool is_of_cyrillic_keys(std::u32string_view text) {
  return std::all_of(text.begin(), text.end(), [](char32_t c) { return c == U' ' || is_cyrillic(c); });
}

/// Words of one script in a text of both: each is judged alone.
std::u32string repair_single_words(std::u32string_view text, const NameTables& tables, RepairSet& repairs) {
  std::u32string result;
  for (const std::u32string& word : words_of(text)) {
    if (!result.empty()) result.push_back(U' ');
    const bool is_latin_word = word.size() >= 4 && is_of_latin_keys(word);
    const std::u32string twin = is_latin_word ? retype(word, kLatinKeys, kRussianKeys) : word;
    if (is_latin_word && !is_known_latin(fold(word), tables) && is_known_word(fold(twin), tables)) {
      repairs |= kRepairedLayout;
      result += twin;
    } else {
      result += word;
    }
  }
  return result;
}

}  // namespace

LetterCounts count_letters(std::u32string_view text) {
  LetterCounts counts;
  for (const char32_t c : text) {
    counts.letters += u_isalpha(static_cast<UChar32>(c)) ? 1 : 0;
    counts.utf8_leads += c == U'Р' || c == U'С' || c == U'Ð' || c == U'Ñ' ? 1 : 0;
    const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    const bool is_vowel =
        is_cyrillic_vowel(small) || std::u32string_view(U"aeiou").find(small) != std::u32string_view::npos;
    counts.vowels += is_vowel ? 1 : 0;
  }
  return counts;
}

bool may_need_repair(const LetterCounts& counts, std::size_t num_characters) noexcept {
  return num_characters > kLongestName || may_hide_utf8(counts, num_characters) || is_short_of_vowels(counts);
}

std::string repair_decoding(std::string_view text, RepairSet& repairs) {
  if (is_ascii(text)) return std::string(text);
  const std::u32string characters = to_utf32(text);
  const LetterCounts counts = count_letters(characters);
  for (const SingleByteTable* table :
       {&single_byte_table(TextEncoding::kWindows1251), &single_byte_table(TextEncoding::kWindows1252)}) {
    if (!may_hide_utf8(counts, characters.size())) break;
    if (const auto decoded = utf8_behind(characters, *table)) {
      repairs |= kRepairedDecoding;
      return *decoded;
    }
  }
  if (!looks_like_shown_cyrillic(characters)) return std::string(text);
  repairs |= kRepairedDecoding;
  return decode_1251(characters);
}

std::string repair_layout(std::string_view text, const NameTables& tables, RepairSet& repairs) {
  const std::u32string characters = to_utf32(text);
  const auto words = words_of(characters);
  if (words.empty() || characters.size() > kLongestName) return std::string(text);
  if (is_of_latin_keys(characters)) {
    if (!is_short_of_vowels(count_letters(characters))) return std::string(text);
    for (const std::u32string_view keys : {kRussianKeys, kUkrainianKeys}) {
      if (!is_mistyped_latin(words, keys, tables)) continue;
      repairs |= kRepairedLayout;
      return to_utf8(retype(characters, kLatinKeys, keys));
    }
    return std::string(text);
  }
  if (is_of_cyrillic_keys(characters)) {
    if (!is_short_of_vowels(count_letters(characters)) || !is_mistyped_cyrillic(words, tables))
      return std::string(text);
    repairs |= kRepairedLayout;
    return to_utf8(retype(characters, kRussianKeys, kLatinKeys));
  }
  RepairSet single = 0;
  const std::u32string repaired = repair_single_words(characters, tables, single);
  repairs |= single;
  return single == 0 ? std::string(text) : to_utf8(repaired);
}

std::u32string repair_capitals(std::u32string_view word, bool is_among_cyrillic, const NameTables& tables,
                               RepairSet& repairs) {
  static constexpr std::u32string_view kLatinCapitals = U"ABCEHIKMOPTXYabceopxyi";
  static constexpr std::u32string_view kCyrillicCapitals = U"АВСЕНІКМОРТХУавсеорхуі";
  std::size_t latin = 0, cyrillic = 0, capitals = 0;
  for (const char32_t c : word) {
    const bool is_like = kLatinCapitals.find(c) != kLatinCapitals.npos;
    if (c < 0x80 && u_isalpha(static_cast<UChar32>(c)) && !is_like) return std::u32string(word);
    latin += is_like ? 1 : 0;
    cyrillic += is_cyrillic(c) ? 1 : 0;
    capitals += u_isupper(static_cast<UChar32>(c)) ? 1 : 0;
  }
  const bool is_mixed = latin > 0 && cyrillic > 0 && capitals * 2 > word.size();
  const bool is_foreign = latin > 2 && cyrillic == 0 && is_among_cyrillic && capitals == word.size();
  if (!is_mixed && !is_foreign) return std::u32string(word);
  const std::u32string result = retype(word, kLatinCapitals, kCyrillicCapitals);
  if (is_foreign && !is_known_word(fold(result), tables) && !has_family_ending(fold(result), tables))
    return std::u32string(word);
  repairs |= kRepairedLookAlikes;
  return result;
}

std::u32string repair_digits(std::u32string_view word, RepairSet& repairs) {
  static constexpr std::u32string_view kReadable = U"013456";
  static constexpr std::u32string_view kCyrillicLetters = U"оізчбб";
  static constexpr std::u32string_view kLatinLetters = U"oleasb";
  std::size_t digits = 0, letters = 0;
  for (const char32_t c : word) {
    digits += is_digit(c) ? 1 : 0;
    letters += u_isalpha(static_cast<UChar32>(c)) ? 1 : 0;
  }
  std::u32string result(word);
  if (digits == 0 || letters < 3 || digits * 2 > letters) return result;
  const std::u32string_view to = script_of(word) == Script::kCyrillic ? kCyrillicLetters : kLatinLetters;
  for (char32_t& c : result) {
    if (!is_digit(c)) continue;
    const std::size_t at = kReadable.find(c);
    if (at == kReadable.npos) return std::u32string(word);
    c = to[at];
  }
  repairs |= kRepairedDigits;
  return result;
}

}  // namespace byname
