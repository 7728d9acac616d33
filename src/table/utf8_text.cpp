// SPDX-License-Identifier: Apache-2.0
#include "table/utf8_text.hpp"

#include <cstdint>
#include <cstring>
#include <fmt/format.h>

namespace byname {

namespace {

// Length of the valid character at `at`, or 0. The bounds of the second byte are those of table 3-7 of the
// Unicode standard.
std::size_t character_length(const unsigned char* at, std::size_t left) noexcept {
  const unsigned char lead = at[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < length) return 0;
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at[1] < low || at[1] > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if ((at[i] & 0xC0) != 0x80) return 0;
  }
  return length;
}

bool is_ascii_block(const char* at) noexcept {
  std::uint64_t words[4];
  std::memcpy(words, at, sizeof words);
  return ((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080ull) == 0;
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view bytes) noexcept {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (at + 32 <= bytes.size() && is_ascii_block(bytes.data() + at)) {
      at += 32;
      continue;
    }
    // One step past the block at most, so that text in other scripts does not test it again for every
    // character.
    const std::size_t block_end = at + 32 < bytes.size() ? at + 32 : bytes.size();
    while (at < block_end) {
      const std::size_t length =
          character_length(reinterpret_cast<const unsigned char*>(bytes.data()) + at, bytes.size() - at);
      if (length == 0) return at;
      at += length;
    }
  }
  return at;
}

std::string shown_excerpt(std::string_view bytes, std::size_t limit) {
  std::string shown;
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = data[at] == 0 ? 0 : character_length(data + at, bytes.size() - at);
    const std::string piece =
        length == 0 ? fmt::format("\\x{:02X}", data[at]) : std::string(bytes.substr(at, length));
    if (shown.size() + piece.size() > limit) break;
    shown += piece;
    at += length == 0 ? 1 : length;
  }
  return shown;
}

}  // namespace byname
