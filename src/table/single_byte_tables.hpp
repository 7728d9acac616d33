// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "table/text_decoding.hpp"

namespace byname {

/// The upper half of a single-byte code page.
struct SingleByteTable {
  static constexpr char32_t kUnassigned = 0xFFFFFFFF;
  std::array<char32_t, 128> code_points;      ///< of byte 0x80 + index
  std::array<std::array<char, 4>, 128> utf8;  ///< its UTF-8; an unassigned byte stands as itself
  std::array<std::uint8_t, 128> utf8_length;
};

/// Returns the table of a single-byte encoding, from ICU's converters. KOI8-R is read as KOI8-U, which has
/// Ukrainian letters in place of eight line-drawing characters.
const SingleByteTable& single_byte_table(TextEncoding encoding);

}  // namespace byname
