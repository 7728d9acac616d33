// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "block/rule_counts.hpp"
#include "evaluate/candidate_keys.hpp"
#include "evaluate/likely_matches.hpp"

namespace byname {

/// A share with its 95 % interval.
struct RecallEstimate {
  double recall = 0;
  double low = 0;
  double high = 1;
};

/// A rule that is proposed.
struct ProposedRule {
  std::string condition;     ///< as a model file takes it
  std::string label;         ///< in short: "surname + substr(dob, 1, 4)"
  RuleCount count;           ///< exact
  double recall_so_far = 0;  ///< share of the likely matches that this rule and those before it bring
};

/// Blocking rules within a budget of pairs.
struct BlockingProposal {
  std::vector<ProposedRule> rules;
  std::uint64_t num_pairs = 0;  ///< that all rules bring together
  RecallEstimate recall;        ///< of all together, for pairs that the choice had not seen
  double recall_seen = 0;       ///< for the likely matches that it was chosen by
  double num_matches = 0;       ///< likely matches that it rests on: the sum of their probabilities
  double num_seeds = 0;         ///< records that were compared with all others to find them
  double num_seed_matches = 0;  ///< of these, those with a likely match
  std::size_t num_candidates = 0;
};

/// Chooses rules: conjunctions of one to three keys of different columns. Each likely match is a set of keys
/// that it agrees on, so keys that fail together are seen to. Greedy cover with a price a pair, which is
/// raised until all rules together keep the budget; a rule that the others make needless is dropped. The
/// recall that is reported is that of the choice less its optimism: half of the seeds choose, the other half
/// judge, and the difference is taken off. Its interval takes seeds as the unit.
BlockingProposal propose_rules(const std::vector<CandidateKey>& keys, const std::vector<LikelyMatch>& matches,
                               std::size_t num_seeds, double budget, ValueTable& table,
                               const PairOrder& order, const ExecutionContext& context);

}  // namespace byname
