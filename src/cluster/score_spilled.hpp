// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "block/rule_counts.hpp"
#include "cluster/pair_scoring.hpp"
#include "cluster/spilled_lists.hpp"

namespace byname {

/// What scoring lists on disk finds.
struct SpilledScores {
  ScoredPairs scored;
  std::vector<std::vector<LargeBlock>> largest;  ///< per rule, with their values; most pairs first
};

/// Compares and scores every pair that the model's rules bring, rule by rule and part by part, and keeps
/// those of at least `min_probability`, on disk. The same pairs, weights and sample as of the same lists in
/// memory.
SpilledScores score_spilled(const SpilledLists& lists, const FrequencyTables& given, double min_probability,
                            std::uint64_t max_sampled, std::size_t num_largest,
                            const ExecutionContext& context);

}  // namespace byname
