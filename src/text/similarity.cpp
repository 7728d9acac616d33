// SPDX-License-Identifier: Apache-2.0
#include "text/similarity.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace byname {

namespace {

/// Matched characters of both sides, in order, as flags. Works for any length.
struct Matches {
  std::size_t common = 0;
  std::size_t half_transpositions = 0;
};

template <typename Flags>
Matches find_matches(std::u32string_view a, std::u32string_view b, Flags& a_used, Flags& b_used) noexcept {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  Matches found;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t begin = i > window ? i - window : 0;
    const std::size_t end = std::min(b.size(), i + window + 1);
    for (std::size_t j = begin; j < end; ++j) {
      if (!b_used[j] && a[i] == b[j]) {
        a_used[i] = b_used[j] = true;
        ++found.common;
        break;
      }
    }
  }
  std::size_t j = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!a_used[i]) continue;
    while (!b_used[j]) ++j;
    if (a[i] != b[j]) ++found.half_transpositions;
    ++j;
  }
  return found;
}

constexpr std::size_t kWordLength = 64;
constexpr std::size_t kAscii = 128;

bool fits_words(std::u32string_view text) noexcept {
  char32_t all = 0;
  for (const char32_t character : text) all |= character;
  return all < kAscii && text.size() <= kWordLength;
}

/// The same for ASCII up to 64 characters, with positions as bits of a word (Hyyro 2003 for the idea of the
/// position table).
Matches find_matches_in_words(std::u32string_view a, std::u32string_view b) noexcept {
  thread_local std::array<std::uint64_t, kAscii> positions{};
  for (std::size_t j = 0; j < b.size(); ++j) positions[b[j]] |= std::uint64_t{1} << j;
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::uint64_t free = ~std::uint64_t{0};
  std::uint64_t a_used = 0;
  // Bits i - window .. i + window, sliding.
  std::uint64_t reach =
      window + 1 >= kWordLength ? ~std::uint64_t{0} : (std::uint64_t{1} << (window + 1)) - 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t hits = positions[a[i]] & free & reach;
    free &= ~(hits & (~hits + 1));
    a_used |= std::uint64_t{hits != 0} << i;
    reach = i < window ? reach << 1 | 1 : reach << 1;
  }
  for (const char32_t character : b) positions[character] = 0;
  Matches found;
  found.common = static_cast<std::size_t>(__builtin_popcountll(a_used));
  for (std::uint64_t left = a_used, right = ~free; left != 0; left &= left - 1, right &= right - 1) {
    found.half_transpositions += a[static_cast<std::size_t>(__builtin_ctzll(left))] !=
                                 b[static_cast<std::size_t>(__builtin_ctzll(right))];
  }
  return found;
}

Matches matches_of(std::u32string_view a, std::u32string_view b) {
  constexpr std::size_t kStackLength = kWordLength;
  if (fits_words(a) && fits_words(b)) return find_matches_in_words(a, b);
  if (std::max(a.size(), b.size()) <= kStackLength) {
    std::array<bool, kStackLength> a_used{};
    std::array<bool, kStackLength> b_used{};
    return find_matches(a, b, a_used, b_used);
  }
  std::vector<char> a_used(a.size());
  std::vector<char> b_used(b.size());
  return find_matches(a, b, a_used, b_used);
}

}  // namespace

double jaro_winkler(std::u32string_view a, std::u32string_view b) noexcept {
  if (a.empty() || b.empty()) return 0;
  const Matches found = matches_of(a, b);
  if (found.common == 0) return 0;
  const double common = static_cast<double>(found.common);
  const double transpositions = static_cast<double>(found.half_transpositions / 2);
  const double jaro = (common / static_cast<double>(a.size()) + common / static_cast<double>(b.size()) +
                       (common - transpositions) / common) /
                      3;
  if (jaro <= 0.7) return jaro;
  const std::size_t longest = std::min<std::size_t>({4, a.size(), b.size()});
  std::size_t prefix = 0;
  while (prefix < longest && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

bool within_one_edit(std::u32string_view a, std::u32string_view b) noexcept {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  std::size_t at = 0;
  while (at < b.size() && a[at] == b[at]) ++at;
  if (at == a.size()) return true;
  if (a.size() > b.size()) return a.substr(at + 1) == b.substr(at);
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

JaroWinklerGate::JaroWinklerGate(double threshold) noexcept : threshold_(threshold) {
  constexpr std::int8_t kNever = 127;
  CharacterBag a;
  CharacterBag b;
  for (std::uint16_t i = 0; i <= kLongest; ++i) {
    for (std::uint16_t j = 0; j <= kLongest; ++j) {
      a.length = i;
      b.length = j;
      for (int prefix = 0; prefix <= 4; ++prefix) {
        a.prefix = prefix == 4 ? 0 : 1u << (8 * prefix);  // differs from b's 0 there first
        int common = 0;
        while (common <= static_cast<int>(kLongest) &&
               jaro_winkler_bound(a, b, common) + kRounding < threshold)
          ++common;
        needed_[i][j][static_cast<std::size_t>(prefix)] =
            common <= static_cast<int>(kLongest) ? static_cast<std::int8_t>(common) : kNever;
      }
    }
  }
}

CharacterBag make_character_bag(std::u32string_view text) noexcept {
  CharacterBag bag;
  std::array<std::uint16_t, 32> counts{};
  bag.length = static_cast<std::uint16_t>(std::min<std::size_t>(text.size(), 65535));
  std::array<std::uint32_t, 4> prefix = {0xFF, 0xFF, 0xFF, 0xFF};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint32_t character_class = text[i] & 31;
    if (counts[character_class] < 65535) ++counts[character_class];
    if (i < 4) prefix[i] = text[i] & 0x7F;
  }
  std::uint32_t extra = 0;
  for (std::uint32_t c = 0; c < 32; ++c) {
    if (counts[c] >= 1) bag.first_and_second |= std::uint64_t{1} << c;
    if (counts[c] >= 2) bag.first_and_second |= std::uint64_t{1} << (32 + c);
    if (counts[c] > 2) extra += counts[c] - 2u;
  }
  bag.extra = static_cast<std::uint16_t>(std::min<std::uint32_t>(extra, 65535));
  bag.prefix = prefix[0] | prefix[1] << 8 | prefix[2] << 16 | prefix[3] << 24;
  return bag;
}

}  // namespace byname
