// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/pair_sampler.hpp"
#include "model/comparison_counts.hpp"

namespace byname {

/// Pairs that blocking rules bring, or some of them, with what each comparison says: diagnostics look at
/// these and never at all pairs of a large job.
struct PairSample {
  std::size_t num_comparisons = 0;
  std::vector<std::uint32_t> left;
  std::vector<std::uint32_t> right;
  std::vector<std::uint8_t> rule;   ///< the first rule that brings the pair
  std::vector<std::int8_t> gammas;  ///< [pair * num_comparisons + comparison]
  std::vector<float> bits;          ///< likewise: log2 of m/u and of the term-frequency multiplier
  std::vector<float> match_weight;  ///< per pair: log2 of the odds, lambda included
  std::vector<double> stands_for;   ///< per rule: pairs of the job for each pair of the sample, >= 1

  std::size_t size() const { return left.size(); }
  std::span<const std::int8_t> gammas_of(std::size_t pair) const {
    return {gammas.data() + pair * num_comparisons, num_comparisons};
  }
  std::span<const float> bits_of(std::size_t pair) const {
    return {bits.data() + pair * num_comparisons, num_comparisons};
  }
  bool is_all() const;
};

/// Compares and scores pairs that were sampled while all were scored. `numbers`: what the records are called
/// among all, ascending; empty: the same. `num_of_rule`: pairs that each rule brought.
PairSample weigh_sample(const SampledPairs& sampled, std::span<const std::uint32_t> numbers,
                        const std::vector<std::uint64_t>& num_of_rule, const SplinkComparer& comparer,
                        const SplinkScorer& scorer, const ExecutionContext& context);

/// The records that sample_pair_space() draws, for about `max_pairs` pairs.
std::vector<std::uint32_t> draw_pair_space(std::size_t num_records, double num_possible_pairs,
                                           double max_pairs, std::uint64_t seed);

/// Gamma patterns of all allowed pairs among some records, of at most about `max_pairs` pairs: all records,
/// or a sample of them. The full pair space: what rules bring plays no part.
ComparisonCounts sample_pair_space(std::size_t num_records, const PairOrder& order,
                                   const SplinkComparer& comparer, double max_pairs,
                                   const ExecutionContext& context);

}  // namespace byname
