// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/execution_context.hpp"
#include "cluster/link_results.hpp"
#include "register/database.hpp"

namespace byname {

/// Most sources whose overlap draws can tell apart; those beyond count as one more.
inline constexpr std::size_t kMostDrawnSources = 31;

/// What is drawn.
struct LinkageDrawRequest {
  std::vector<std::string> sources;          ///< whose overlap is asked for, ascending; bit k = the k-th
  std::unordered_set<std::string> left_out;  ///< persons, whose mentions are left out
  std::size_t num_draws = 200;               ///< rounded up to an even number
};

struct LinkageDraws {
  std::vector<PartitionDraw> draws;
  std::vector<Doubt> doubts;  ///< why the model is not to be trusted much (cluster/doubts.hpp)
};

/// Draws of who is one person among the held mentions with a name, as byname count draws them
/// (cluster/link_records.hpp): by the register's model, or where it keeps none one trained on all that is
/// held. A draw knows of links that are not sure, of the model's error, of pairs that no blocking key brings
/// together, of pairs that only a rule bars, and of matches that look like any other pair. What people judged
/// holds in every draw: pairs judged the same, what they merged, pairs judged different, and pairs whose
/// machine links wait for a judgement. In a pattern the bit after the last of `sources` stands for all
/// others. The same for the same register, seed and request. Throws UserError where there is too little to
/// compare.
LinkageDraws draw_linkage(Database& database, const LinkageDrawRequest& request,
                          const ExecutionContext& context);

/// Median and 95 % limits of the number of persons with a name over draws of the linkage.
struct DrawnNumber {
  std::int64_t low = 0;
  std::int64_t median = 0;
  std::int64_t high = 0;
  std::vector<Doubt> doubts;
};
DrawnNumber number_over_draws(Database& database, std::size_t num_draws, const ExecutionContext& context);

}  // namespace byname
