// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace byname {

/// Returns the length of the longest prefix that is valid UTF-8 (no overlong forms, no surrogates, up to
/// U+10FFFF). A character cut off at the end is not part of it.
std::size_t valid_utf8_prefix(std::string_view bytes) noexcept;

inline bool is_valid_utf8(std::string_view bytes) noexcept {
  return valid_utf8_prefix(bytes) == bytes.size();
}

/// Returns the first bytes as text to be shown: at most `limit` bytes, cut on a character border, always
/// valid UTF-8; what is not valid, and NUL, becomes \xNN.
std::string shown_excerpt(std::string_view bytes, std::size_t limit);

/// How many bytes of a rejected row are shown.
inline constexpr std::size_t kRejectTextBytes = 1000;

}  // namespace byname
