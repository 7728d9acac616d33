// SPDX-License-Identifier: Apache-2.0
#include "model/comparison_counts.hpp"

#include <bit>
#include <memory>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 16;
constexpr std::size_t kLanes = 64;

/// Packs gammas: mixed radix in two words, which hold any model of up to 120 levels a comparison and as many
/// comparisons as 128 bits take.
class GammaCode {
 public:
  explicit GammaCode(const SplinkComparer& comparer) {
    std::size_t word = 0;
    std::uint64_t stride = 1;
    for (std::size_t k = 0; k < comparer.num_comparisons(); ++k) {
      const auto radix = static_cast<std::uint64_t>(comparer.num_gammas(k) + 1);
      if (stride > UINT64_MAX / radix) {
        ++word;
        stride = 1;
      }
      BYNAME_CHECK(word < 2, "more gamma patterns than 128 bits hold: {} comparisons",
                   comparer.num_comparisons());
      places_.push_back({word, stride, radix});
      stride *= radix;
    }
  }
  void pack(const std::int8_t* gammas, std::uint64_t (&words)[2]) const {
    words[0] = words[1] = 0;
    for (std::size_t k = 0; k < places_.size(); ++k)
      words[places_[k].word] += static_cast<std::uint64_t>(gammas[k] + 1) * places_[k].stride;
  }
  std::int8_t gamma(const std::uint64_t (&words)[2], std::size_t k) const {
    return static_cast<std::int8_t>(
        static_cast<int>(words[places_[k].word] / places_[k].stride % places_[k].radix) - 1);
  }

 private:
  struct Place {
    std::size_t word;
    std::uint64_t stride;
    std::uint64_t radix;
  };
  std::vector<Place> places_;
};

/// A gamma pattern with the product of the frequency multipliers.
struct PairKey {
  std::uint64_t words[2] = {0, 0};
  double multiplier = 1;
  bool operator==(const PairKey& other) const {
    return words[0] == other.words[0] && words[1] == other.words[1] && multiplier == other.multiplier;
  }
  std::uint64_t hash() const {
    return mix64(words[0] ^ mix64(words[1] ^ std::bit_cast<std::uint64_t>(multiplier)));
  }
};

/// Counts keys, in the order of their first coming.
class KeyCounter {
 public:
  KeyCounter() : slots_(4096, 0) {}

  void add(const PairKey& key, double count) {
    if (entries_.size() * 2 >= slots_.size()) grow();
    std::size_t slot = key.hash() & (slots_.size() - 1);
    while (slots_[slot] != 0 && !(entries_[slots_[slot] - 1].key == key))
      slot = (slot + 1) & (slots_.size() - 1);
    if (slots_[slot] == 0) {
      entries_.push_back({key, 0});
      slots_[slot] = static_cast<std::uint32_t>(entries_.size());
    }
    entries_[slots_[slot] - 1].count += count;
  }

  struct Entry {
    PairKey key;
    double count = 0;
  };
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      std::size_t slot = entries_[i].key.hash() & (slots_.size() - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = i + 1;
    }
  }

  std::vector<std::uint32_t> slots_;  ///< number of the entry + 1
  std::vector<Entry> entries_;
};

/// Compares pairs in batches and counts their keys. Comparisons of `left_out` count as NULL.
class LaneCounter {
 public:
  LaneCounter(const SplinkComparer& comparer, const SplinkScorer* scorer, const std::vector<bool>& left_out)
      : comparer_(comparer),
        scorer_(scorer),
        left_out_(left_out),
        code_(comparer),
        gammas_(PairBatch::kMostPairs * comparer.num_comparisons()) {}

  void add(std::uint32_t left, std::uint32_t right) {
    comparer_.prefetch(left);
    comparer_.prefetch(right);
    left_.push_back(left);
    right_.push_back(right);
    if (left_.size() == PairBatch::kMostPairs) flush();
  }

  void flush() {
    const std::size_t comparisons = comparer_.num_comparisons();
    comparer_.compare(left_, right_, left_out_, scratch_, gammas_);
    PairKey key;
    for (std::size_t i = 0; i < left_.size(); ++i) {
      const std::int8_t* gammas = gammas_.data() + i * comparisons;
      code_.pack(gammas, key.words);
      key.multiplier = 1;
      for (std::size_t k = 0; scorer_ != nullptr && k < comparisons; ++k) {
        if (gammas[k] > 0 && scorer_->has_frequencies(k))
          key.multiplier *= scorer_->frequency_multiplier(k, gammas[k], left_[i], right_[i]);
      }
      counter_.add(key, 1);
    }
    left_.clear();
    right_.clear();
  }

  const KeyCounter& counter() const { return counter_; }

 private:
  const SplinkComparer& comparer_;
  const SplinkScorer* scorer_;
  const std::vector<bool>& left_out_;
  GammaCode code_;
  KeyCounter counter_;
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> right_;
  std::vector<std::int8_t> gammas_;
  SplinkComparer::Scratch scratch_;
};

ComparisonCounts collect(const std::vector<std::unique_ptr<LaneCounter>>& lanes,
                         const SplinkComparer& comparer) {
  KeyCounter all;
  for (const auto& lane : lanes) {
    for (const KeyCounter::Entry& entry : lane->counter().entries()) all.add(entry.key, entry.count);
  }
  const GammaCode code(comparer);
  ComparisonCounts counts;
  counts.num_comparisons = comparer.num_comparisons();
  for (const KeyCounter::Entry& entry : all.entries()) {
    for (std::size_t k = 0; k < counts.num_comparisons; ++k)
      counts.gammas.push_back(code.gamma(entry.key.words, k));
    counts.multiplier.push_back(entry.key.multiplier);
    counts.count.push_back(entry.count);
    counts.num_pairs += entry.count;
  }
  return counts;
}

}  // namespace

ComparisonCounts count_rule_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                                  const SplinkScorer* scorer, const std::vector<bool>& left_out,
                                  const ExecutionContext& context) {
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<std::unique_ptr<LaneCounter>> lanes(kLanes);
  parallel_chunks(context, kLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    lanes[lane] = std::make_unique<LaneCounter>(comparer, scorer, left_out);
    CallContext calls;
    for (std::size_t task = lane; task < tasks.size(); task += kLanes) {
      blocks.for_each_pair(tasks[task], calls,
                           [&](std::uint32_t left, std::uint32_t right) { lanes[lane]->add(left, right); });
      context.check_cancelled();
    }
    lanes[lane]->flush();
  });
  return collect(lanes, comparer);
}

ComparisonCounts count_sample_pairs(std::span<const std::uint32_t> records, const PairOrder& order,
                                    const SplinkComparer& comparer, const ExecutionContext& context) {
  const std::vector<bool> none_left_out(comparer.num_comparisons(), false);
  std::vector<std::unique_ptr<LaneCounter>> lanes(kLanes);
  parallel_chunks(context, kLanes, 1, [&](std::size_t lane, std::size_t, std::size_t) {
    lanes[lane] = std::make_unique<LaneCounter>(comparer, nullptr, none_left_out);
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
  return collect(lanes, comparer);
}

}  // namespace byname
