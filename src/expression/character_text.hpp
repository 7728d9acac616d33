// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

// Texts as sequences of characters (code points of UTF-8), as DuckDB's substring and length count them.

/// Bytes of the character that begins at `at`.
std::size_t character_bytes(std::string_view text, std::size_t at);
/// Where the last character of a text begins, which is not empty.
std::size_t last_character(std::string_view text);
std::size_t count_code_points(std::string_view text);
/// The characters one by one; views of `text`.
std::vector<std::string_view> characters_of(std::string_view text);
/// True for a blank of any width: Unicode's space separators.
bool is_space(std::string_view character);
/// Bytes before the character number `index`, or all of them.
std::size_t byte_offset(std::string_view text, std::size_t index);
/// DuckDB's substring: `start` counts from 1, below 0 from the end; 0 is the place before the first.
std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length);
/// The text from its last user-perceived character to the first.
std::string reversed_text(std::string_view text);

}  // namespace byname
