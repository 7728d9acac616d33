// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace byname {

/// Jaro-Winkler similarity in [0, 1] of two texts as sequences of characters (code points): Jaro with window
/// max(|a|,|b|)/2 - 1 and half transpositions rounded down, plus 0.1 x common prefix (up to 4) x (1 - jaro)
/// where jaro > 0.7 (Winkler 1990). Two empty texts give 0. Texts over 64 characters take a slower path, same
/// result.
double jaro_winkler(std::u32string_view a, std::u32string_view b) noexcept;

/// True if one insertion, deletion, substitution or swap of neighbours at most makes `a` of `b`
/// (optimal string alignment distance <= 1).
bool within_one_edit(std::u32string_view a, std::u32string_view b) noexcept;

/// What must be known of a text to bound its similarity to another without reading either: 16 bytes.
struct CharacterBag {
  std::uint64_t first_and_second = 0;  ///< bit c: a character of class c occurs; bit 32+c: occurs twice
  std::uint32_t prefix = 0;  ///< classes of the first four characters, 8 bits each, 0xFF beyond the end
  std::uint16_t length = 0;  ///< characters, saturated at 65535
  std::uint16_t extra = 0;   ///< characters beyond the second of their class
};

/// Makes the bag; characters fall into 32 classes (collisions only loosen the bounds).
CharacterBag make_character_bag(std::u32string_view text) noexcept;

/// Upper bound of the number of characters that two texts have in common, with multiplicity.
inline int common_characters_bound(const CharacterBag& a, const CharacterBag& b) noexcept {
  return __builtin_popcountll(a.first_and_second & b.first_and_second) +
         (a.extra < b.extra ? a.extra : b.extra);
}

/// Number of equal leading characters, up to 4 (an upper bound, by class).
inline int common_prefix_bound(const CharacterBag& a, const CharacterBag& b) noexcept {
  const std::uint64_t difference = (a.prefix ^ b.prefix) | std::uint64_t{1} << 32;
  return __builtin_ctzll(difference) / 8;
}

/// Upper bound of jaro_winkler of the texts behind two bags, given a bound of their common characters.
inline double jaro_winkler_bound(const CharacterBag& a, const CharacterBag& b, int common) noexcept {
  if (a.length == 0 || b.length == 0) return 0;
  const double jaro =
      (common / static_cast<double>(a.length) + common / static_cast<double>(b.length) + 1) / 3;
  return jaro + 0.1 * common_prefix_bound(a, b) * (1 - jaro);
}

/// Tells at once whether two texts may reach one Jaro-Winkler similarity: jaro_winkler_bound() solved for the
/// characters in common, for all lengths up to 31.
class JaroWinklerGate {
 public:
  /// `threshold` in (0, 1].
  explicit JaroWinklerGate(double threshold) noexcept;
  /// False if jaro_winkler of the texts is surely below the threshold.
  bool may_reach(const CharacterBag& a, const CharacterBag& b, int common) const noexcept {
    if (a.length > kLongest || b.length > kLongest)
      return jaro_winkler_bound(a, b, common) + kRounding >= threshold_;
    return common >= needed_[a.length][b.length][static_cast<std::size_t>(common_prefix_bound(a, b))];
  }

 private:
  static constexpr std::size_t kLongest = 31;
  static constexpr double kRounding = 1e-12;  ///< the bound is an upper one only up to rounding
  double threshold_;
  std::array<std::array<std::array<std::int8_t, 8>, kLongest + 1>, kLongest + 1> needed_{};
};

/// False if the texts behind two bags can surely not be within one edit.
inline bool may_be_within_one_edit(const CharacterBag& a, const CharacterBag& b, int common) noexcept {
  const int longer = a.length > b.length ? a.length : b.length;
  const int shorter = a.length + b.length - longer;
  return (longer - shorter <= 1) & (common >= longer - 1);  // no branch: either is as likely to fail
}

}  // namespace byname
