// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace byname {

/// What must be known of a text to bound its similarity to another without reading either (lane_kernels.hpp
/// has the bounds). Bytes fall into 32 classes; collisions only loosen the bounds.
struct ByteBag {
  std::uint32_t once = 0;    ///< bit c: a byte of class c occurs
  std::uint32_t twice = 0;   ///< bit c: it occurs twice
  std::uint32_t thrice = 0;  ///< bit c: it occurs three times
  std::uint32_t prefix = 0;  ///< the first four bytes, 0xFF beyond the end
  std::uint16_t length = 0;  ///< bytes, saturated at 65535
  std::uint16_t extra = 0;   ///< bytes beyond the third of their class
};

/// Makes the bag. What is longer than 255 bytes gets that of a text that has every byte often: it is bounded
/// by its length alone.
ByteBag make_byte_bag(std::string_view text) noexcept;

}  // namespace byname
