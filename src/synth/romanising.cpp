// SPDX-License-Identifier: Apache-2.0
#include "synth/romanising.hpp"

#include <array>
#include <span>
#include <unicode/uchar.h>
#include <vector>

#include "text/utf8.hpp"

namespace byname {
namespace {

/// One letter: what is written for it, and at the begin of a word or after a vowel or sign, where that
/// differs.
struct Spelling {
  char32_t letter;
  std::string_view inside;
  std::string_view at_begin;
};

// English habits: what the systems below do not change.
constexpr Spelling kEnglish[] = {
    {U'а', "a", ""},    {U'б', "b", ""},    {U'в', "v", ""},  {U'г', "g", ""},  {U'д', "d", ""},
    {U'е', "e", ""},    {U'ё', "e", ""},    {U'ж', "zh", ""}, {U'з', "z", ""},  {U'и', "i", ""},
    {U'й', "y", ""},    {U'к', "k", ""},    {U'л', "l", ""},  {U'м', "m", ""},  {U'н', "n", ""},
    {U'о', "o", ""},    {U'п', "p", ""},    {U'р', "r", ""},  {U'с', "s", ""},  {U'т', "t", ""},
    {U'у', "u", ""},    {U'ф', "f", ""},    {U'х', "kh", ""}, {U'ц', "ts", ""}, {U'ч', "ch", ""},
    {U'ш', "sh", ""},   {U'щ', "shch", ""}, {U'ъ', "", ""},   {U'ы', "y", ""},  {U'ь', "", ""},
    {U'э', "e", ""},    {U'ю', "yu", ""},   {U'я', "ya", ""}, {U'і', "i", ""},  {U'ї', "i", "yi"},
    {U'є', "ie", "ye"}, {U'ґ', "g", ""},    {U'\'', "", ""}};
constexpr Spelling kBgn[] = {
    {U'е', "e", "ye"}, {U'ё', "e", "ye"}, {U'ь', "'", ""}, {U'ї', "yi", ""}, {U'є', "ye", ""}};
constexpr Spelling kPassport[] = {{U'й', "i", ""},  {U'ъ', "ie", ""}, {U'ю', "iu", ""},
                                  {U'я', "ia", ""}, {U'ї', "i", "i"}, {U'є', "ie", "ie"}};
constexpr Spelling kKmu[] = {{U'й', "i", "y"}, {U'ю', "iu", "yu"}, {U'я', "ia", "ya"}};
constexpr Spelling kScientific[] = {{U'ж', "ž", ""},    {U'й', "j", ""},   {U'х', "h", ""},  {U'ц', "c", ""},
                                    {U'ч', "č", ""},    {U'ш', "š", ""},   {U'щ', "šč", ""}, {U'ь', "'", ""},
                                    {U'э', "è", ""},    {U'ю', "ju", ""},  {U'я', "ja", ""}, {U'ё', "ë", ""},
                                    {U'ї', "ji", "ji"}, {U'є', "je", "je"}};
constexpr Spelling kGerman[] = {
    {U'в', "w", ""},  {U'ж', "sch", ""},  {U'з', "s", ""},   {U'й', "i", ""},       {U'х', "ch", ""},
    {U'ц', "z", ""},  {U'ч', "tsch", ""}, {U'ш', "sch", ""}, {U'щ', "schtsch", ""}, {U'ю', "ju", ""},
    {U'я', "ja", ""}, {U'е', "e", "je"},  {U'ё', "jo", ""},  {U'ї', "ji", "ji"},    {U'є', "je", "je"}};
constexpr Spelling kUkrainian[] = {{U'г', "h", ""}, {U'и', "y", ""}};

/// Spellings among which an informal writer chooses.
struct Choice {
  char32_t letter;
  std::array<std::string_view, 4> spellings;
};
constexpr Choice kChoices[] = {{U'я', {"ya", "ya", "ia", "ja"}},     {U'ю', {"yu", "yu", "iu", "ju"}},
                               {U'х', {"kh", "kh", "h", "h"}},       {U'ц', {"ts", "ts", "c", "tz"}},
                               {U'щ', {"shch", "sch", "sch", "sh"}}, {U'й', {"y", "y", "i", "j"}},
                               {U'ё', {"e", "yo", "io", "e"}},       {U'ы', {"y", "y", "i", "y"}},
                               {U'ж', {"zh", "zh", "j", "zh"}},      {U'є', {"ie", "e", "ye", "e"}}};

std::span<const Spelling> system_of(Writing writing) {
  switch (writing) {
    case Writing::kBgn:
      return kBgn;
    case Writing::kPassport:
      return kPassport;
    case Writing::kKmu:
      return kKmu;
    case Writing::kScientific:
      return kScientific;
    case Writing::kGerman:
      return kGerman;
    default:
      return {};
  }
}

bool is_vowel_or_sign(char32_t c) {
  return std::u32string_view(U"аяоеёиіїуюыэєьъ'").find(c) != std::u32string_view::npos;
}

/// The spellings of all letters in one system and language, by the letter.
class SpellingTable {
 public:
  SpellingTable(Writing writing, Language language) {
    lay(kEnglish);
    lay(system_of(writing));
    if (language == Language::kUkrainian && writing != Writing::kGerman) lay(kUkrainian);
  }
  std::string_view at(char32_t letter, bool is_begin) const {
    const auto index = letter == U'\'' ? kApostrophe : static_cast<std::size_t>(letter - 0x430);
    return is_begin && !begin_[index].empty() ? begin_[index] : inside_[index];
  }
  static bool has(char32_t letter) {
    return (letter >= 0x430 && letter <= 0x44F) || letter == U'ё' || letter == U'і' || letter == U'ї' ||
           letter == U'є' || letter == U'ґ' || letter == U'\'';
  }

 private:
  void lay(std::span<const Spelling> spellings) {
    for (const Spelling& spelling : spellings) {
      const auto index =
          spelling.letter == U'\'' ? kApostrophe : static_cast<std::size_t>(spelling.letter - 0x430);
      inside_[index] = spelling.inside;
      begin_[index] = spelling.at_begin;
    }
  }
  static constexpr std::size_t kApostrophe = 0x62;
  std::array<std::string_view, 0x63> inside_{};
  std::array<std::string_view, 0x63> begin_{};
};

const SpellingTable& table_of(Writing writing, Language language) {
  static const auto tables = [] {
    std::vector<SpellingTable> made;
    for (std::size_t i = 0; i < 14; ++i)
      made.emplace_back(static_cast<Writing>(i / 2), i % 2 == 0 ? Language::kRussian : Language::kUkrainian);
    return made;
  }();
  return tables[static_cast<std::size_t>(writing) * 2 + (language == Language::kUkrainian ? 1 : 0)];
}

std::string_view chosen(char32_t letter, std::uint64_t habits) {
  for (std::size_t i = 0; i < std::size(kChoices); ++i) {
    if (kChoices[i].letter == letter) return kChoices[i].spellings[habits >> (2 * i) & 3];
  }
  return {};
}

/// True where -ий or -ый ends a word at `at`.
bool is_short_ending(std::u32string_view text, std::size_t at) {
  if (text[at] != U'и' && text[at] != U'ы') return false;
  return at + 1 < text.size() && text[at + 1] == U'й' && (at + 2 == text.size() || text[at + 2] == U' ');
}

/// A capital letter becomes a capital and small letters: Щ gives Shch.
void append_spelling(std::string& result, std::string_view spelling, bool is_capital) {
  std::size_t next = 0;
  if (is_capital && !spelling.empty()) {
    const char32_t first = next_code_point(spelling, next);
    append_utf8(result, static_cast<char32_t>(u_toupper(static_cast<UChar32>(first))));
  }
  result += spelling.substr(next);
}

}  // namespace

std::string romanise(std::string_view cyrillic, Writing writing, Language language, std::uint64_t habits) {
  if (writing == Writing::kCyrillic) return std::string(cyrillic);
  const SpellingTable& table = table_of(writing, language);
  const std::u32string text = to_utf32(cyrillic);
  std::string result;
  char32_t before = U' ';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto letter = static_cast<char32_t>(u_tolower(static_cast<UChar32>(text[at])));
    if (!SpellingTable::has(letter)) {
      append_utf8(result, text[at]);
      before = U' ';
      continue;
    }
    const bool is_capital = letter != text[at];
    std::string_view spelling = writing == Writing::kInformal ? chosen(letter, habits) : std::string_view();
    if (spelling.empty())
      spelling = table.at(letter, before == U' ' || (writing != Writing::kKmu && is_vowel_or_sign(before)));
    if (writing == Writing::kInformal && (habits >> 40 & 1) != 0 && is_short_ending(text, at)) {
      spelling = "y";
      ++at;
    }
    if (writing == Writing::kKmu && letter == U'г' && before == U'з') spelling = "gh";
    append_spelling(result, spelling, is_capital);
    before = letter;
  }
  return result;
}

}  // namespace byname
