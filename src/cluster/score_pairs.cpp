// SPDX-License-Identifier: Apache-2.0
#include "cluster/score_pairs.hpp"

#include <algorithm>
#include <bit>

#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "compare/pair_scanner.hpp"
#include "model/gamma_patterns.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 17;

/// What is known of a pair by its gammas alone, for models whose patterns can be listed.
class PatternScores {
 public:
  PatternScores(const GammaPatterns& patterns, const SplinkScorer& scorer, double min_probability) {
    if (!patterns.is_dense()) return;
    // Products of ever greater factors round to ever greater numbers: with the largest multipliers in place
    // of the pair's own the odds are an upper bound, but for what pow() may be off.
    constexpr double kRoom = 1 + 1e-9;
    const std::size_t comparisons = patterns.num_comparisons();
    std::vector<std::vector<double>> largest(comparisons);
    for (std::size_t k = 0; k < comparisons; ++k) {
      for (int gamma = -1; gamma < scorer.num_gammas(k); ++gamma)
        largest[k].push_back(scorer.largest_multiplier(k, gamma));
    }
    may_pass_.resize(patterns.num_patterns());
    for (std::uint64_t number = 0; number < patterns.num_patterns(); ++number) {
      double odds = scorer.prior_odds();
      for (std::size_t k = 0; k < comparisons; ++k) {
        const std::int8_t gamma = patterns.gamma({number, 0}, k);
        odds *= scorer.bayes_factor(k, gamma) * largest[k][static_cast<std::size_t>(gamma + 1)];
      }
      may_pass_[number] = !(scorer.probability(odds * kRoom) < min_probability);
    }
  }
  bool may_pass(std::uint32_t number) const { return may_pass_[number] != 0; }

 private:
  std::vector<char> may_pass_;
};

/// What all scorers of a run share.
struct ScoreTask {
  const SplinkComparer& comparer;
  const SplinkScorer& scorer;
  double min_probability;
  GammaPatterns patterns;
  PatternScores scores;
  std::vector<bool> none_left_out;
};

/// Scores pairs and keeps those that score high enough.
class LaneScorer {
 public:
  explicit LaneScorer(const ScoreTask& task)
      : task_(task), gammas_(task.comparer.num_comparisons()), row_(task.comparer.num_comparisons()) {}

  void add(const Lanes& lanes, std::uint64_t open, std::uint8_t rule, SplinkPairs& kept) {
    task_.comparer.compare(lanes, open, task_.none_left_out, gammas_, calls_);
    kept.num_compared += static_cast<std::uint64_t>(std::popcount(open));
    for (std::uint64_t left = that_may_pass(open); left != 0; left &= left - 1)
      score(lanes, static_cast<std::size_t>(std::countr_zero(left)), rule, kept);
  }

 private:
  std::uint64_t that_may_pass(std::uint64_t open) {
    if (!task_.patterns.is_dense()) return open;
    task_.patterns.number(gammas_, numbers_);
    std::uint64_t found = 0;
    for (std::uint64_t left = open; left != 0; left &= left - 1) {
      const int lane = std::countr_zero(left);
      found |= std::uint64_t{task_.scores.may_pass(numbers_[static_cast<std::size_t>(lane)])} << lane;
    }
    return found;
  }

  void score(const Lanes& lanes, std::size_t lane, std::uint8_t rule, SplinkPairs& kept) {
    for (std::size_t k = 0; k < row_.size(); ++k)
      row_[k] = static_cast<std::int8_t>(gammas_.plus_one[k][lane] - 1);
    const double odds = task_.scorer.odds(lanes, lane, row_);
    const double probability = task_.scorer.probability(odds);
    if (probability < task_.min_probability) return;
    kept.left.push_back(lanes.left(lane));
    kept.right.push_back(lanes.right(lane));
    kept.rule.push_back(rule);
    kept.match_weight.push_back(task_.scorer.weight(odds));
    kept.match_probability.push_back(probability);
    kept.gammas.insert(kept.gammas.end(), row_.begin(), row_.end());
  }

  const ScoreTask& task_;
  SplinkComparer::LaneGammas gammas_;
  std::array<std::uint32_t, kLanes> numbers_{};
  std::vector<std::int8_t> row_;
  CallContext calls_;
};

/// What a worker keeps from task to task.
struct Worker {
  Worker(const RuleBlocks& blocks, const PairFilter& filter, const ScoreTask& task)
      : scanner(blocks, filter, task.comparer.rows()), scorer(task) {}
  PairScanner scanner;
  LaneScorer scorer;
};

/// Where each pair of the parts, one after another, comes to stand: by left record, then right.
std::vector<std::uint64_t> places_in_order(const std::vector<std::uint32_t>& left,
                                           const std::vector<std::uint32_t>& right, std::size_t num_records) {
  std::vector<std::uint64_t> at(num_records + 1, 0);
  for (const std::uint32_t record : left) ++at[record + std::size_t{1}];
  for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
  std::vector<std::uint64_t> order(left.size());
  for (std::size_t pair = 0; pair < left.size(); ++pair) order[at[left[pair]]++] = pair;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && left[order[end]] == left[order[begin]]) ++end;
    std::sort(order.begin() + static_cast<std::ptrdiff_t>(begin),
              order.begin() + static_cast<std::ptrdiff_t>(end),
              [&](std::uint64_t a, std::uint64_t b) { return right[a] < right[b]; });
    begin = end;
  }
  return order;
}

/// Joins one column of the parts, whose memory is given back.
template <typename T>
std::vector<T> concatenated(std::vector<SplinkPairs>& parts, std::vector<T> SplinkPairs::* column,
                            const ExecutionContext& context) {
  std::vector<std::size_t> begin = {0};
  for (const SplinkPairs& part : parts) begin.push_back(begin.back() + (part.*column).size());
  std::vector<T> all(begin.back());
  parallel_chunks(context, parts.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    std::copy((parts[i].*column).begin(), (parts[i].*column).end(),
              all.begin() + static_cast<std::ptrdiff_t>(begin[i]));
    std::vector<T>().swap(parts[i].*column);
  });
  return all;
}

/// The rows of `width` values in a new order.
template <typename T>
std::vector<T> in_order(const std::vector<T>& values, const std::vector<std::uint64_t>& order,
                        std::size_t width, const ExecutionContext& context) {
  constexpr std::size_t kChunk = 1 << 16;
  std::vector<T> sorted(values.size());
  parallel_chunks(context, order.size(), kChunk, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      std::copy_n(values.data() + order[i] * width, width, sorted.data() + i * width);
  });
  return sorted;
}

/// Joins the parts by the pairs' records.
SplinkPairs joined(std::vector<SplinkPairs>& parts, const std::vector<RuleBlocks::Task>& tasks,
                   const RuleBlocks& blocks, std::size_t num_comparisons, const ExecutionContext& context) {
  SplinkPairs all;
  all.num_comparisons = num_comparisons;
  all.num_of_rule.assign(blocks.num_rules(), 0);
  for (std::size_t t = 0; t < parts.size(); ++t) {
    all.num_compared += parts[t].num_compared;
    all.num_of_rule[tasks[t].rule] += parts[t].num_compared;
  }
  const auto left = concatenated(parts, &SplinkPairs::left, context);
  const auto right = concatenated(parts, &SplinkPairs::right, context);
  const auto order = places_in_order(left, right, blocks.table().num_records());
  all.left = in_order(left, order, 1, context);
  all.right = in_order(right, order, 1, context);
  all.rule = in_order(concatenated(parts, &SplinkPairs::rule, context), order, 1, context);
  all.match_weight = in_order(concatenated(parts, &SplinkPairs::match_weight, context), order, 1, context);
  all.match_probability =
      in_order(concatenated(parts, &SplinkPairs::match_probability, context), order, 1, context);
  all.gammas = in_order(concatenated(parts, &SplinkPairs::gammas, context), order, num_comparisons, context);
  return all;
}

}  // namespace

SplinkPairs score_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer, const SplinkScorer& scorer,
                        double min_probability, const ExecutionContext& context) {
  const GammaPatterns patterns(comparer);
  const ScoreTask task{comparer,
                       scorer,
                       min_probability,
                       patterns,
                       PatternScores(patterns, scorer, min_probability),
                       std::vector<bool>(comparer.num_comparisons(), false)};
  const PairFilter filter(blocks, comparer.rows());
  WorkerStates<Worker> workers([&] { return std::make_unique<Worker>(blocks, filter, task); });
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<SplinkPairs> parts(tasks.size());
  parallel_chunks(context, tasks.size(), 1, [&](std::size_t t, std::size_t, std::size_t) {
    workers.with([&](Worker& worker) {
      const auto rule = static_cast<std::uint8_t>(tasks[t].rule);
      worker.scanner.scan(tasks[t], [&](const Lanes& lanes, std::uint64_t open) {
        worker.scorer.add(lanes, open, rule, parts[t]);
      });
    });
    context.advance(1);
  });
  return joined(parts, tasks, blocks, comparer.num_comparisons(), context);
}

}  // namespace byname
