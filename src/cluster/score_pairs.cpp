// SPDX-License-Identifier: Apache-2.0
#include "cluster/score_pairs.hpp"

#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 15;

template <typename T>
void append(std::vector<T>& all, std::vector<T>& part) {
  all.insert(all.end(), part.begin(), part.end());
  std::vector<T>().swap(part);
}

}  // namespace

SplinkPairs score_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer, const SplinkScorer& scorer,
                        double min_probability, const ExecutionContext& context) {
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<SplinkPairs> parts(tasks.size());
  parallel_chunks(context, tasks.size(), 1, [&](std::size_t t, std::size_t, std::size_t) {
    SplinkPairs& part = parts[t];
    CallContext calls;
    CallContext rule_calls;
    std::vector<std::int8_t> gammas(comparer.num_comparisons());
    blocks.for_each_pair(tasks[t], rule_calls, [&](std::uint32_t left, std::uint32_t right) {
      ++part.num_compared;
      comparer.compare(left, right, calls, gammas);
      const PairScore score = scorer.score(left, right, gammas);
      if (score.match_probability < min_probability) return;
      part.left.push_back(left);
      part.right.push_back(right);
      part.rule.push_back(static_cast<std::uint8_t>(tasks[t].rule));
      part.match_weight.push_back(score.match_weight);
      part.match_probability.push_back(score.match_probability);
      part.gammas.insert(part.gammas.end(), gammas.begin(), gammas.end());
    });
    context.advance(1);
  });
  SplinkPairs all;
  all.num_comparisons = comparer.num_comparisons();
  all.num_of_rule.assign(blocks.num_rules(), 0);
  for (std::size_t t = 0; t < parts.size(); ++t) {
    SplinkPairs& part = parts[t];
    all.num_compared += part.num_compared;
    all.num_of_rule[tasks[t].rule] += part.num_compared;
    append(all.left, part.left);
    append(all.right, part.right);
    append(all.rule, part.rule);
    append(all.match_weight, part.match_weight);
    append(all.match_probability, part.match_probability);
    append(all.gammas, part.gammas);
  }
  return all;
}

}  // namespace byname
