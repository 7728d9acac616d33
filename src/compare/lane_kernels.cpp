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

/// Upper bound of the bytes that the texts have in common.
template <bool one_left>
HWY_INLINE WordVector common_bound(const BagWords& left, const BagWords& right, WordVector left_lengths,
                                   WordVector right_lengths, std::size_t at) {
  const WordTag tag;
  const auto count_common = [&](const std::uint32_t* of_left, const std::uint32_t* of_right) HWY_ATTR {
    return hn::PopulationCount(hn::And(load_left<one_left>(tag, of_left, at), hn::LoadU(tag, of_right + at)));
  };
  const auto extra = hn::Min(hn::ShiftRight<16>(left_lengths), hn::ShiftRight<16>(right_lengths));
  return hn::Add(hn::Add(count_common(left.once, right.once), count_common(left.twice, right.twice)),
                 hn::Add(count_common(left.thrice, right.thrice), extra));
}

HWY_INLINE WordVector lengths_in(WordVector length_and_extra) {
  return hn::And(length_and_extra, hn::Set(WordTag(), 0xFFFF));
}

HWY_INLINE hn::Vec<FloatTag> floats_of(WordVector words) {
  return hn::ConvertTo(FloatTag(), hn::BitCast(SignedTag(), words));
}

/// Number of equal leading bytes, 0 to 4.
template <bool one_left>
HWY_INLINE hn::Vec<FloatTag> common_prefix(const BagWords& left, const BagWords& right, std::size_t at) {
  const WordTag tag;
  const FloatTag floats;
  const auto difference =
      hn::Xor(load_left<one_left>(tag, left.prefix, at), hn::LoadU(tag, right.prefix + at));
  const auto zero = hn::Zero(tag);
  const auto one = hn::Set(floats, 1.0f);
  auto length = hn::Zero(floats);
  for (const std::uint32_t mask : {0xFFu, 0xFFFFu, 0xFFFFFFu, 0xFFFFFFFFu}) {
    const auto same = hn::Eq(hn::And(difference, hn::Set(tag, mask)), zero);
    length = hn::Add(length, hn::IfThenElseZero(hn::RebindMask(floats, same), one));
  }
  return length;
}

/// The bound in single precision: a few operations on numbers below 2 are off by less than kMargin.
template <bool one_left>
std::uint64_t may_be_similar(const BagWords& left, const BagWords& right, double threshold, bool has_prefix,
                             std::size_t count) {
  constexpr double kMargin = 1e-5;
  const WordTag tag;
  const FloatTag floats;
  const auto least = hn::Set(floats, static_cast<float>(threshold - kMargin));
  const auto one = hn::Set(floats, 1.0f);
  const auto third = hn::Set(floats, 1.0f / 3);
  const auto tenth = hn::Set(floats, 0.1f);
  return for_lanes(tag, count, [&](std::size_t at) HWY_ATTR {
    const auto left_lengths = load_left<one_left>(tag, left.length_and_extra, at);
    const auto right_lengths = hn::LoadU(tag, right.length_and_extra + at);
    const auto common = floats_of(common_bound<one_left>(left, right, left_lengths, right_lengths, at));
    const auto shares = hn::Add(hn::Div(common, floats_of(lengths_in(left_lengths))),
                                hn::Div(common, floats_of(lengths_in(right_lengths))));
    auto bound = hn::Mul(hn::Add(shares, one), third);
    if (has_prefix) {
      const auto weight = hn::Mul(common_prefix<one_left>(left, right, at), tenth);
      bound = hn::MulAdd(weight, hn::Sub(one, bound), bound);
    }
    return hn::RebindMask(tag, hn::Ge(bound, least));
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
    alignas(8) std::uint8_t bits[8];
    std::memcpy(bits, &part, sizeof part);
    const auto old = hn::LoadU(tag, values + at);
    hn::StoreU(hn::IfThenElse(hn::LoadMaskBits(tag, bits), filled, old), tag, values + at);
  }
}

void add_products(std::uint32_t* sums, const std::uint8_t* values, std::uint32_t factor) {
  const WordTag tag;
  const hn::Rebind<std::uint8_t, WordTag> narrow;
  constexpr std::size_t kWidth = hn::MaxLanes(WordTag());
  const auto factors = hn::Set(tag, factor);
  for (std::size_t at = 0; at < kLanes; at += kWidth) {
    const auto wide = hn::PromoteTo(tag, hn::LoadU(narrow, values + at));
    hn::StoreU(hn::Add(hn::LoadU(tag, sums + at), hn::Mul(wide, factors)), tag, sums + at);
  }
}

#include "compare/lane_operations.inc"

template <bool one_left>
constexpr LaneTests tests_of() {
  return {equal<one_left>, different<one_left>,      less<one_left>,        either_zero<one_left>,
          near<one_left>,  may_be_similar<one_left>, may_be_close<one_left>};
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
