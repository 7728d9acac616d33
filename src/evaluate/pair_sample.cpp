// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1024;

/// Every k-th task of each rule, so that about `max_pairs` pairs are looked at, and one of each rule at
/// least.
std::vector<RuleBlocks::Task> some_tasks(const RuleBlocks& blocks, std::uint64_t num_pairs,
                                         std::uint64_t max_pairs) {
  std::vector<RuleBlocks::Task> all = blocks.tasks(kPairsPerTask);
  if (num_pairs <= max_pairs) return all;
  const std::uint64_t step = (num_pairs + max_pairs - 1) / max_pairs;
  std::vector<RuleBlocks::Task> some;
  std::size_t first = 0;
  while (first < all.size()) {
    std::size_t last = first;
    while (last < all.size() && all[last].rule == all[first].rule) ++last;
    for (std::size_t i = first + std::min<std::size_t>(step / 2, (last - first) / 2); i < last; i += step)
      some.push_back(all[i]);
    first = last;
  }
  return some;
}

/// Compares and scores the pairs of a task.
class SampleFiller {
 public:
  SampleFiller(const SplinkComparer& comparer, const SplinkScorer& scorer)
      : comparer_(comparer), scorer_(scorer), scratch_(comparer) {
    part_.num_comparisons = comparer.num_comparisons();
  }

  PairSample run(const RuleBlocks& blocks, const RuleBlocks::Task& task) {
    CallContext calls;
    blocks.for_each_pair(task, calls, [&](std::uint32_t left, std::uint32_t right) {
      part_.left.push_back(left);
      part_.right.push_back(right);
    });
    part_.rule.assign(part_.size(), static_cast<std::uint8_t>(task.rule));
    part_.gammas.resize(part_.size() * part_.num_comparisons);
    comparer_.compare(part_.left, part_.right, scratch_, part_.gammas);
    for (std::size_t pair = 0; pair < part_.size(); ++pair) weigh(pair);
    PairSample done = std::move(part_);
    part_ = PairSample{};
    part_.num_comparisons = comparer_.num_comparisons();
    return done;
  }

 private:
  void weigh(std::size_t pair) {
    const std::uint32_t left = part_.left[pair];
    const std::uint32_t right = part_.right[pair];
    const auto gammas = part_.gammas_of(pair);
    for (std::size_t k = 0; k < part_.num_comparisons; ++k) {
      const double factor = scorer_.bayes_factor(k, gammas[k]);
      const double frequency =
          scorer_.has_frequencies(k) ? scorer_.frequency_multiplier(k, gammas[k], left, right) : 1;
      part_.bits.push_back(static_cast<float>(std::log2(factor * frequency)));
    }
    part_.match_weight.push_back(static_cast<float>(scorer_.weight(scorer_.odds(left, right, gammas))));
  }

  const SplinkComparer& comparer_;
  const SplinkScorer& scorer_;
  SplinkComparer::Scratch scratch_;
  PairSample part_;
};

template <typename T>
void append(std::vector<T>& all, const std::vector<T>& part) {
  all.insert(all.end(), part.begin(), part.end());
}

}  // namespace

bool PairSample::is_all() const {
  return std::all_of(stands_for.begin(), stands_for.end(), [](double each) { return each == 1; });
}

PairSample sample_rule_pairs(const RuleBlocks& blocks, const std::vector<std::uint64_t>& num_of_rule,
                             const SplinkComparer& comparer, const SplinkScorer& scorer,
                             std::uint64_t max_pairs, const ExecutionContext& context) {
  const auto num_pairs = std::accumulate(num_of_rule.begin(), num_of_rule.end(), std::uint64_t{0});
  const std::vector<RuleBlocks::Task> tasks = some_tasks(blocks, num_pairs, max_pairs);
  PairSample sample;
  sample.num_comparisons = comparer.num_comparisons();
  sample = parallel_reduce(
      context, tasks.size(), 16, std::move(sample),
      [&](std::size_t begin, std::size_t end) {
        PairSample chunk;
        SampleFiller filler(comparer, scorer);
        for (std::size_t task = begin; task < end; ++task) {
          const PairSample part = filler.run(blocks, tasks[task]);
          append(chunk.left, part.left);
          append(chunk.right, part.right);
          append(chunk.rule, part.rule);
          append(chunk.gammas, part.gammas);
          append(chunk.bits, part.bits);
          append(chunk.match_weight, part.match_weight);
        }
        return chunk;
      },
      [](PairSample& total, const PairSample& part) {
        append(total.left, part.left);
        append(total.right, part.right);
        append(total.rule, part.rule);
        append(total.gammas, part.gammas);
        append(total.bits, part.bits);
        append(total.match_weight, part.match_weight);
      });
  std::vector<std::uint64_t> sampled(num_of_rule.size(), 0);
  for (const std::uint8_t rule : sample.rule) ++sampled[rule];
  for (std::size_t r = 0; r < sampled.size(); ++r)
    sample.stands_for.push_back(
        sampled[r] == 0 ? 1 : static_cast<double>(num_of_rule[r]) / static_cast<double>(sampled[r]));
  return sample;
}

ComparisonCounts sample_pair_space(std::size_t num_records, const PairOrder& order,
                                   const SplinkComparer& comparer, double max_pairs,
                                   const ExecutionContext& context) {
  const double share = std::sqrt(max_pairs / std::max(1.0, order.num_pairs()));
  std::vector<std::uint32_t> records;
  for (std::uint32_t record = 0; record < num_records; ++record) {
    RandomStream random(context.seed, RandomStage::kRecordSample, record, 1, 0);
    if (share >= 1 || random.uniform() < share) records.push_back(record);
  }
  return count_sample_pairs(records, order, comparer, context);
}

}  // namespace byname
