// SPDX-License-Identifier: Apache-2.0
// Compiled once a processor level: foreach_target.h includes this file again for each (Highway).
#include "text/jaro_matches.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/jaro_matches.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace byname {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using ByteTag = hn::CappedTag<std::uint8_t, 64>;
constexpr std::size_t kWidth = hn::MaxLanes(ByteTag());

/// The positions of a byte among the first `kVectors` vectors of a text.
template <std::size_t vectors>
class Positions {
 public:
  HWY_INLINE explicit Positions(const char* text) {
    for (std::size_t i = 0; i < vectors; ++i)
      bytes_[i] = hn::LoadU(ByteTag(), reinterpret_cast<const std::uint8_t*>(text) + i * kWidth);
  }
  HWY_INLINE std::uint64_t of(std::uint8_t byte) const {
    const auto wanted = hn::Set(ByteTag(), byte);
    std::uint64_t positions = 0;
    for (std::size_t i = 0; i < vectors; ++i) {
      alignas(8) std::uint8_t bits[8] = {0};
      hn::StoreMaskBits(ByteTag(), hn::Eq(bytes_[i], wanted), bits);
      std::uint64_t part;
      std::memcpy(&part, bits, sizeof part);
      positions |= part << (i * kWidth);
    }
    return positions;
  }

 private:
  hn::Vec<ByteTag> bytes_[vectors];
};

template <std::size_t vectors>
HWY_INLINE JaroMatches find_in(std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  const Positions<vectors> positions(b.data());
  std::uint64_t free = b.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << b.size()) - 1;
  const std::uint64_t all = free;
  std::uint64_t reach = (std::uint64_t{2} << window) - 1;  // window <= 31
  // All positions first: they do not wait for one another as the choices among them do.
  std::uint64_t equal[64];
  for (std::size_t i = 0; i < a.size(); ++i) equal[i] = positions.of(static_cast<std::uint8_t>(a[i]));
  std::uint64_t in_first = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::uint64_t hits = equal[i] & free & reach;
    free &= ~(hits & (~hits + 1));
    in_first |= std::uint64_t{hits != 0} << i;
    reach = reach << 1 | std::uint64_t{i < window};
  }
  return {in_first, all & ~free};
}

JaroMatches jaro_matches(std::string_view a, std::string_view b) {
  constexpr std::size_t kMost = 64 / kWidth;
  if constexpr (kMost > 2) {
    if (b.size() <= kWidth) return find_in<1>(a, b);
  }
  if constexpr (kMost > 1) {
    if (b.size() <= 64 / 2) return find_in<kMost / 2>(a, b);
  }
  return find_in<kMost>(a, b);
}

}  // namespace

FindJaroMatches jaro_matches_of_target() { return jaro_matches; }

}  // namespace HWY_NAMESPACE
}  // namespace byname
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include "base/simd_target.hpp"

namespace byname {

HWY_EXPORT(jaro_matches_of_target);

namespace {

/// Without vector instructions: a loop over the window for every byte.
JaroMatches plain_jaro_matches(std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  JaroMatches found;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t end = std::min(b.size(), i + window + 1);
    for (std::size_t j = i > window ? i - window : 0; j < end; ++j) {
      if (a[i] != b[j] || (found.in_second >> j & 1) != 0) continue;
      found.in_first |= 1ull << i;
      found.in_second |= 1ull << j;
      break;
    }
  }
  return found;
}

}  // namespace

FindJaroMatches find_jaro_matches_of(const std::string& level) {
  const std::int64_t target = highway_target(level);
  if ((HWY_TARGETS & target) == 0) return plain_jaro_matches;
  const ForcedHighwayTarget forced(target);
  return HWY_DYNAMIC_DISPATCH(jaro_matches_of_target)();
}

FindJaroMatches find_jaro_matches() {
  static const FindJaroMatches function = find_jaro_matches_of(chosen_simd_target());
  return function;
}

}  // namespace byname

#endif  // HWY_ONCE
