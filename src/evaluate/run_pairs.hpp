// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/execution_context.hpp"
#include "cluster/link_results.hpp"
#include "evaluate/linked_run.hpp"

namespace byname {

/// A pair that a run kept.
struct RunPair {
  std::uint32_t left = 0;  ///< mentions, left < right
  std::uint32_t right = 0;
  double weight = 0;  ///< log2 odds
  double probability = 0;
  std::optional<std::uint32_t> rule;   ///< index into LinkedRun::rules
  std::optional<PairOutcome> outcome;  ///< with byname count
  std::vector<int> gammas;             ///< per comparison of the run's model
};

/// The pairs of a run that matter, sorted by left, then right.
struct RunPairs {
  bool are_known = true;  ///< false: the folder keeps none (byname cluster without --metrics)
  std::vector<RunPair> pairs;

  /// Null where the run did not keep the pair.
  const RunPair* find(std::uint32_t a, std::uint32_t b) const;
};

/// Reads the pairs both of whose mentions have one and the same number in `component_of`, which is per
/// mention; kNoPerson: the mention does not matter. `mention_of` gives the mention of each place of the run.
/// Throws DataError if pairs.parquet is missing or does not fit.
RunPairs read_run_pairs(const LinkedRun& run, std::span<const std::uint32_t> mention_of,
                        std::span<const std::uint32_t> component_of, const ExecutionContext& context);

}  // namespace byname
