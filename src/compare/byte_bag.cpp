// SPDX-License-Identifier: Apache-2.0
#include "compare/byte_bag.hpp"

#include <algorithm>
#include <array>

namespace byname {

namespace {

constexpr std::size_t kLongest = 255;

/// Letters apart, digits two to a class, the rest by their low bits: those of UTF-8's second bytes tell the
/// letters of an alphabet apart.
constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool is_digit = byte >= '0' && byte <= '9';
    const unsigned of_ascii = is_letter ? (byte | 0x20) - 'a' : is_digit ? 26 + (byte - '0') % 5 : 31;
    classes[byte] = static_cast<std::uint8_t>(byte < 0x80 ? of_ascii : byte & 31);
  }
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

}  // namespace

ByteBag make_byte_bag(std::string_view text) noexcept {
  ByteBag bag;
  bag.length = static_cast<std::uint16_t>(std::min<std::size_t>(text.size(), UINT16_MAX));
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint32_t byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0xFF;
    bag.prefix |= byte << (8 * i);
  }
  if (text.size() > kLongest) {
    bag.once = bag.twice = bag.thrice = UINT32_MAX;
    bag.extra = UINT16_MAX;
    return bag;
  }
  for (const char byte : text) {
    const std::uint32_t bit = std::uint32_t{1} << kClasses[static_cast<unsigned char>(byte)];
    bag.extra += (bag.thrice & bit) != 0;
    bag.thrice |= bag.twice & bit;
    bag.twice |= bag.once & bit;
    bag.once |= bit;
  }
  return bag;
}

}  // namespace byname
