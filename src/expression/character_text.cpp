// SPDX-License-Identifier: Apache-2.0
#include "expression/character_text.hpp"

#include <algorithm>
#include <memory>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "expression/function_table.hpp"

namespace byname {

namespace {

template <typename Map>
std::string map_characters(std::string_view text, const Map& map) {
  std::string result;
  result.reserve(text.size());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 character = 0;
    U8_NEXT(text.data(), at, length, character);
    char bytes[4];
    std::int32_t size = 0;
    UBool is_error = false;
    U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), size, 4, character < 0 ? 0xFFFD : map(character),
              is_error);
    if (!is_error) result.append(bytes, static_cast<std::size_t>(size));
  }
  return result;
}

}  // namespace

std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

std::size_t last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> characters;
  for (std::size_t at = 0; at < text.size(); at += characters.back().size())
    characters.push_back(text.substr(at, character_bytes(text, at)));
  return characters;
}

bool is_space(std::string_view character) {
  std::int32_t at = 0;
  UChar32 code_point = 0;
  U8_NEXT(character.data(), at, static_cast<std::int32_t>(character.size()), code_point);
  return code_point >= 0 && u_charType(code_point) == U_SPACE_SEPARATOR;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::size_t byte_offset(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  while (at < text.size() && index-- > 0) at += character_bytes(text, at);
  return at;
}

std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;  // longer than any text
  const auto size = static_cast<std::int64_t>(count_code_points(text));
  std::int64_t begin = 0;
  if (start > 0) {
    begin = std::min(kFar, start) - 1;
  } else if (start < 0) {
    begin = std::max(start, -kFar) + size;
  } else if (--length <= 0) {
    return {};
  }
  std::int64_t end = begin + std::clamp(length, -kFar, kFar);
  if (length < 0) std::swap(begin, end);
  begin = std::clamp<std::int64_t>(begin, 0, size);
  end = std::clamp<std::int64_t>(end, begin, size);
  const std::size_t from = byte_offset(text, static_cast<std::size_t>(begin));
  const std::string_view rest = text.substr(from);
  return rest.substr(0, byte_offset(rest, static_cast<std::size_t>(end - begin)));
}

std::string reversed_text(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) return std::string(text.rbegin(), text.rend());
  const icu::UnicodeString all =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  breaks->setText(all);
  std::string reversed;
  std::int32_t end = breaks->last();
  for (std::int32_t begin = breaks->previous(); begin != icu::BreakIterator::DONE;
       begin = breaks->previous()) {
    all.tempSubStringBetween(begin, end).toUTF8String(reversed);
    end = begin;
  }
  return reversed;
}

std::string lower_case(std::string_view text) { return map_characters(text, u_tolower); }

std::string upper_case(std::string_view text) {
  constexpr UChar32 kSharpS = 0xDF;
  constexpr UChar32 kCapitalSharpS = 0x1E9E;  // as DuckDB's tables have it; Unicode's simple mapping has none
  return map_characters(text, [](UChar32 c) { return c == kSharpS ? kCapitalSharpS : u_toupper(c); });
}

bool matches_like(std::string_view text, std::string_view pattern) {
  std::size_t t = 0;
  std::size_t p = 0;
  std::size_t star = std::string_view::npos;  // after the last %, and where its match is tried
  std::size_t tried = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      star = ++p;
      tried = t;
    } else if (p < pattern.size() && pattern[p] == '_') {
      t += character_bytes(text, t);
      ++p;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (star != std::string_view::npos) {
      tried += character_bytes(text, tried);
      t = tried;
      p = star;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

}  // namespace byname
