// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "evaluate/pair_sample.hpp"

namespace byname {

/// Below this ratio two comparisons agree together about as often as by chance.
inline constexpr double kTellingDependence = 2;

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
  double ratio = 1;          ///< c = (observed + 5) / (expected + 5); 1 where the excess may be chance

  /// Bits by which the match weight of a pair that agrees on both is too high.
  double bits() const;
};

/// Tabulates all pairs of comparisons over gamma patterns, each pair of records weighted by
/// `non_match_share` (per pattern of `counts`). This is the two-way part of the log-linear class of
/// non-matches (Thibaudeau 1993; Larsen & Rubin 2001) as a table. Ordered by first, second.
std::vector<ComparisonDependence> tabulate_dependence(const ComparisonCounts& counts,
                                                      const SplinkScorer& scorer,
                                                      std::span<const double> non_match_share);

/// The same over the full pair space, with 1 - p as weight. Matches that the model takes for no matches
/// agree on everything together, too: about D m_a m_b pairs on a and b. D is common to all pairs of
/// comparisons, so it is taken from them, as the upper quartile of (observed - expected) / (m_a m_b), and
/// taken off: what is left is particular to a and b. Two comparisons alone therefore never show a dependence.
/// An excess below three times its standard error gets ratio 1.
std::vector<ComparisonDependence> measure_dependence(const ComparisonCounts& counts,
                                                     const SplinkScorer& scorer, const SplinkModel& model);

/// Bits to take off the match weight of a pair: the sum over the dependences of `ratio` >= `least` whose two
/// comparisons both agree.
double bits_too_many(const std::vector<ComparisonDependence>& dependences,
                     std::span<const std::int8_t> gammas, const SplinkScorer& scorer, double least);

}  // namespace byname
