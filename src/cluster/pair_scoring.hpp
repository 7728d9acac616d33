// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "block/rule_blocks.hpp"
#include "cluster/kept_pairs.hpp"
#include "cluster/pair_sampler.hpp"
#include "model/splink_scorer.hpp"

namespace byname {

/// What scoring finds.
struct ScoredPairs {
  KeptPairs pairs;
  SampledPairs sample;  ///< of all pairs compared
};

/// How pairs are scored, and which are kept.
struct PairScoringOptions {
  GammaPatterns patterns;
  bool is_certain = false;  ///< SplinkScorer::is_certain()
  std::size_t num_records = 0;
  std::size_t num_rules = 0;
  double min_probability = 0;     ///< pairs of at least this probability are kept
  std::uint64_t max_sampled = 0;  ///< about so many pairs are sampled; 0: none
  std::string spill_folder;       ///< where the pairs kept go; empty: they stay in memory
};

/// Compares and scores the pairs of blocks, of all records at once or of some records after others. What it
/// finds is the same for any number of threads, and however the records are divided.
class PairScoring {
 public:
  static constexpr std::uint64_t kPairsPerTask = 1 << 17;

  explicit PairScoring(const PairScoringOptions& options);

  /// Scores the pairs of some tasks. `numbers`: per record of the blocks its number among all records,
  /// ascending; null: the same. Thread safe for different blocks.
  void add(const RuleBlocks& blocks, const std::vector<RuleBlocks::Task>& tasks,
           const SplinkComparer& comparer, const SplinkScorer& scorer, const std::uint32_t* numbers,
           const ExecutionContext& context);
  ScoredPairs finish(const ExecutionContext& context) &&;

 private:
  class Worker;
  PairScoringOptions options_;
  PairKeeper keeper_;
  std::mutex mutex_;
  PairSampler sampler_;
  std::vector<std::uint64_t> num_of_rule_;
};

}  // namespace byname
