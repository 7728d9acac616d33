// SPDX-License-Identifier: Apache-2.0
// Compiled once a processor level: foreach_target.h includes this file again for each (Highway).
#include "compare/lane_kernels.hpp"

#include <cstring>

#include "compare/lane_kernels_plain.hpp"
#include "compare/level_group.hpp"
#include "compare/record_tile.hpp"
#include "compare/text_ladder.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "compare/lane_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace byname {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using WordTag = hn::ScalableTag<std::uint32_t>;
using SignedTag = hn::ScalableTag<std::int32_t>;
using FloatTag = hn::ScalableTag<float>;
using DoubleTag = hn::ScalableTag<double>;
using ByteTag = hn::ScalableTag<std::uint8_t>;
using WordVector = hn::Vec<WordTag>;

template <typename Tag>
HWY_INLINE std::uint64_t bits_of(Tag tag, hn::Mask<Tag> mask) {
  std::uint64_t bits = 0;
  alignas(8) std::uint8_t bytes[8] = {0};
  hn::StoreMaskBits(tag, mask, bytes);
  std::memcpy(&bits, bytes, sizeof bits);
  return bits;
}

/// The bits of `test(at)` for the vectors from lane `at` on.
template <typename Tag, typename Test>
HWY_INLINE std::uint64_t for_lanes(Tag tag, std::size_t count, const Test& test) {
  constexpr std::size_t kWidth = hn::MaxLanes(Tag());
  std::uint64_t bits = 0;
  for (std::size_t at = 0; at < count; at += kWidth) bits |= bits_of(tag, test(at)) << at;
  return bits & first_lanes(count);
}

template <bool one_left, typename Tag, typename T>
HWY_INLINE hn::Vec<Tag> load_left(Tag tag, const T* left, std::size_t at) {
  return one_left ? hn::Set(tag, *left) : hn::LoadU(tag, left + at);
}

template <bool one_left>
std::uint64_t equal(const std::uint32_t* left, const std::uint32_t* right, std::size_t count) {
  const WordTag tag;
  if (one_left && *left == 0) return 0;
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto l = load_left<one_left>(tag, left, at);
    const auto same = hn::Eq(l, hn::LoadU(tag, right + at));
    return one_left ? same : hn::And(same, hn::Ne(l, hn::Zero(tag)));
  });
}

template <bool one_left>
std::uint64_t different(const std::uint32_t* left, const std::uint32_t* right, std::size_t count) {
  const WordTag tag;
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    return hn::Ne(load_left<one_left>(tag, left, at), hn::LoadU(tag, right + at));
  });
}

template <bool one_left>
std::uint64_t less(const std::uint32_t* left, const std::uint32_t* right, std::size_t count) {
  const WordTag tag;
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    return hn::Lt(load_left<one_left>(tag, left, at), hn::LoadU(tag, right + at));
  });
}

template <bool one_left>
std::uint64_t either_zero(const std::uint32_t* left, const std::uint32_t* right, std::size_t count) {
  const WordTag tag;
  if (one_left && *left == 0) return first_lanes(count);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto zero = hn::Eq(hn::LoadU(tag, right + at), hn::Zero(tag));
    return one_left ? zero : hn::Or(zero, hn::Eq(load_left<one_left>(tag, left, at), hn::Zero(tag)));
  });
}

template <bool one_left>
std::uint64_t near(const double* left, const double* right, double limit, bool is_strict, std::size_t count) {
  const DoubleTag tag;
  const auto most = hn::Set(tag, limit);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto difference = hn::Abs(hn::Sub(load_left<one_left>(tag, left, at), hn::LoadU(tag, right + at)));
    return is_strict ? hn::Lt(difference, most) : hn::Le(difference, most);
  });
}

template <bool one_left>
std::uint64_t near_whole(const std::uint32_t* left, const std::uint32_t* right, std::int32_t limit,
                         std::size_t count) {
  const WordTag tag;
  const SignedTag numbers;
  if (one_left && *left == kNoWhole) return 0;
  const auto none = hn::Set(tag, kNoWhole);
  const auto over = hn::Set(numbers, limit + 1);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto l = load_left<one_left>(tag, left, at);
    const auto r = hn::LoadU(tag, right + at);
    const auto difference = hn::Abs(hn::BitCast(numbers, hn::Sub(l, r)));
    const auto near = hn::And(hn::RebindMask(tag, hn::Lt(difference, over)), hn::Ne(r, none));
    return one_left ? near : hn::And(near, hn::Ne(l, none));
  });
}

template <bool one_left>
std::uint64_t one_digit_apart(const std::uint32_t* left, const std::uint32_t* right, std::size_t count) {
  const WordTag tag;
  if (one_left && *left == 0) return 0;
  const auto zero = hn::Zero(tag);
  const auto ones = hn::Set(tag, 0x11111111u);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto l = load_left<one_left>(tag, left, at);
    const auto r = hn::LoadU(tag, right + at);
    auto different = hn::Xor(l, r);
    different = hn::Or(different, hn::ShiftRight<2>(different));
    different = hn::And(hn::Or(different, hn::ShiftRight<1>(different)), ones);
    const auto further = hn::And(different, hn::Sub(different, hn::Set(tag, 1u)));
    const auto close = hn::And(hn::Eq(further, zero), hn::Ne(r, zero));
    return one_left ? close : hn::And(close, hn::Ne(l, zero));
  });
}

/// Upper bound of the bytes that the texts have in common.
template <bool one_left>
HWY_INLINE WordVector common_bound(const BagWords& left, const BagWords& right, WordVector left_lengths,
                                   WordVector right_lengths, std::size_t at) {
  const WordTag tag;
  // Counted a byte at a time, of which all three words have 96 at most, and added up once.
  const auto count_common = [&](const std::uint32_t* of_left, const std::uint32_t* of_right) HWY_ATTR {
    return hn::PopulationCount(hn::BitCast(
        ByteTag(), hn::And(load_left<one_left>(tag, of_left, at), hn::LoadU(tag, of_right + at))));
  };
  const auto bytes =
      hn::Add(hn::Add(count_common(left.once, right.once), count_common(left.twice, right.twice)),
              count_common(left.thrice, right.thrice));
  const auto quarters = hn::BitCast(tag, bytes);
  const auto halves = hn::Add(quarters, hn::ShiftRight<8>(quarters));
  const auto sums = hn::And(hn::Add(halves, hn::ShiftRight<16>(halves)), hn::Set(tag, 0xFF));
  return hn::Add(sums, hn::Min(hn::ShiftRight<16>(left_lengths), hn::ShiftRight<16>(right_lengths)));
}

HWY_INLINE WordVector lengths_in(WordVector length_and_extra) {
  return hn::And(length_and_extra, hn::Set(WordTag(), 0xFFFF));
}

HWY_INLINE hn::Vec<FloatTag> floats_of(WordVector words) {
  return hn::ConvertTo(FloatTag(), hn::BitCast(SignedTag(), words));
}

/// What thrice the Jaro similarity without transpositions must exceed, less one, by the number of equal
/// leading bytes: what each adds to that of one fewer.
struct SimilarityNeeds {
  SimilarityNeeds(double threshold, bool has_prefix) {
    double before = 0;
    for (int prefix = 0; prefix <= (has_prefix ? 4 : 0); ++prefix) {
      const double need = 3 * (threshold - 0.1 * prefix) / (1 - 0.1 * prefix) - 1;
      added[prefix] = static_cast<float>(need - before);
      before = need;
    }
    added[0] -= kMargin;
  }
  // A few operations in single precision on numbers below 3 are off by less.
  static constexpr float kMargin = 1e-5f;
  float added[5] = {0, 0, 0, 0, 0};
};

/// c / a + c / b + 1 >= need + 1 for c bytes in common of a and b, without a division: c (a + b) > need a b.
template <bool one_left>
std::uint64_t may_be_similar(const BagWords& left, const BagWords& right, double threshold, bool has_prefix,
                             std::size_t count) {
  const SimilarityNeeds needs(threshold, has_prefix);
  const WordTag tag;
  const FloatTag floats;
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto left_words = load_left<one_left>(tag, left.length_and_extra, at);
    const auto right_words = hn::LoadU(tag, right.length_and_extra + at);
    const auto common = floats_of(common_bound<one_left>(left, right, left_words, right_words, at));
    const auto left_lengths = floats_of(lengths_in(left_words));
    const auto right_lengths = floats_of(lengths_in(right_words));
    auto need = hn::Set(floats, needs.added[0]);
    if (has_prefix) {
      const auto difference =
          hn::Xor(load_left<one_left>(tag, left.prefix, at), hn::LoadU(tag, right.prefix + at));
      const auto add_if_same = [&](std::uint32_t mask, float added) HWY_ATTR {
        const auto same = hn::Eq(hn::And(difference, hn::Set(tag, mask)), hn::Zero(tag));
        need = hn::Add(need, hn::IfThenElseZero(hn::RebindMask(floats, same), hn::Set(floats, added)));
      };
      add_if_same(0xFFu, needs.added[1]);
      add_if_same(0xFFFFu, needs.added[2]);
      add_if_same(0xFFFFFFu, needs.added[3]);
      add_if_same(0xFFFFFFFFu, needs.added[4]);
    }
    const auto has = hn::Mul(common, hn::Add(left_lengths, right_lengths));
    return hn::RebindMask(tag, hn::Gt(has, hn::Mul(need, hn::Mul(left_lengths, right_lengths))));
  });
}

/// An edit takes at most one byte out of what the longer text has in common with the other.
template <bool one_left>
std::uint64_t may_be_close(const BagWords& left, const BagWords& right, std::int32_t limit,
                           std::size_t count) {
  const WordTag tag;
  const SignedTag numbers;
  const auto over = hn::Set(numbers, limit + 1);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto left_lengths = load_left<one_left>(tag, left.length_and_extra, at);
    const auto right_lengths = hn::LoadU(tag, right.length_and_extra + at);
    const auto common = common_bound<one_left>(left, right, left_lengths, right_lengths, at);
    const auto longer = hn::Max(lengths_in(left_lengths), lengths_in(right_lengths));
    const auto least = hn::Sub(hn::BitCast(numbers, longer), hn::BitCast(numbers, common));
    return hn::RebindMask(tag, hn::Lt(least, over));
  });
}

std::uint64_t not_zero(const std::uint32_t* words, std::size_t count) {
  const WordTag tag;
  return for_lanes(
      tag, count, [&](std::size_t at) HWY_ATTR { return hn::Ne(hn::LoadU(tag, words + at), hn::Zero(tag)); });
}

std::uint64_t equal_bytes(const std::uint8_t* values, std::uint8_t value) {
  const ByteTag tag;
  const auto wanted = hn::Set(tag, value);
  return for_lanes(tag, kLanes,
                   [&](std::size_t at) HWY_ATTR { return hn::Eq(hn::LoadU(tag, values + at), wanted); });
}

void set_bytes(std::uint8_t* values, std::uint64_t mask, std::uint8_t value) {
  const ByteTag tag;
  constexpr std::size_t kWidth = hn::MaxLanes(ByteTag());
  const auto filled = hn::Set(tag, value);
  for (std::size_t at = 0; at < kLanes; at += kWidth) {
    const std::uint64_t part = mask >> at;
    if (part == 0) break;
    alignas(8) std::uint8_t bits[8];
    std::memcpy(bits, &part, sizeof part);
    const auto old = hn::LoadU(tag, values + at);
    hn::StoreU(hn::IfThenElse(hn::LoadMaskBits(tag, bits), filled, old), tag, values + at);
  }
}

void add_products(std::uint32_t* sums, const std::uint8_t* values, std::uint32_t factor, std::size_t count) {
  const WordTag tag;
  const hn::Rebind<std::uint8_t, WordTag> narrow;
  constexpr std::size_t kWidth = hn::MaxLanes(WordTag());
  const auto factors = hn::Set(tag, factor);
  for (std::size_t at = 0; at < count; at += kWidth) {
    const auto wide = hn::PromoteTo(tag, hn::LoadU(narrow, values + at));
    hn::StoreU(hn::Add(hn::LoadU(tag, sums + at), hn::Mul(wide, factors)), tag, sums + at);
  }
}

#include "compare/lane_operations.inc"

template <bool one_left>
constexpr LaneTests tests_of() {
  return {equal<one_left>,           different<one_left>,      less<one_left>,
          either_zero<one_left>,     near<one_left>,           near_whole<one_left>,
          one_digit_apart<one_left>, may_be_similar<one_left>, may_be_close<one_left>};
}

}  // namespace

const LaneKernels* kernels_of_target() {
  static constexpr LaneKernels kKernels = {tests_of<true>(),    tests_of<false>(), not_zero,
                                           run_lane_operations, equal_bytes,       set_bytes,
                                           add_products};
  return &kKernels;
}

}  // namespace HWY_NAMESPACE
}  // namespace byname
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

#include "base/simd_target.hpp"

namespace byname {

HWY_EXPORT(kernels_of_target);

const LaneKernels& lane_kernels_of(const std::string& level) {
  const std::int64_t target = highway_target(level);
  if ((HWY_TARGETS & target) == 0) return plain_lane_kernels();
  const ForcedHighwayTarget forced(target);
  return *HWY_DYNAMIC_DISPATCH(kernels_of_target)();
}

const LaneKernels& lane_kernels() {
  static const LaneKernels& kernels = lane_kernels_of(chosen_simd_target());
  return kernels;
}

}  // namespace byname

#endif  // HWY_ONCE
