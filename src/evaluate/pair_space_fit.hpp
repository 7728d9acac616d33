// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "model/comparison_counts.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// Where the fit begins: with pairs as matches that have three values or more to compare and agree on all but
/// one at most, or with the parameters of the model.
enum class FitStart { kAnchor, kModel };

/// Two classes fitted to pattern counts of the full pair space.
struct PairSpaceFit {
  std::vector<double> probability;  ///< per pattern of the counts: of a match
  double matches = 0;               ///< expected, among the pairs counted
};

/// Fits lambda, m and u by expectation maximisation over all pairs counted, u with the matches' share taken
/// out. Once that has settled it goes on with a correction, after each step, for pairs of comparisons that
/// agree (gamma > 0) together too often among non-matches: ln c_ab, c_ab = (observed + 5) / (expected + 5),
/// is taken off where it is positive (two-way log-linear class of non-matches: Thibaudeau 1993; Larsen &
/// Rubin 2001). `model` gives levels and, with kModel, the start; it is not changed.
PairSpaceFit fit_pair_space(const SplinkModel& model, const ComparisonCounts& counts, FitStart start);

}  // namespace byname
