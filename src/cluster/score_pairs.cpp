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

/// Collects the pairs of a task to batches, and keeps those that score high enough.
class TaskScorer {
 public:
  TaskScorer(const SplinkComparer& comparer, const SplinkScorer& scorer, double min_probability,
             std::uint8_t rule, SplinkPairs& kept)
      : comparer_(comparer),
        scorer_(scorer),
        min_probability_(min_probability),
        rule_(rule),
        kept_(kept),
        gammas_(PairBatch::kMostPairs * comparer.num_comparisons()) {
    left_.reserve(PairBatch::kMostPairs);
    right_.reserve(PairBatch::kMostPairs);
  }

  void run(const RuleBlocks& blocks, const RuleBlocks::Task& task) {
    CallContext rule_calls;
    blocks.for_each_pair(task, rule_calls, [this](std::uint32_t left, std::uint32_t right) {
      comparer_.prefetch(left);
      comparer_.prefetch(right);
      left_.push_back(left);
      right_.push_back(right);
      if (left_.size() == PairBatch::kMostPairs) flush();
    });
    flush();
  }

 private:
  void flush() {
    const std::size_t comparisons = comparer_.num_comparisons();
    comparer_.compare(left_, right_, scratch_, gammas_);
    kept_.num_compared += left_.size();
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const std::span<const std::int8_t> gammas(gammas_.data() + i * comparisons, comparisons);
      const double odds = scorer_.odds(left_[i], right_[i], gammas);
      if (scorer_.probability(odds) < min_probability_) continue;
      kept_.left.push_back(left_[i]);
      kept_.right.push_back(right_[i]);
      kept_.rule.push_back(rule_);
      kept_.match_weight.push_back(scorer_.weight(odds));
      kept_.match_probability.push_back(scorer_.probability(odds));
      kept_.gammas.insert(kept_.gammas.end(), gammas.begin(), gammas.end());
    }
    left_.clear();
    right_.clear();
  }

  const SplinkComparer& comparer_;
  const SplinkScorer& scorer_;
  double min_probability_;
  std::uint8_t rule_;
  SplinkPairs& kept_;
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> right_;
  std::vector<std::int8_t> gammas_;
  SplinkComparer::Scratch scratch_;
};

}  // namespace

SplinkPairs score_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer, const SplinkScorer& scorer,
                        double min_probability, const ExecutionContext& context) {
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<SplinkPairs> parts(tasks.size());
  parallel_chunks(context, tasks.size(), 1, [&](std::size_t t, std::size_t, std::size_t) {
    TaskScorer(comparer, scorer, min_probability, static_cast<std::uint8_t>(tasks[t].rule), parts[t])
        .run(blocks, tasks[t]);
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
