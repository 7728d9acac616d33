// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "cluster/score_pairs.hpp"
#include "model/gamma_patterns.hpp"
#include "table/spill_file.hpp"

namespace byname {

/// What is wanted of pairs: each takes what those before it take, and more.
enum class PairParts {
  kProbabilities,  ///< records, rule and probability
  kScores,         ///< the match weight too
  kAll             ///< the gammas too
};

/// The pairs that a run keeps, by left record, then right, packed: 20 bytes a pair (36 where the model has
/// over 2^22 gamma patterns), in memory or on disk. They are looked at batch by batch.
class KeptPairs {
 public:
  KeptPairs() = default;
  /// Shows pairs that are at hand, which must outlive this.
  explicit KeptPairs(const SplinkPairs& pairs);

  std::size_t size() const { return num_pairs_; }
  std::size_t num_comparisons() const { return num_comparisons_; }
  std::size_t num_batches() const { return whole_ != nullptr ? 1 : batches_.size(); }
  /// Some of the pairs; those of batch i come before those of batch i + 1. Thread safe.
  SplinkPairs batch(std::size_t index) const { return batch(index, PairParts::kAll); }
  /// The same with what is wanted; what is not may be left out.
  SplinkPairs batch(std::size_t index, PairParts parts) const;
  /// visit(batch): batch after batch.
  template <typename Visit>
  void for_each_batch(PairParts parts, const Visit& visit) const {
    if (whole_ != nullptr) return visit(*whole_);
    for (std::size_t i = 0; i < batches_.size(); ++i) visit(batch(i, parts));
  }
  /// All at once, without gammas: for ways of clustering that need them so.
  SplinkPairs all_scores() const;

  std::uint64_t num_compared = 0;
  std::vector<std::uint64_t> num_of_rule;  ///< pairs compared that each rule was the first to bring

 private:
  friend class PairKeeper;
  struct Batch {
    std::string records;       ///< in memory
    SpillFile::Extent extent;  ///< or on disk
  };
  const SplinkPairs* whole_ = nullptr;
  std::size_t num_pairs_ = 0;
  std::size_t num_comparisons_ = 0;
  bool is_dense_ = true;
  bool is_certain_ = false;
  std::optional<GammaPatterns> patterns_;
  std::vector<Batch> batches_;
  std::unique_ptr<SpillFile> spill_;
};

/// Takes pairs in any order from several threads and puts them in order.
class PairKeeper {
 public:
  /// With a folder the pairs are kept on disk there; empty: in memory.
  PairKeeper(const GammaPatterns& patterns, bool is_certain, std::size_t num_records,
             const std::string& spill_folder);

  /// One thread's pairs on their way. flush() it when the last is there.
  class Buffer {
   public:
    explicit Buffer(PairKeeper& keeper);
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    void add(std::uint32_t left, std::uint32_t right, std::uint8_t rule, double odds,
             const GammaPatterns::Words& pattern);
    void flush();

   private:
    PairKeeper& keeper_;
    std::vector<std::string> waiting_;  ///< per bucket
  };

  /// Puts all in order. No buffer may be in use.
  KeptPairs finish(const ExecutionContext& context) &&;

 private:
  void add(std::size_t bucket, std::string_view records);

  GammaPatterns patterns_;
  bool is_certain_;
  std::size_t num_records_;
  std::string folder_;
  std::unique_ptr<SpillParts> spilled_;
  struct Bucket {
    std::mutex mutex;
    std::vector<std::string> blocks;
  };
  std::vector<std::unique_ptr<Bucket>> buckets_;
};

}  // namespace byname
