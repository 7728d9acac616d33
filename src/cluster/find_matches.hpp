// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/score_pairs.hpp"
#include "spec/linkage_table.hpp"

namespace byname {

/// What find_matches() is asked for.
struct MatchRequest {
  std::size_t num_earlier = 0;    ///< the first records of the table; the others are new
  std::vector<SplinkRule> rules;  ///< bring pairs together; none: every new record meets every earlier one
  double weight_threshold = -4;   ///< pairs of a greater match weight are kept, as Splink does
};

/// Finds the matches of new records among earlier ones: left = earlier, right = new; pairs of two earlier or
/// two new records are not looked at. Sorted by new record, then by falling weight, then by earlier record.
/// The same for any number of threads. Throws DataError as SplinkComparer, SplinkScorer and RuleBlocks do.
SplinkPairs find_matches(const SplinkModel& model, LinkageTable& table, const FrequencyTables& frequencies,
                         const MatchRequest& request, const ExecutionContext& context);

}  // namespace byname
