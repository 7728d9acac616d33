// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "compare/splink_comparer.hpp"

namespace byname {

/// Numbers the gamma patterns of a model: mixed radix, each gamma + 1 a digit. Models with few patterns have
/// dense numbers that tables are indexed by; others pack into 128 bits.
class GammaPatterns {
 public:
  static constexpr std::uint64_t kMostDense = std::uint64_t{1} << 22;
  using Words = std::array<std::uint64_t, 2>;

  /// Fails a check if the patterns do not fit 128 bits.
  explicit GammaPatterns(const SplinkComparer& comparer);

  std::size_t num_comparisons() const { return places_.size(); }
  /// True if every pattern's number is below num_patterns().
  bool is_dense() const { return num_patterns_ <= kMostDense; }
  /// Of a dense model.
  std::uint64_t num_patterns() const { return num_patterns_; }
  /// Gamma of a comparison in a pattern.
  std::int8_t gamma(const Words& pattern, std::size_t comparison) const {
    const Place& place = places_[comparison];
    return static_cast<std::int8_t>(static_cast<int>(pattern[place.word] / place.stride % place.radix) - 1);
  }
  /// All gammas of a pattern.
  void unpack(const Words& pattern, std::span<std::int8_t> gammas) const;
  /// Numbers of the patterns of the first `count` lanes, for a dense model; the others' are anything.
  void number(const SplinkComparer::LaneGammas& gammas, std::size_t count,
              std::array<std::uint32_t, kLanes>& numbers) const;
  /// Pattern of one lane, for any model.
  Words pack(const SplinkComparer::LaneGammas& gammas, std::size_t lane) const;
  /// Pattern of gammas, for any model; of a dense one the first word is its number.
  Words pack(std::span<const std::int8_t> gammas) const;

 private:
  struct Place {
    std::size_t word;
    std::uint64_t stride;
    std::uint64_t radix;
  };
  std::vector<Place> places_;
  std::uint64_t num_patterns_ = 1;  ///< saturated above kMostDense
};

}  // namespace byname
