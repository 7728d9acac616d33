// SPDX-License-Identifier: Apache-2.0
#include "cluster/find_matches.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace byname {

namespace {

PairOrder earlier_before_new(std::size_t num_earlier, std::size_t num_records) {
  PairOrder order;
  order.only_between_lists = true;
  order.rank.resize(num_records);
  std::iota(order.rank.begin(), order.rank.end(), 0u);
  order.list.assign(num_records, 1);
  std::fill_n(order.list.begin(), num_earlier, 0u);
  return order;
}

/// A probability that pairs of the weight, or a little less, have.
double probability_at(double weight) {
  const double odds = std::exp2(std::clamp(weight - 1e-6, -996.0, 996.0));
  return weight <= -996 ? 0 : odds / (1 + odds) * (1 - 1e-9);
}

/// The pairs above the weight, sorted.
SplinkPairs chosen(const SplinkPairs& pairs, double weight_threshold) {
  std::vector<std::size_t> order;
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    if (pairs.match_weight[pair] > weight_threshold) order.push_back(pair);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (pairs.right[a] != pairs.right[b]) return pairs.right[a] < pairs.right[b];
    if (pairs.match_weight[a] != pairs.match_weight[b]) return pairs.match_weight[a] > pairs.match_weight[b];
    return pairs.left[a] < pairs.left[b];
  });
  SplinkPairs kept;
  kept.num_comparisons = pairs.num_comparisons;
  kept.num_compared = pairs.num_compared;
  kept.num_of_rule = pairs.num_of_rule;
  for (const std::size_t pair : order) {
    kept.left.push_back(pairs.left[pair]);
    kept.right.push_back(pairs.right[pair]);
    kept.rule.push_back(pairs.rule[pair]);
    kept.match_weight.push_back(pairs.match_weight[pair]);
    kept.match_probability.push_back(pairs.match_probability[pair]);
    const auto gammas = pairs.gammas_of(pair);
    kept.gammas.insert(kept.gammas.end(), gammas.begin(), gammas.end());
  }
  return kept;
}

}  // namespace

SplinkPairs find_matches(const SplinkModel& model, LinkageTable& table, const FrequencyTables& frequencies,
                         const MatchRequest& request, const ExecutionContext& context) {
  const PairOrder order = earlier_before_new(request.num_earlier, table.row.size());
  context.begin_step("preparing comparisons", 0);
  const SplinkComparer comparer(model, table.values, context);
  const SplinkScorer scorer(model, comparer, table.values, frequencies);
  context.begin_step("making blocks", 0);
  const RuleBlocks blocks(request.rules, table.values, order, context);
  context.begin_step("comparing pairs", 0);
  const SplinkPairs pairs =
      score_pairs(blocks, comparer, scorer, probability_at(request.weight_threshold), context);
  return chosen(pairs, request.weight_threshold);
}

}  // namespace byname
