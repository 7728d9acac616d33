// SPDX-License-Identifier: Apache-2.0
#include "names/name_letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/error.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

bool is_latin(char32_t c) noexcept {
  return is_latin_lower(c) || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

std::u32string compose_and_fold(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  BYNAME_CHECK(U_SUCCESS(status), "ICU has no case folding: {}", u_errorName(status));
  const icu::UnicodeString folded = folding->normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size()))), status);
  BYNAME_CHECK(U_SUCCESS(status), "ICU cannot normalise a text of {} bytes", text.size());
  std::u32string result;
  for (int at = 0; at < folded.length(); at = folded.moveIndex32(at, 1))
    result.push_back(static_cast<char32_t>(folded.char32At(at)));
  return result;
}

/// One folded character; 0 to drop it.
char32_t fold_character(char32_t c) {
  if (c == U'`') return U'\'';
  if (c == U'ی' || c == U'ى') return U'ي';  // Persian and undotted
  if (c == U'ک') return U'ك';
  if (c == U'ة') return U'ه';
  if (c == U'أ' || c == U'إ' || c == U'آ' || c == U'ٱ') return U'ا';
  if (c == U'ς') return U'σ';
  if (const char32_t common = fold_common_character(c); common != kNeedsTables) return common;
  const int type = u_charType(static_cast<UChar32>(c));
  const bool is_dropped = type == U_NON_SPACING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR;
  return is_dropped || c == 0xFFFD ? 0 : c;
}

/// The Russian letter nearest to one of another Cyrillic alphabet.
char32_t nearest_letter(char32_t c, bool is_after_vowel) noexcept {
  switch (c) {
    case U'й':
    case U'ы':
    case U'і':
    case U'ї':
    case U'ӣ':
      return U'и';
    case U'э':
    case U'є':
    case U'ё':
      return U'е';
    case U'ґ':
    case U'ғ':
      return U'г';
    case U'ў':
      return is_after_vowel ? U'в' : U'у';
    case U'қ':
    case U'ҡ':
      return U'к';
    case U'ң':
    case U'ҥ':
      return U'н';
    case U'ө':
    case U'ӧ':
      return U'о';
    case U'ә':
    case U'ӓ':
      return U'а';
    case U'ү':
    case U'ұ':
    case U'ӯ':
    case U'ӱ':
      return U'у';
    case U'һ':
    case U'ҳ':
      return U'х';
    case U'җ':
    case U'ӂ':
      return U'ж';
    case U'ҷ':
      return U'ч';
    case U'ҙ':
    case U'ӟ':
      return U'з';
    case U'ҫ':
      return U'с';
    case U'ь':
    case U'ъ':
    case U'\'':
    case U'-':
    case U'ӏ':
      return 0;
    default:
      return c;
  }
}

/// Puts a letter behind others, joined with the last one where both are one sound.
void push_letter(std::u32string& out, char32_t c) {
  const char32_t last = out.empty() ? 0 : out.back();
  if (last == c) return;
  if (last == U'и') {
    if (c == U'а' || c == U'я') return void(out.back() = U'я');
    if (c == U'у' || c == U'ю') return void(out.back() = U'ю');
    if (c == U'е') {
      out.pop_back();
      return push_letter(out, c);
    }
  }
  if (last == U'т' && (c == U'с' || c == U'ц')) return void(out.back() = U'ц');
  if (last == U'ш' && c == U'ч') return void(out.back() = U'щ');
  out.push_back(c);
}

/// -ов behind ж, ч, ш, щ is -ёв by another rule of spelling: Хрущов, Хрущёв.
void soften_ending(std::u32string& skeleton) {
  if (skeleton.size() < 4 || !skeleton.ends_with(U"ов")) return;
  const char32_t before = skeleton[skeleton.size() - 3];
  if (std::u32string_view(U"жчшщ").find(before) != std::u32string_view::npos)
    skeleton[skeleton.size() - 2] = U'е';
}

}  // namespace

bool is_cyrillic_vowel(char32_t c) noexcept {
  if (c < U'а') return false;
  if (c <= U'я') {
    constexpr std::uint32_t kVowels = 1u << (U'а' - U'а') | 1u << (U'е' - U'а') | 1u << (U'и' - U'а') |
                                      1u << (U'о' - U'а') | 1u << (U'у' - U'а') | 1u << (U'ы' - U'а') |
                                      1u << (U'э' - U'а') | 1u << (U'ю' - U'а') | 1u << (U'я' - U'а');
    return (kVowels >> (c - U'а') & 1) != 0;
  }
  return std::u32string_view(U"ёіїєўөәүұ").find(c) != std::u32string_view::npos;
}

Script script_of(std::u32string_view word) noexcept {
  int latin = 0, cyrillic = 0, other = 0;
  for (const char32_t c : word) {
    if (is_cyrillic(c)) {
      ++cyrillic;
    } else if (is_latin(c)) {
      ++latin;
    } else if (c >= 0x80 && u_isalpha(static_cast<UChar32>(c))) {
      ++other;
    }
  }
  if (latin + cyrillic + other == 0) return Script::kNone;
  if (other > latin && other > cyrillic) return Script::kOther;
  return cyrillic >= latin ? Script::kCyrillic : Script::kLatin;
}

std::u32string fold_name_letters(std::string_view text) {
  std::u32string result;
  bool is_plain = true;
  for (std::size_t at = 0; at < text.size() && is_plain;) {
    const char32_t c = fold_common_character(next_code_point(text, at));
    if (c == kNeedsTables || c == U'`') {
      is_plain = false;
    } else if (c != 0) {
      result.push_back(c);
    }
  }
  if (is_plain) return result;
  result.clear();
  for (const char32_t c : compose_and_fold(text)) {
    if (const char32_t folded = fold_character(c); folded != 0) result.push_back(folded);
  }
  return result;
}

std::u32string name_skeleton(std::u32string_view word) {
  std::u32string out;
  out.reserve(word.size());
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool depends_on_last = word[i] == U'й' || word[i] == U'ў';
    const bool is_after_vowel = depends_on_last && i > 0 && is_cyrillic_vowel(word[i - 1]);
    // Ukrainian ьо, and йо behind a consonant, are ё.
    const bool is_soft = i > 0 && (word[i] == U'ь' || (word[i] == U'й' && !is_after_vowel));
    if (is_soft && i + 1 < word.size() && word[i + 1] == U'о') {
      push_letter(out, U'е');
      ++i;
      continue;
    }
    if (const char32_t c = nearest_letter(word[i], is_after_vowel); c != 0) push_letter(out, c);
  }
  soften_ending(out);
  return out;
}

std::uint64_t skeleton_code(std::u32string_view skeleton) noexcept {
  std::uint64_t code = 0xCBF29CE484222325;  // FNV-1a by code point, then a mixer
  for (const char32_t c : skeleton) code = (code ^ c) * 0x100000001B3;
  code ^= code >> 31;
  return code * 0x9E3779B97F4A7C15;
}

std::u32string skeleton_consonants(std::u32string_view skeleton) {
  std::u32string out;
  for (const char32_t c : skeleton) {
    if (is_cyrillic_vowel(c)) continue;
    push_letter(out, c == U'г' ? U'х' : c);
  }
  return out;
}

}  // namespace byname
