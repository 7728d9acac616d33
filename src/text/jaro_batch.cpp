// SPDX-License-Identifier: Apache-2.0
// Compiled once a processor level: foreach_target.h includes this file again for each (Highway).
#include "text/jaro_batch.hpp"

#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/jaro_batch.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace byname {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Where a byte of the first text stands in a part of the second: bits of a part, of every pair.
/// [byte of the first text][part of the second][pair].
template <typename Batch>
using EqualBytes = std::uint16_t[Batch::kMostBytes][Batch::kParts][Batch::kMostPairs];

/// Compares the bytes of one part of the first texts with one part of the second.
template <typename Batch>
HWY_INLINE void compare_parts(const Batch& batch, std::size_t of_first, std::size_t of_second,
                              EqualBytes<Batch>& equal) {
  // A block of 16 bytes is a pair's part: whatever the width of a vector, shuffles stay within blocks.
  const hn::CappedTag<std::uint8_t, 64> tag;
  constexpr std::size_t kPairsAtOnce = hn::MaxLanes(tag) / Batch::kPart;
  const std::size_t begin = of_first * Batch::kPart;
  const std::size_t end = std::min(batch.longest_first, begin + Batch::kPart);
  for (std::size_t pair = 0; pair < batch.size; pair += kPairsAtOnce) {
    const auto a = hn::Load(tag, batch.first[of_first][pair]);
    const auto b = hn::Load(tag, batch.second[of_second][pair]);
    for (std::size_t i = begin; i < end; ++i) {
      const auto byte = hn::TableLookupBytes(a, hn::Set(tag, static_cast<std::uint8_t>(i - begin)));
      hn::StoreMaskBits(tag, hn::Eq(byte, b), reinterpret_cast<std::uint8_t*>(&equal[i][of_second][pair]));
    }
  }
}

template <typename Tag>
HWY_INLINE hn::Vec<Tag> load_equal(Tag tag, const std::uint16_t (&parts)[1][ShortJaroBatch::kMostPairs],
                                   std::size_t pair) {
  return hn::Load(tag, parts[0] + pair);
}

template <typename Tag>
HWY_INLINE hn::Vec<Tag> load_equal(Tag tag, const std::uint16_t (&parts)[2][LongJaroBatch::kMostPairs],
                                   std::size_t pair) {
  const hn::Rebind<std::uint16_t, Tag> half;
  const auto low = hn::PromoteTo(tag, hn::LoadU(half, parts[0] + pair));
  const auto high = hn::PromoteTo(tag, hn::LoadU(half, parts[1] + pair));
  return hn::Or(low, hn::ShiftLeft<16>(high));
}

/// Chooses the first free equal byte within the window for one byte after another, for all pairs at once.
template <typename Word>
HWY_INLINE void choose(JaroBatch<Word>& batch, const EqualBytes<JaroBatch<Word>>& equal) {
  const hn::CappedTag<Word, 64 / sizeof(Word)> tag;
  const auto zero = hn::Zero(tag);
  const auto one = hn::Set(tag, Word{1});
  for (std::size_t pair = 0; pair < batch.size; pair += hn::MaxLanes(tag)) {
    const auto all = hn::Load(tag, batch.all_of_second + pair);
    const auto sizes = hn::Load(tag, batch.first_size + pair);
    const auto windows = hn::Load(tag, batch.window + pair);
    auto reach = hn::Load(tag, batch.reach + pair);
    auto free = all;
    auto found = zero;
    auto bit = one;
    auto place = zero;
    for (std::size_t i = 0; i < batch.longest_first; ++i) {
      const auto near = hn::And(hn::And(load_equal(tag, equal[i], pair), free), reach);
      const auto hits = hn::IfThenElseZero(hn::Lt(place, sizes), near);
      free = hn::AndNot(hn::And(hits, hn::Sub(zero, hits)), free);
      found = hn::Or(found, hn::IfThenZeroElse(hn::Eq(hits, zero), bit));
      reach = hn::Or(hn::Add(reach, reach), hn::IfThenElseZero(hn::Lt(place, windows), one));
      bit = hn::Add(bit, bit);
      place = hn::Add(place, one);
    }
    hn::Store(found, tag, batch.in_first + pair);
    hn::Store(hn::AndNot(free, all), tag, batch.in_second + pair);
  }
}

template <typename Word>
void find(JaroBatch<Word>& batch) {
  using Batch = JaroBatch<Word>;
  alignas(64) EqualBytes<Batch> equal;
  for (std::size_t of_first = 0; of_first < Batch::kParts; ++of_first) {
    for (std::size_t of_second = 0; of_second < Batch::kParts; ++of_second)
      compare_parts(batch, of_first, of_second, equal);
  }
  choose(batch, equal);
}

}  // namespace

const JaroBatchKernels* batch_kernels_of_target() {
  static constexpr JaroBatchKernels kKernels = {find<std::uint16_t>, find<std::uint32_t>};
  return &kKernels;
}

}  // namespace HWY_NAMESPACE
}  // namespace byname
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include "base/simd_target.hpp"

namespace byname {

HWY_EXPORT(batch_kernels_of_target);

namespace {

/// Without vector instructions: a pair after another.
template <typename Word>
void find_each(JaroBatch<Word>& batch) {
  static const FindJaroMatches find = find_jaro_matches_of("plain");
  using Batch = JaroBatch<Word>;
  const auto text_of = [](const unsigned char(&parts)[Batch::kParts][Batch::kMostPairs][Batch::kPart],
                          std::size_t pair, char* bytes) {
    for (std::size_t part = 0; part < Batch::kParts; ++part)
      std::memcpy(bytes + part * Batch::kPart, parts[part][pair], Batch::kPart);
  };
  char first[Batch::kMostBytes];
  char second[Batch::kMostBytes];
  for (std::size_t pair = 0; pair < batch.size; ++pair) {
    text_of(batch.first, pair, first);
    text_of(batch.second, pair, second);
    const auto second_size = static_cast<std::size_t>(std::popcount(batch.all_of_second[pair]));
    const JaroMatches found = find({first, batch.first_size[pair]}, {second, second_size});
    batch.in_first[pair] = static_cast<Word>(found.in_first);
    batch.in_second[pair] = static_cast<Word>(found.in_second);
  }
}

}  // namespace

const JaroBatchKernels& jaro_batch_kernels_of(const std::string& level) {
  static constexpr JaroBatchKernels kPlain = {find_each<std::uint16_t>, find_each<std::uint32_t>};
  const std::int64_t target = highway_target(level);
  if ((HWY_TARGETS & target) == 0) return kPlain;
  const ForcedHighwayTarget forced(target);
  return *HWY_DYNAMIC_DISPATCH(batch_kernels_of_target)();
}

const JaroBatchKernels& jaro_batch_kernels() {
  static const JaroBatchKernels& kernels = jaro_batch_kernels_of(chosen_simd_target());
  return kernels;
}

}  // namespace byname

#endif  // HWY_ONCE
