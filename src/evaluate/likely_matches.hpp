// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "block/pair_order.hpp"
#include "evaluate/pair_space_fit.hpp"

namespace byname {

/// A pair that may be one person.
struct LikelyMatch {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint32_t seed = 0;  ///< index of the seed record that found it
  double probability = 0;
};

/// Records drawn at random, each compared with all others: matches found that way are found whatever keys
/// they agree on, so they can say what a key would miss.
struct SeedPairs {
  std::vector<std::uint32_t> seeds;
  ComparisonCounts counts;             ///< gamma patterns of all pairs compared
  std::vector<LikelyMatch> alike;      ///< pairs that agree (gamma > 0) on two comparisons or more
  std::vector<std::uint32_t> pattern;  ///< of these: their pattern in `counts`
};

/// Compares about `max_pairs` pairs; all if there are no more. The same for any number of threads.
SeedPairs compare_seeds(const SplinkComparer& comparer, const PairOrder& order, double max_pairs,
                        const ExecutionContext& context);

/// The pairs whose pattern is a match with probability `least` or more under the fit.
std::vector<LikelyMatch> likely_matches(const SeedPairs& pairs, const PairSpaceFit& fit, double least);

}  // namespace byname
