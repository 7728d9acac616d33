// SPDX-License-Identifier: Apache-2.0
#include "cluster/pair_scoring.hpp"

#include <bit>
#include <numeric>

#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "compare/pair_scanner.hpp"

namespace byname {

namespace {

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

/// What all scorers of some blocks share.
struct ScoreTask {
  const SplinkComparer& comparer;
  const SplinkScorer& scorer;
  double min_probability;
  const GammaPatterns& patterns;
  const std::uint32_t* numbers;
  PatternScores scores;
  std::vector<bool> none_left_out;
};

}  // namespace

/// What a thread keeps from task to task.
class PairScoring::Worker final : public PairVisitor {
 public:
  Worker(PairScoring& scoring, const RuleBlocks& blocks, const PairFilter& filter, const ScoreTask& task)
      : num_of_rule(scoring.options_.num_rules, 0),
        sampler(scoring.options_.num_rules, scoring.options_.max_sampled),
        kept(scoring.keeper_),
        task_(task),
        is_sampling_(scoring.options_.max_sampled > 0),
        scanner_(blocks, filter, task.comparer.rows()),
        batch_(task.comparer),
        row_(task.comparer.num_comparisons()) {}

  void run(const RuleBlocks::Task& task) {
    rule_ = static_cast<std::uint8_t>(task.rule);
    scanner_.scan(task, *this);
  }
  void visit(const Lanes& lanes, std::uint64_t open) override {
    task_.comparer.add(lanes, open, task_.none_left_out, batch_);
    num_of_rule[rule_] += static_cast<std::uint64_t>(std::popcount(open));
    if (is_sampling_) sampler.add(rule_, lanes, open, task_.numbers);
    if (batch_.is_full()) leave_tiles();
  }
  void leave_tiles() override {
    task_.comparer.settle(batch_);
    for (const Look& look : batch_.looks()) {
      for (std::uint64_t left = that_may_pass(look); left != 0; left &= left - 1)
        score(look, static_cast<std::size_t>(std::countr_zero(left)));
    }
    batch_.clear();
  }

  std::vector<std::uint64_t> num_of_rule;
  PairSampler sampler;
  PairKeeper::Buffer kept;

 private:
  using Look = SplinkComparer::Batch::Look;

  std::uint64_t that_may_pass(const Look& look) {
    if (!task_.patterns.is_dense()) return look.open;
    task_.patterns.number(look.gammas, look.lanes.count, numbers_);
    std::uint64_t found = 0;
    for (std::uint64_t left = look.open; left != 0; left &= left - 1) {
      const int lane = std::countr_zero(left);
      found |= std::uint64_t{task_.scores.may_pass(numbers_[static_cast<std::size_t>(lane)])} << lane;
    }
    return found;
  }

  void score(const Look& look, std::size_t lane) {
    for (std::size_t k = 0; k < row_.size(); ++k)
      row_[k] = static_cast<std::int8_t>(look.gammas.plus_one[k][lane] - 1);
    const double odds = task_.scorer.odds(look.lanes, lane, row_);
    if (task_.scorer.probability(odds) < task_.min_probability) return;
    const std::uint32_t left = look.lanes.left(lane);
    const std::uint32_t right = look.lanes.right(lane);
    const GammaPatterns::Words pattern = task_.patterns.is_dense() ? GammaPatterns::Words{numbers_[lane], 0}
                                                                   : task_.patterns.pack(look.gammas, lane);
    const bool is_numbered = task_.numbers != nullptr;
    kept.add(is_numbered ? task_.numbers[left] : left, is_numbered ? task_.numbers[right] : right, rule_,
             odds, pattern);
  }

  const ScoreTask& task_;
  bool is_sampling_;
  PairScanner scanner_;
  SplinkComparer::Batch batch_;
  std::array<std::uint32_t, kLanes> numbers_{};
  std::vector<std::int8_t> row_;
  std::uint8_t rule_ = 0;
};

PairScoring::PairScoring(const PairScoringOptions& options)
    : options_(options),
      keeper_(options.patterns, options.is_certain, options.num_records, options.spill_folder),
      sampler_(options.num_rules, options.max_sampled),
      num_of_rule_(options.num_rules, 0) {}

void PairScoring::add(const RuleBlocks& blocks, const std::vector<RuleBlocks::Task>& tasks,
                      const SplinkComparer& comparer, const SplinkScorer& scorer,
                      const std::uint32_t* numbers, const ExecutionContext& context) {
  const ScoreTask task{comparer,
                       scorer,
                       options_.min_probability,
                       options_.patterns,
                       numbers,
                       PatternScores(options_.patterns, scorer, options_.min_probability),
                       std::vector<bool>(comparer.num_comparisons(), false)};
  const PairFilter filter(blocks, comparer.rows());
  WorkerStates<Worker> workers([&] { return std::make_unique<Worker>(*this, blocks, filter, task); });
  parallel_chunks(context, tasks.size(), 1, [&](std::size_t t, std::size_t, std::size_t) {
    workers.with([&](Worker& worker) { worker.run(tasks[t]); });
    context.advance(1);
  });
  const std::lock_guard lock(mutex_);
  for (const auto& worker : workers.all()) {
    worker->kept.flush();
    sampler_.merge(worker->sampler);
    for (std::size_t r = 0; r < num_of_rule_.size(); ++r) num_of_rule_[r] += worker->num_of_rule[r];
  }
}

ScoredPairs PairScoring::finish(const ExecutionContext& context) && {
  ScoredPairs found{std::move(keeper_).finish(context), std::move(sampler_).finish()};
  found.pairs.num_compared = std::accumulate(num_of_rule_.begin(), num_of_rule_.end(), std::uint64_t{0});
  found.pairs.num_of_rule = num_of_rule_;
  return found;
}

}  // namespace byname
