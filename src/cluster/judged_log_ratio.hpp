// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>

#include "cluster/pair_graph.hpp"

namespace byname {

/// A forbidden pair: so low that no sum of others makes it good, yet finite, so that it can be weighed.
inline constexpr double kForbiddenLogRatio = -1e7;
/// A pair that is judged the same says no less than this: p = .993.
inline constexpr double kJudgedLogOdds = 5;

/// What a pair says, given its log ratio by the fields and what is known of it besides. `log_odds_lambda`: ln
/// of the odds that any two mentions are one person.
inline double judged_log_ratio(const GraphPair& pair, double log_ratio, double log_odds_lambda) {
  if (pair.is_forbidden) return kForbiddenLogRatio;
  return pair.is_required ? std::max(log_ratio, kJudgedLogOdds - log_odds_lambda) : log_ratio;
}

}  // namespace byname
