// SPDX-License-Identifier: Apache-2.0
#include "cluster/score_pairs.hpp"

#include <utility>

#include "cluster/pair_scoring.hpp"

namespace byname {

namespace {

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& part) {
  all.insert(all.end(), part.begin(), part.end());
}

}  // namespace

SplinkPairs score_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer, const SplinkScorer& scorer,
                        double min_probability, const ExecutionContext& context) {
  PairScoring scoring({GammaPatterns(comparer), scorer.is_certain(), blocks.table().num_records(),
                       blocks.num_rules(), min_probability, 0, ""});
  scoring.add(blocks, blocks.tasks(PairScoring::kPairsPerTask), comparer, scorer, nullptr, context);
  const KeptPairs kept = std::move(scoring).finish(context).pairs;
  SplinkPairs all;
  all.num_comparisons = kept.num_comparisons();
  all.num_compared = kept.num_compared;
  all.num_of_rule = kept.num_of_rule;
  kept.for_each_batch(PairParts::kAll, [&](const SplinkPairs& batch) {
    append(all.left, batch.left);
    append(all.right, batch.right);
    append(all.rule, batch.rule);
    append(all.match_weight, batch.match_weight);
    append(all.match_probability, batch.match_probability);
    append(all.gammas, batch.gammas);
  });
  return all;
}

}  // namespace byname
