// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "block/rule_blocks.hpp"
#include "model/splink_scorer.hpp"

namespace byname {

/// Pairs counted by their gammas, and by the product of their term-frequency multipliers where one was asked
/// for: all that training needs of them. Rows of one gamma pattern stand together.
struct ComparisonCounts {
  std::size_t num_comparisons = 0;
  std::vector<std::int8_t> gammas;     ///< [pattern * num_comparisons + comparison]
  std::vector<std::size_t> first_row;  ///< per pattern, and the number of rows
  std::vector<double> multiplier;      ///< per row: product over the comparisons; 1 without frequencies
  std::vector<double> count;           ///< per row
  double num_pairs = 0;

  std::size_t num_rows() const { return count.size(); }
  std::size_t num_patterns() const { return first_row.size() - 1; }
  std::span<const std::int8_t> gammas_of(std::size_t pattern) const {
    return {gammas.data() + pattern * num_comparisons, num_comparisons};
  }
  /// Number of pairs of a pattern.
  double count_of(std::size_t pattern) const {
    double pairs = 0;
    for (std::size_t row = first_row[pattern]; row < first_row[pattern + 1]; ++row) pairs += count[row];
    return pairs;
  }
};

/// Counts all pairs of the blocks. `left_out`: per comparison, whether it is not looked at; its gamma is then
/// -1. With a scorer the multipliers of the others' term frequencies are part of the key. Rows are in an
/// order that does not depend on the number of threads.
ComparisonCounts count_rule_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                                  const SplinkScorer* scorer, const std::vector<bool>& left_out,
                                  const ExecutionContext& context);

/// What was counted of some pairs and of others, together; rows in the same order. `comparer` is that of any
/// of them.
ComparisonCounts added_counts(const std::vector<ComparisonCounts>& parts, const SplinkComparer& comparer);

/// Number of all pairs of the blocks.
std::uint64_t count_new_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                              const ExecutionContext& context);

/// Counts all allowed pairs among some records.
ComparisonCounts count_sample_pairs(std::span<const std::uint32_t> records, const PairOrder& order,
                                    const SplinkComparer& comparer, const ExecutionContext& context);

}  // namespace byname
