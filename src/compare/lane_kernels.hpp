// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "compare/lane_operation.hpp"

namespace byname {

struct Lanes;
class CallContext;
class WaitingTexts;

/// Pairs that are looked at together: one bit of a mask each.
inline constexpr std::size_t kLanes = 64;

/// Mask of the first `count` lanes, 0 to 64.
inline constexpr std::uint64_t first_lanes(std::size_t count) {
  return count >= kLanes ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

/// The bags of texts (ByteBag), a word each; arrays of the same order, or single words where one text is
/// compared with many.
struct BagWords {
  const std::uint32_t* once;
  const std::uint32_t* twice;
  const std::uint32_t* thrice;
  const std::uint32_t* prefix;
  const std::uint32_t* length_and_extra;  ///< length | extra << 16
};

/// A whole number from -kLargestWhole to kLargestWhole in a word. No number is further from any than the
/// largest limit.
inline constexpr std::int32_t kLargestWhole = (1 << 29) - 1;
inline constexpr std::int32_t kLargestLimit = (1 << 30) - 1;
inline constexpr std::uint32_t kNoWhole = std::uint32_t{1} << 31;

/// Tests of up to kLanes pairs at once. Every function gives a mask of the lanes where its test holds; lanes
/// from `count` on are 0. The left values are one for all pairs (`kOneLeft`) or one a pair. Arrays are
/// readable for kLanes values, whatever `count`. All levels give the same masks, but for the two bounds
/// (may_be_...): those may let another pair pass, never leave one out that must.
struct LaneTests {
  using Words = const std::uint32_t*;
  /// left == right, and not 0.
  std::uint64_t (*equal)(Words left, Words right, std::size_t count);
  /// left != right.
  std::uint64_t (*different)(Words left, Words right, std::size_t count);
  /// left < right.
  std::uint64_t (*less)(Words left, Words right, std::size_t count);
  /// Either is 0.
  std::uint64_t (*either_zero)(Words left, Words right, std::size_t count);
  /// |left - right| <= limit, or < limit; never for NaN.
  std::uint64_t (*near)(const double* left, const double* right, double limit, bool is_strict,
                        std::size_t count);
  /// |left - right| <= limit, of whole numbers that words hold; never for kNoWhole.
  std::uint64_t (*near_whole)(Words left, Words right, std::int32_t limit, std::size_t count);
  /// At most one of the digits that words hold, four bits each, differs; never where either is 0.
  std::uint64_t (*one_digit_apart)(Words left, Words right, std::size_t count);
  /// The Jaro-Winkler similarity of the texts may reach `threshold`, in (0, 1]: false where it surely does
  /// not. Without `has_prefix` the same of the Jaro similarity.
  std::uint64_t (*may_be_similar)(const BagWords& left, const BagWords& right, double threshold,
                                  bool has_prefix, std::size_t count);
  /// The edit distance of the texts may be `limit` or less.
  std::uint64_t (*may_be_close)(const BagWords& left, const BagWords& right, std::int32_t limit,
                                std::size_t count);
};

/// The kernels of one processor level.
struct LaneKernels {
  LaneTests one_left;   ///< one left value for all pairs
  LaneTests each_left;  ///< a left value a pair
  /// Word i != 0, for arrays of either side.
  std::uint64_t (*not_zero)(const std::uint32_t* words, std::size_t count);
  /// Goes through the operations for the open lanes, each for those that none before it took. values[lane]
  /// becomes the value of the level that takes it. With `waiting`, one an operation, candidates of those that
  /// can wait are put off and go on as if they were none.
  void (*run)(std::span<const LaneOperation> operations, const Lanes& lanes, std::uint64_t open,
              std::uint8_t* values, CallContext& calls, WaitingTexts* waiting);
  /// values[i] == value, of kLanes bytes.
  std::uint64_t (*equal_bytes)(const std::uint8_t* values, std::uint8_t value);
  /// values[i] = value for the lanes of the mask; values has kLanes bytes.
  void (*set_bytes)(std::uint8_t* values, std::uint64_t mask, std::uint8_t value);
  /// sums[i] += factor * values[i] for `count` lanes or some more; both are of kLanes.
  void (*add_products)(std::uint32_t* sums, const std::uint8_t* values, std::uint32_t factor,
                       std::size_t count);
};

/// The kernels of chosen_simd_target().
const LaneKernels& lane_kernels();

/// The kernels of one of simd_targets().
const LaneKernels& lane_kernels_of(const std::string& level);

}  // namespace byname
