// SPDX-License-Identifier: Apache-2.0
#include "text/normalise_letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/error.hpp"

namespace byname {

namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* result = get(status);
  BYNAME_CHECK(U_SUCCESS(status), "ICU has no normaliser: {}", u_errorName(status));
  return *result;
}

/// Letters without a decomposition, and variants that Arabic spelling treats as one.
std::u32string_view special_letter(char32_t c) noexcept {
  switch (c) {
    case U'ł':
      return U"l";
    case U'ø':
      return U"o";
    case U'đ':
    case U'ð':
      return U"d";
    case U'ħ':
      return U"h";
    case U'ı':
      return U"i";
    case U'æ':
      return U"ae";
    case U'œ':
      return U"oe";
    case U'þ':
      return U"th";
    case U'ə':
      return U"a";
    case U'ى':
      return U"ي";
    case U'ة':
      return U"ه";
    default:
      return {};
  }
}

bool is_dropped(char32_t c) {
  const int type = u_charType(static_cast<UChar32>(c));
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
         type == U_CONTROL_CHAR;
}

bool is_hangul_syllable(char32_t c) noexcept { return c >= 0xAC00 && c <= 0xD7A3; }

void append_base_letters(std::u32string& out, char32_t c) {
  static const icu::Normalizer2& nfd = normalizer(icu::Normalizer2::getNFDInstance);
  icu::UnicodeString parts;
  if (is_hangul_syllable(c) || !nfd.getDecomposition(static_cast<UChar32>(c), parts)) {
    if (!is_dropped(c)) out.push_back(c);
    return;
  }
  for (int at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const char32_t part = static_cast<char32_t>(parts.char32At(at));
    if (!is_dropped(part)) out.push_back(part);
  }
}

/// A look-alike of the other script, 0 if there is none. Both sides are folded, so capitals count too (В, Н,
/// К, М, Т).
char32_t look_alike(char32_t c) noexcept {
  static constexpr std::u32string_view kLatin = U"aceopxyibhkmt";
  static constexpr std::u32string_view kCyrillic = U"асеорхуівнкмт";
  if (const std::size_t at = kLatin.find(c); at != kLatin.npos) return kCyrillic[at];
  if (const std::size_t at = kCyrillic.find(c); at != kCyrillic.npos) return kLatin[at];
  return 0;
}

void repair_word(std::u32string& text, std::size_t begin, std::size_t end) {
  int latin = 0, cyrillic = 0, latin_own = 0, cyrillic_own = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const bool is_own = look_alike(text[i]) == 0;
    if (is_latin_lower(text[i])) ++latin, latin_own += is_own;
    if (is_cyrillic(text[i])) ++cyrillic, cyrillic_own += is_own;
  }
  if (latin == 0 || cyrillic == 0 || (latin_own > 0 && cyrillic_own > 0)) return;
  const bool to_cyrillic = latin_own != cyrillic_own ? cyrillic_own > 0 : cyrillic >= latin;
  for (std::size_t i = begin; i < end; ++i) {
    if (to_cyrillic ? is_latin_lower(text[i]) : is_cyrillic(text[i])) text[i] = look_alike(text[i]);
  }
}

bool is_word_character(char32_t c) noexcept { return is_latin_lower(c) || is_cyrillic(c) || c == U'\''; }

}  // namespace

char32_t fold_common_character(char32_t c) noexcept {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : (c < 0x20 ? U' ' : c);
  if (c == U'ё' || c == U'Ё') return U'е';
  if (c >= U'а' && c <= U'я') return c;
  if (c >= U'А' && c <= U'Я') return c + 32;
  switch (c) {
    case U'і':
    case U'І':
      return U'і';
    case U'ї':
    case U'Ї':
      return U'ї';
    case U'є':
    case U'Є':
      return U'є';
    case U'ґ':
    case U'Ґ':
      return U'ґ';
    case U'ў':
    case U'Ў':
      return U'ў';
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0x02B9:
    case 0x02BB:
    case 0x00B4:
    case 0x2032:
    case 0xFF07:
      return U'\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return U'-';
    case 0x00A0:
    case 0x2007:
    case 0x2009:
    case 0x202F:
      return U' ';
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
      return 0;
    case U'«':
    case U'»':
    case 0x201C:
    case 0x201D:
    case 0x201E:
      return U'"';
    default:
      return kNeedsTables;
  }
}

std::u32string fold_through_tables(std::string_view text) {
  static const icu::Normalizer2& casefold = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  const icu::UnicodeString folded = casefold.normalize(source, status);
  BYNAME_CHECK(U_SUCCESS(status), "ICU cannot normalise a text of {} bytes", text.size());
  std::u32string result;
  for (int at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const char32_t c = static_cast<char32_t>(folded.char32At(at));
    const char32_t common = fold_common_character(c);
    if (common == 0) continue;
    if (common != kNeedsTables) {
      result.push_back(common);
    } else if (const std::u32string_view special = special_letter(c); !special.empty()) {
      result += special;
    } else {
      append_base_letters(result, c);
    }
  }
  return result;
}

void repair_homoglyphs(std::u32string& text) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && is_word_character(text[end])) ++end;
    if (end > begin) repair_word(text, begin, end);
    begin = end + 1;
  }
}

}  // namespace byname
