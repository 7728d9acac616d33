// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "block/rule_blocks.hpp"
#include "model/splink_scorer.hpp"

namespace byname {

/// Pairs counted by their gammas, and by the product of their term-frequency multipliers where one was asked
/// for: all that training needs of them.
struct ComparisonCounts {
  std::size_t num_comparisons = 0;
  std::vector<std::int8_t> gammas;  ///< [row * num_comparisons + comparison]
  std::vector<double> multiplier;   ///< per row: product over the comparisons; 1 without frequencies
  std::vector<double> count;        ///< per row
  double num_pairs = 0;

  std::size_t num_rows() const { return count.size(); }
  std::span<const std::int8_t> row(std::size_t i) const {
    return {gammas.data() + i * num_comparisons, num_comparisons};
  }
};

/// Counts all pairs of the blocks. `left_out`: per comparison, whether it is not looked at; its gamma is then
/// -1. With a scorer the multipliers of the others' term frequencies are part of the key. Rows are in an
/// order that does not depend on the number of threads.
ComparisonCounts count_rule_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                                  const SplinkScorer* scorer, const std::vector<bool>& left_out,
                                  const ExecutionContext& context);

/// Counts all allowed pairs among some records.
ComparisonCounts count_sample_pairs(std::span<const std::uint32_t> records, const PairOrder& order,
                                    const SplinkComparer& comparer, const ExecutionContext& context);

}  // namespace byname
