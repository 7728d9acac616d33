// SPDX-License-Identifier: Apache-2.0
#include "model/comparison_counts.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 16;
constexpr std::size_t kLanes = 64;

/// Counts keys of some bytes: gammas, then the multiplier.
class KeyCounter {
 public:
  explicit KeyCounter(std::size_t key_bytes) : key_bytes_(key_bytes), slots_(1024, 0) {}

  void add(const char* key, double count) {
    if (counts_.size() * 2 >= slots_.size()) grow();
    std::size_t slot = hash64({key, key_bytes_}) & (slots_.size() - 1);
    while (slots_[slot] != 0 && std::memcmp(key_at(slots_[slot] - 1), key, key_bytes_) != 0)
      slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot] == 0) {
      keys_.insert(keys_.end(), key, key + key_bytes_);
      counts_.push_back(0);
      slots_[slot] = static_cast<std::uint32_t>(counts_.size());
    }
    counts_[slots_[slot] - 1] += count;
  }
  std::size_t size() const { return counts_.size(); }
  const char* key_at(std::size_t i) const { return keys_.data() + i * key_bytes_; }
  double count(std::size_t i) const { return counts_[i]; }

 private:
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < counts_.size(); ++i) {
      std::size_t slot = hash64({key_at(i), key_bytes_}) & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = i + 1;
    }
  }

  std::size_t key_bytes_;
  std::vector<std::uint32_t> slots_;  ///< number of the key + 1
  std::vector<char> keys_;
  std::vector<double> counts_;
};

/// Compares pairs in batches and counts their keys.
class LaneCounter {
 public:
  LaneCounter(const SplinkComparer& comparer, const SplinkScorer* scorer,
              const std::vector<bool>& frequencies)
      : comparer_(comparer),
        scorer_(scorer),
        frequencies_(frequencies),
        counter(comparer.num_comparisons() + sizeof(double)),
        gammas_(PairBatch::kMostPairs * comparer.num_comparisons()),
        key_(comparer.num_comparisons() + sizeof(double)) {}

  void add(std::uint32_t left, std::uint32_t right) {
    comparer_.prefetch(left);
    comparer_.prefetch(right);
    left_.push_back(left);
    right_.push_back(right);
    if (left_.size() == PairBatch::kMostPairs) flush();
  }

  void flush() {
    const std::size_t comparisons = comparer_.num_comparisons();
    comparer_.compare(left_, right_, scratch_, gammas_);
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const std::int8_t* gammas = gammas_.data() + i * comparisons;
      double multiplier = 1;
      for (std::size_t k = 0; k < frequencies_.size(); ++k) {
        if (frequencies_[k]) multiplier *= scorer_->frequency_multiplier(k, gammas[k], left_[i], right_[i]);
      }
      std::memcpy(key_.data(), gammas, comparisons);
      std::memcpy(key_.data() + comparisons, &multiplier, sizeof(double));
      counter.add(key_.data(), 1);
    }
    left_.clear();
    right_.clear();
  }

 private:
  const SplinkComparer& comparer_;
  const SplinkScorer* scorer_;
  const std::vector<bool>& frequencies_;

 public:
  KeyCounter counter;

 private:
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> right_;
  std::vector<std::int8_t> gammas_;
  std::vector<char> key_;
  SplinkComparer::Scratch scratch_;
};

ComparisonCounts collect(const std::vector<std::unique_ptr<LaneCounter>>& lanes, std::size_t comparisons) {
  KeyCounter all(comparisons + sizeof(double));
  for (const auto& lane : lanes) {
    for (std::size_t i = 0; i < lane->counter.size(); ++i)
      all.add(lane->counter.key_at(i), lane->counter.count(i));
  }
  ComparisonCounts counts;
  counts.num_comparisons = comparisons;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char* key = all.key_at(i);
    double multiplier = 0;
    std::memcpy(&multiplier, key + comparisons, sizeof(double));
    counts.gammas.insert(counts.gammas.end(), key, key + comparisons);
    counts.multiplier.push_back(multiplier);
    counts.count.push_back(all.count(i));
    counts.num_pairs += all.count(i);
  }
  return counts;
}

}  // namespace

ComparisonCounts count_rule_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                                  const SplinkScorer& scorer, const std::vector<bool>& frequencies,
                                  const ExecutionContext& context) {
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<std::unique_ptr<LaneCounter>> lanes(kLanes);
  parallel_chunks(context, kLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    lanes[lane] = std::make_unique<LaneCounter>(comparer, &scorer, frequencies);
    CallContext calls;
    for (std::size_t task = lane; task < tasks.size(); task += kLanes) {
      blocks.for_each_pair(tasks[task], calls,
                           [&](std::uint32_t left, std::uint32_t right) { lanes[lane]->add(left, right); });
      context.check_cancelled();
    }
    lanes[lane]->flush();
  });
  return collect(lanes, comparer.num_comparisons());
}

ComparisonCounts count_sample_pairs(std::span<const std::uint32_t> records, const PairOrder& order,
                                    const SplinkComparer& comparer, const ExecutionContext& context) {
  const std::vector<bool> no_frequencies;
  std::vector<std::unique_ptr<LaneCounter>> lanes(kLanes);
  parallel_chunks(context, kLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    lanes[lane] = std::make_unique<LaneCounter>(comparer, nullptr, no_frequencies);
    for (std::size_t i = lane; i < records.size(); i += kLanes) {
      for (std::size_t j = i + 1; j < records.size(); ++j) {
        if (!order.allows(records[i], records[j])) continue;
        const bool in_order = order.rank[records[i]] < order.rank[records[j]];
        lanes[lane]->add(records[in_order ? i : j], records[in_order ? j : i]);
      }
      context.check_cancelled();
    }
    lanes[lane]->flush();
  });
  return collect(lanes, comparer.num_comparisons());
}

}  // namespace byname
