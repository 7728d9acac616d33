// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "evaluate/pair_sample.hpp"

namespace byname {

/// How often two comparisons agree together among pairs of different persons, against how often they would if
/// they were independent. Agreeing = at a level that speaks for one person, m > u.
struct ComparisonDependence {
  std::size_t first = 0;
  std::size_t second = 0;
  double pairs = 0;          ///< weighted pairs of the sample where both have a value
  double first_agrees = 0;   ///< of these
  double second_agrees = 0;  ///< of these
  double observed = 0;       ///< both agree
  double expected = 0;       ///< first_agrees * second_agrees / pairs
  double ratio = 1;          ///< c = (observed + 5) / (expected + 5)

  /// Bits by which the match weight of a pair that agrees on both is too high.
  double bits() const;
};

/// Measures all pairs of comparisons over gamma patterns of the full pair space, each pair weighted by the
/// probability that it is no match. That probability itself suffers from the dependence, so the weights are
/// computed again with the bits taken off, `kRounds` times, from independence up (the two-way log-linear
/// class of non-matches: Thibaudeau 1993, Larsen & Rubin 2001, as a table). Ordered by first, second.
std::vector<ComparisonDependence> measure_dependence(const ComparisonCounts& counts,
                                                     const SplinkScorer& scorer);

/// The same over pairs that are known to be no matches (weight = share that is not), without iterating.
std::vector<ComparisonDependence> tabulate_dependence(const ComparisonCounts& counts,
                                                      const SplinkScorer& scorer,
                                                      const std::vector<double>& non_match_share);

/// Bits to take off the match weight of a pair: the sum over the dependences of `ratio` >= `least` whose two
/// comparisons both agree.
double bits_too_many(const std::vector<ComparisonDependence>& dependences, std::span<const std::int8_t> gammas,
                     const SplinkScorer& scorer, double least);

}  // namespace byname
