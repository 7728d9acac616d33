// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "compare/record_tile.hpp"

namespace byname {

/// Some pairs, by rule, then left record, then right.
struct SampledPairs {
  std::vector<std::uint32_t> left;
  std::vector<std::uint32_t> right;
  std::vector<std::uint8_t> rule;

  std::size_t size() const { return left.size(); }
};

/// Samples the pairs of each rule while they pass by. A pair is taken at level k if the lowest k bits of a
/// hash of its two records are 0; each rule takes the lowest level at which it has no more pairs than its
/// share. What is taken depends on the pairs alone, not on their order, nor on who sees which.
class PairSampler {
 public:
  /// `max_pairs` of all rules together, in equal shares; all pairs if there are no more in all.
  PairSampler(std::size_t num_rules, std::uint64_t max_pairs);

  /// Shows the open lanes, whose records are numbers[record of the lanes]; null: the records themselves.
  void add(std::uint8_t rule, const Lanes& lanes, std::uint64_t open, const std::uint32_t* numbers);
  /// Takes over what another has sampled.
  void merge(const PairSampler& other);
  /// What is sampled of all.
  SampledPairs finish() &&;

 private:
  struct Rule {
    unsigned level = 0;
    std::vector<std::uint64_t> pairs;  ///< left << 32 | right
  };
  void raise(Rule& rule, std::uint64_t most) const;

  std::uint64_t max_pairs_;
  std::vector<Rule> rules_;
};

}  // namespace byname
