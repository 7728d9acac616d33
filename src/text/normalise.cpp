// SPDX-License-Identifier: Apache-2.0
#include "text/normalise.hpp"

#include <array>
#include <unicode/uchar.h>

#include "text/normalise_letters.hpp"
#include "text/transliterate.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// What a byte becomes in folded words: itself in lower case, ' ' as a border, 0 for dropped (apostrophes).
/// Bytes of letters that transliteration leaves as they are stay.
constexpr std::array<char, 256> make_word_bytes() {
  std::array<char, 256> table{};
  for (int c = 128; c < 256; ++c) table[static_cast<std::size_t>(c)] = static_cast<char>(c);
  for (int c = 0; c < 128; ++c) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_word = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    table[static_cast<std::size_t>(c)] = is_word ? static_cast<char>(is_upper ? c + 32 : c) : ' ';
  }
  table['\''] = 0;
  table['`'] = 0;
  return table;
}
constexpr std::array<char, 256> kWordBytes = make_word_bytes();

void append_ascii_words(std::string& words, std::string_view text) {
  const std::size_t start = words.size();
  bool is_pending = false;
  for (const char byte : text) {
    const char c = kWordBytes[static_cast<unsigned char>(byte)];
    if (c == ' ') {
      is_pending = true;
    } else if (c != 0) {
      if (is_pending && words.size() > start) words.push_back(' ');
      is_pending = false;
      words.push_back(c);
    }
  }
}

/// Folds with the common table alone; false if some character needs more.
bool fold_common(std::string_view text, std::u32string& folded, bool& has_latin, bool& has_cyrillic_letter) {
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = fold_common_character(next_code_point(text, at));
    if (c == kNeedsTables) return false;
    if (c == 0) continue;
    has_latin |= is_latin_lower(c);
    has_cyrillic_letter |= is_cyrillic(c);
    folded.push_back(c);
  }
  return true;
}

void collapse_spaces(std::u32string& text) {
  std::size_t out = 0;
  for (const char32_t c : text) {
    if (c == U' ' && (out == 0 || text[out - 1] == U' ')) continue;
    text[out++] = c;
  }
  if (out > 0 && text[out - 1] == U' ') --out;
  text.resize(out);
}

bool is_word_character(char32_t c) {
  return is_latin_lower(c) || is_digit(c) || is_cyrillic(c) ||
         (c >= 0x80 && u_isalnum(static_cast<UChar32>(c)));
}

/// Other scripts write vowels as spacing marks inside words.
bool is_spacing_mark(char32_t c) {
  return c >= 0x80 && u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK;
}

}  // namespace

std::u32string fold_characters(std::string_view text) {
  std::u32string folded;
  bool has_latin = false, has_cyrillic_letter = false;
  if (!fold_common(text, folded, has_latin, has_cyrillic_letter)) {
    folded = fold_through_tables(text);
    has_latin = has_cyrillic_letter = true;
  }
  if (has_latin && has_cyrillic_letter) repair_homoglyphs(folded);
  collapse_spaces(folded);
  return folded;
}

std::string fold_text(std::string_view text) { return to_utf8(fold_characters(text)); }

void append_latin_words(std::string& words, std::string_view text) {
  if (is_ascii(text)) return append_ascii_words(words, text);
  std::u32string folded = fold_characters(text);
  std::size_t out = 0;
  for (const char32_t c : folded) {
    if (c == U'\'' || c == U'`') continue;
    folded[out++] = is_word_character(c) || is_spacing_mark(c) ? c : U' ';
  }
  folded.resize(out);
  collapse_spaces(folded);
  append_ascii_words(words, to_latin(folded));
}

std::string latin_words(std::string_view text) {
  std::string words;
  append_latin_words(words, text);
  return words;
}

bool has_cyrillic(std::string_view text) noexcept {
  // U+0400 to U+052F: lead bytes 0xD0 to 0xD3, and 0xD4 up to 0xAF.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead >= 0xD0 && lead <= 0xD3) return true;
    if (lead == 0xD4 && static_cast<unsigned char>(text[i + 1]) <= 0xAF) return true;
  }
  return false;
}

}  // namespace byname
