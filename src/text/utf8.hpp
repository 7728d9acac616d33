// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace byname {

/// True if every byte is below 0x80.
bool is_ascii(std::string_view text) noexcept;

/// Reads the code point that begins at `at` and moves `at` behind it. Bytes that are no UTF-8 give U+FFFD,
/// one each.
char32_t next_code_point(std::string_view text, std::size_t& at) noexcept;

/// Appends one code point as UTF-8.
void append_utf8(std::string& text, char32_t code_point);

std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

/// Number of code points: the width in a plain-text table, wide characters apart.
std::size_t num_code_points(std::string_view text) noexcept;

/// The first `limit` code points, with "…" where something was cut.
std::string shorten(std::string_view text, std::size_t limit);

/// `text` without white space (ASCII and U+00A0) at its ends.
std::string_view trim(std::string_view text) noexcept;

}  // namespace byname
