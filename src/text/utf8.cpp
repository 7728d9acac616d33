// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace byname {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_space(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Length of the sequence that a lead byte announces; 0 if it cannot lead.
std::size_t sequence_length(unsigned char lead) noexcept {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// Overlong forms, surrogates and what lies beyond Unicode are no UTF-8.
bool is_valid(char32_t code_point, std::size_t length) noexcept {
  if (length == 3) return code_point >= 0x800 && (code_point < 0xD800 || code_point > 0xDFFF);
  return length != 4 || (code_point >= 0x10000 && code_point <= 0x10FFFF);
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080ull) != 0) return false;
  }
  for (; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) >= 0x80) return false;
  }
  return true;
}

char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t start = at++;
  const std::size_t length = sequence_length(byte(start));
  if (length == 1) return byte(start);
  if (length == 0 || start + length > text.size()) return kReplacement;
  char32_t code_point = byte(start) & (0xFFu >> (length + 1));
  for (std::size_t i = start + 1; i < start + length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return kReplacement;
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  if (!is_valid(code_point, length)) return kReplacement;
  at = start + length;
  return code_point;
}

void append_utf8(std::string& text, char32_t c) {
  const auto push = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    push(c);
  } else if (c < 0x800) {
    push(0xC0 | (c >> 6));
    push(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    push(0xE0 | (c >> 12));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  } else {
    push(0xF0 | (c >> 18));
    push(0x80 | ((c >> 12) & 0x3F));
    push(0x80 | ((c >> 6) & 0x3F));
    push(0x80 | (c & 0x3F));
  }
}

std::u32string to_utf32(std::string_view text) {
  std::u32string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) result.push_back(next_code_point(text, at));
  return result;
}

std::string to_utf8(std::u32string_view text) {
  std::string result;
  result.reserve(text.size() * 2);
  for (const char32_t c : text) append_utf8(result, c);
  return result;
}

std::size_t num_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string shorten(std::string_view text, std::size_t limit) {
  std::size_t at = 0;
  for (std::size_t taken = 0; at < text.size() && taken < limit; ++taken) next_code_point(text, at);
  return at == text.size() ? std::string(text) : std::string(text.substr(0, at)) + "…";
}

std::string_view trim(std::string_view text) noexcept {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  for (;;) {
    if (!text.empty() && is_space(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(2);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

}  // namespace byname
