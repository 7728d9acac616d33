// SPDX-License-Identifier: Apache-2.0
#include "compare/lane_kernels_plain.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "compare/level_group.hpp"
#include "compare/record_tile.hpp"
#include "compare/text_ladder.hpp"

namespace byname {

namespace {

using Words = const std::uint32_t*;

template <typename Test>
std::uint64_t for_lanes(std::size_t count, const Test& test) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits |= std::uint64_t{test(i)} << i;
  return bits;
}

/// Place of the left value of lane i.
template <bool one_left>
std::size_t left_of(std::size_t i) {
  return one_left ? 0 : i;
}

template <bool one_left>
std::uint64_t equal(Words left, Words right, std::size_t count) {
  return for_lanes(count,
                   [&](std::size_t i) { return right[i] != 0 && left[left_of<one_left>(i)] == right[i]; });
}

template <bool one_left>
std::uint64_t different(Words left, Words right, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) { return left[left_of<one_left>(i)] != right[i]; });
}

template <bool one_left>
std::uint64_t less(Words left, Words right, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) { return left[left_of<one_left>(i)] < right[i]; });
}

template <bool one_left>
std::uint64_t either_zero(Words left, Words right, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) { return left[left_of<one_left>(i)] == 0 || right[i] == 0; });
}

template <bool one_left>
std::uint64_t near(const double* left, const double* right, double limit, bool is_strict, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) {
    const double difference = std::abs(left[left_of<one_left>(i)] - right[i]);
    return is_strict ? difference < limit : difference <= limit;
  });
}

template <bool one_left>
std::uint64_t near_whole(Words left, Words right, std::int32_t limit, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) {
    const std::uint32_t l = left[left_of<one_left>(i)];
    if (l == kNoWhole || right[i] == kNoWhole) return false;
    return std::abs(static_cast<std::int32_t>(l) - static_cast<std::int32_t>(right[i])) <= limit;
  });
}

template <bool one_left>
std::uint64_t one_digit_apart(Words left, Words right, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) {
    const std::uint32_t l = left[left_of<one_left>(i)];
    std::uint32_t different = l ^ right[i];
    different |= different >> 2;
    different = (different | different >> 1) & 0x11111111u;
    return l != 0 && right[i] != 0 && (different & (different - 1)) == 0;
  });
}

std::uint32_t length_of(const BagWords& bag, std::size_t i) { return bag.length_and_extra[i] & 0xFFFF; }

int common_bound(const BagWords& left, std::size_t l, const BagWords& right, std::size_t r) {
  return std::popcount(left.once[l] & right.once[r]) + std::popcount(left.twice[l] & right.twice[r]) +
         std::popcount(left.thrice[l] & right.thrice[r]) +
         static_cast<int>(std::min(left.length_and_extra[l] >> 16, right.length_and_extra[r] >> 16));
}

int common_prefix(std::uint32_t left, std::uint32_t right) {
  return std::countr_zero(std::uint64_t{left ^ right} | std::uint64_t{1} << 32) / 8;
}

template <bool one_left>
std::uint64_t may_be_similar(const BagWords& left, const BagWords& right, double threshold, bool has_prefix,
                             std::size_t count) {
  constexpr double kMargin = 1e-5;
  const auto least = static_cast<float>(threshold - kMargin);
  return for_lanes(count, [&](std::size_t i) {
    const std::size_t l = left_of<one_left>(i);
    const auto common = static_cast<float>(common_bound(left, l, right, i));
    const float shares =
        common / static_cast<float>(length_of(left, l)) + common / static_cast<float>(length_of(right, i));
    float bound = (shares + 1.0f) * (1.0f / 3);
    if (has_prefix) {
      const float weight = static_cast<float>(common_prefix(left.prefix[l], right.prefix[i])) * 0.1f;
      bound += weight * (1.0f - bound);
    }
    return bound >= least;
  });
}

template <bool one_left>
std::uint64_t may_be_close(const BagWords& left, const BagWords& right, std::int32_t limit,
                           std::size_t count) {
  return for_lanes(count, [&](std::size_t i) {
    const std::size_t l = left_of<one_left>(i);
    const auto longer = static_cast<int>(std::max(length_of(left, l), length_of(right, i)));
    return longer - common_bound(left, l, right, i) <= limit;
  });
}

std::uint64_t not_zero(Words words, std::size_t count) {
  return for_lanes(count, [&](std::size_t i) { return words[i] != 0; });
}

std::uint64_t equal_bytes(const std::uint8_t* values, std::uint8_t value) {
  return for_lanes(kLanes, [&](std::size_t i) { return values[i] == value; });
}

void set_bytes(std::uint8_t* values, std::uint64_t mask, std::uint8_t value) {
  for (; mask != 0; mask &= mask - 1) values[std::countr_zero(mask)] = value;
}

void add_products(std::uint32_t* sums, const std::uint8_t* values, std::uint32_t factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) sums[i] += factor * values[i];
}

#include "compare/lane_operations.inc"

template <bool one_left>
constexpr LaneTests tests_of() {
  return {equal<one_left>,           different<one_left>,      less<one_left>,
          either_zero<one_left>,     near<one_left>,           near_whole<one_left>,
          one_digit_apart<one_left>, may_be_similar<one_left>, may_be_close<one_left>};
}

}  // namespace

const LaneKernels& plain_lane_kernels() {
  static constexpr LaneKernels kKernels = {tests_of<true>(),    tests_of<false>(), not_zero,
                                           run_lane_operations, equal_bytes,       set_bytes,
                                           add_products};
  return kKernels;
}

}  // namespace byname
