// SPDX-License-Identifier: Apache-2.0
#include "text/transliterate.hpp"

#include <array>
#include <memory>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/error.hpp"
#include "text/normalise_letters.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

/// а to я, U+0430 to U+044F.
constexpr std::array<std::string_view, 32> kRussian = {
    "a", "b", "v", "g", "d", "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya"};

/// Appends the Latin form of a Cyrillic letter of the three languages; false for any other character.
bool append_cyrillic(std::string& out, char32_t c) {
  if (c >= U'а' && c <= U'я') return out += kRussian[c - U'а'], true;
  switch (c) {
    case U'і':
      return out += "i", true;
    case U'ї':
      return out += "yi", true;
    case U'є':
      return out += "ye", true;
    case U'ґ':
      return out += "g", true;
    case U'ў':
      return out += "u", true;
    case U'ё':
      return out += "e", true;
    default:
      return false;
  }
}

/// -ий, -ій and -ый: the ending that every romanisation writes in its own way.
void shorten_ending(std::string& out) {
  if (out.ends_with("iy") || out.ends_with("yy")) out.erase(out.size() - 2, 1);
}

std::unique_ptr<icu::Transliterator> make_any_latin() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> result(icu::Transliterator::createInstance(
      "Any-Latin; NFD; [:Nonspacing Mark:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  BYNAME_CHECK(U_SUCCESS(status) && result != nullptr, "ICU has no Any-Latin: {}", u_errorName(status));
  return result;
}

void append_other_script(std::string& out, std::u32string_view word) {
  // One a thread: ICU's transliterators keep a cache inside, and making one costs milliseconds.
  thread_local const std::unique_ptr<icu::Transliterator> any_latin = make_any_latin();
  icu::UnicodeString text;
  for (const char32_t c : word) text.append(static_cast<UChar32>(c));
  any_latin->transliterate(text);
  std::string latin;
  text.toUTF8String(latin);
  for (const char c : latin) {
    if (c != '\'' && c != '`') out.push_back(c);
  }
}

bool needs_other_script(char32_t c) {
  std::string ignored;
  return c >= 0x80 && !append_cyrillic(ignored, c);
}

void append_word(std::string& out, std::u32string_view word) {
  for (const char32_t c : word) {
    if (needs_other_script(c)) return append_other_script(out, word);
  }
  bool is_cyrillic_word = false;
  for (const char32_t c : word) {
    if (append_cyrillic(out, c)) {
      is_cyrillic_word = true;
    } else {
      out.push_back(static_cast<char>(c));
    }
  }
  if (is_cyrillic_word) shorten_ending(out);
}

struct Spelling {
  std::string_view from;
  std::string_view to;
};

/// Longest first where one begins another.
constexpr std::array<Spelling, 12> kSpellings = {{{"kh", "h"},
                                                  {"x", "ks"},
                                                  {"gh", "g"},
                                                  {"w", "v"},
                                                  {"tz", "ts"},
                                                  {"ph", "f"},
                                                  {"ck", "k"},
                                                  {"ie", "e"},
                                                  {"ye", "e"},
                                                  {"je", "e"},
                                                  {"y", "i"},
                                                  {"j", "i"}}};

const Spelling* spelling_at(std::string_view text) {
  for (const Spelling& spelling : kSpellings) {
    if (text.starts_with(spelling.from)) return &spelling;
  }
  return nullptr;
}

}  // namespace

std::string to_latin(std::u32string_view folded) {
  std::string out;
  out.reserve(folded.size() + folded.size() / 4);
  for (std::size_t begin = 0; begin < folded.size();) {
    std::size_t end = folded.find(U' ', begin);
    if (end == folded.npos) end = folded.size();
    append_word(out, folded.substr(begin, end - begin));
    if (end < folded.size()) out.push_back(' ');
    begin = end + 1;
  }
  return out;
}

std::string fold_romanised(std::string_view latin) {
  std::string out;
  const auto append = [&](std::string_view text) {
    for (const char c : text) {
      const bool is_letter = c >= 'a' && c <= 'z';
      if (!is_letter || out.empty() || out.back() != c) out.push_back(c);
    }
  };
  for (std::size_t at = 0; at < latin.size();) {
    const Spelling* spelling = spelling_at(latin.substr(at));
    append(spelling != nullptr ? spelling->to : latin.substr(at, 1));
    at += spelling != nullptr ? spelling->from.size() : 1;
  }
  return out;
}

}  // namespace byname
