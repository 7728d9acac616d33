// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "block/rule_blocks.hpp"
#include "model/splink_scorer.hpp"

namespace byname {

/// Pairs with their scores, a column each; row i of all belongs together.
struct SplinkPairs {
  std::size_t num_comparisons = 0;
  std::vector<std::uint32_t> left;  ///< records
  std::vector<std::uint32_t> right;
  std::vector<std::uint8_t> rule;  ///< the first rule that brings the pair
  std::vector<double> match_weight;
  std::vector<double> match_probability;
  std::vector<std::int8_t> gammas;  ///< [pair * num_comparisons + comparison]
  std::uint64_t num_compared = 0;
  std::vector<std::uint64_t> num_of_rule;  ///< pairs compared that each rule was the first to bring

  std::size_t size() const { return left.size(); }
  std::span<const std::int8_t> gammas_of(std::size_t pair) const {
    return {gammas.data() + pair * num_comparisons, num_comparisons};
  }
};

/// Compares and scores every pair of the blocks, and keeps those of at least `min_probability`, by left
/// record, then right; pair_scoring.hpp does it for more pairs than should stand side by side. The same for
/// any number of threads.
SplinkPairs score_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer, const SplinkScorer& scorer,
                        double min_probability, const ExecutionContext& context);

}  // namespace byname
