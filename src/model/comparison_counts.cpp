// SPDX-License-Identifier: Apache-2.0
#include "model/comparison_counts.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <numeric>

#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/worker_states.hpp"
#include "compare/pair_scanner.hpp"
#include "model/gamma_patterns.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kPairsPerTask = 1 << 17;

/// A gamma pattern with the product of the frequency multipliers.
struct PairKey {
  GammaPatterns::Words pattern = {0, 0};
  double multiplier = 1;

  bool operator==(const PairKey& other) const {
    return pattern == other.pattern && multiplier == other.multiplier;
  }
  bool operator<(const PairKey& other) const {
    return pattern != other.pattern ? pattern < other.pattern : multiplier < other.multiplier;
  }
  std::uint64_t hash() const {
    return mix64(pattern[0] ^ mix64(pattern[1] ^ std::bit_cast<std::uint64_t>(multiplier)));
  }
};

/// Counts keys.
class KeyCounter {
 public:
  KeyCounter() : slots_(4096, 0) {}

  void add(const PairKey& key, std::uint64_t count) {
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
    std::uint64_t count = 0;
  };
  /// Takes the counts out, in no particular order.
  std::vector<Entry> take() {
    std::vector<std::uint32_t>().swap(slots_);
    return std::move(entries_);
  }

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

/// What all counters of a run share.
struct CountTask {
  const SplinkComparer& comparer;
  const SplinkScorer* scorer;  ///< null: no frequencies
  const std::vector<bool>& left_out;
  GammaPatterns patterns;

  bool has_frequency(std::size_t comparison) const {
    return scorer != nullptr && !left_out[comparison] && scorer->has_frequencies(comparison);
  }
};

/// Compares pairs and counts them by their keys: whole numbers, whose sums do not depend on who counted what.
class PairCounter final : public PairVisitor {
 public:
  explicit PairCounter(const CountTask& task)
      : task_(task),
        batch_(task.comparer),
        dense_(task.patterns.is_dense() ? task.patterns.num_patterns() : 0, 0) {
    for (std::size_t k = 0; k < task.comparer.num_comparisons(); ++k) {
      if (task.has_frequency(k)) with_frequencies_.push_back(k);
    }
  }

  void visit(const Lanes& lanes, std::uint64_t open) override {
    task_.comparer.add(lanes, open, task_.left_out, batch_);
    if (batch_.is_full()) leave_tiles();
  }
  void leave_tiles() override {
    task_.comparer.settle(batch_);
    for (const SplinkComparer::Batch::Look& look : batch_.looks()) count(look);
    batch_.clear();
  }

  /// Adds the counts to those of others and forgets them.
  void move_into(std::vector<std::uint64_t>& dense, std::vector<KeyCounter::Entry>& entries) {
    for (std::size_t number = 0; number < dense_.size(); ++number) dense[number] += dense_[number];
    const std::vector<KeyCounter::Entry> taken = counter_.take();
    entries.insert(entries.end(), taken.begin(), taken.end());
  }

 private:
  using Gammas = SplinkComparer::LaneGammas;

  void count(const SplinkComparer::Batch::Look& look) {
    if (task_.patterns.is_dense()) task_.patterns.number(look.gammas, look.lanes.count, numbers_);
    const std::uint64_t adjusted = with_multiplier(look);
    for (std::uint64_t left = adjusted; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      counter_.add({pattern_of(look.gammas, lane), multipliers_[lane]}, 1);
    }
    count_plain(look.gammas, look.open & ~adjusted);
  }

  GammaPatterns::Words pattern_of(const Gammas& gammas, std::size_t lane) const {
    return task_.patterns.is_dense() ? GammaPatterns::Words{numbers_[lane], 0}
                                     : task_.patterns.pack(gammas, lane);
  }

  void count_plain(const Gammas& gammas, std::uint64_t open) {
    for (std::uint64_t left = open; left != 0; left &= left - 1) {
      const auto lane = static_cast<std::size_t>(std::countr_zero(left));
      if (task_.patterns.is_dense()) {
        ++dense_[numbers_[lane]];
      } else {
        counter_.add({pattern_of(gammas, lane), 1}, 1);
      }
    }
  }

  /// The lanes that some frequency adjusts; their products are in multipliers_.
  std::uint64_t with_multiplier(const SplinkComparer::Batch::Look& look) {
    std::uint64_t adjusted = 0;
    for (const std::size_t k : with_frequencies_) {
      const auto& plus_one = look.gammas.plus_one[k];
      for (std::uint64_t left = look.open & task_.scorer->adjusted_lanes(k, plus_one); left != 0;
           left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const std::uint64_t bit = std::uint64_t{1} << lane;
        if ((adjusted & bit) == 0) multipliers_[lane] = 1;
        adjusted |= bit;
        multipliers_[lane] *= task_.scorer->frequency_multiplier(k, plus_one[lane] - 1, look.lanes, lane);
      }
    }
    return adjusted;
  }

  const CountTask& task_;
  SplinkComparer::Batch batch_;
  std::array<std::uint32_t, kLanes> numbers_{};
  std::array<double, kLanes> multipliers_{};
  std::vector<std::size_t> with_frequencies_;
  std::vector<std::uint64_t> dense_;
  KeyCounter counter_;
};

/// Sorts by pattern, then multiplier, and adds the counts of equal keys.
void sort_and_add(std::vector<KeyCounter::Entry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const KeyCounter::Entry& a, const KeyCounter::Entry& b) { return a.key < b.key; });
  std::size_t kept = 0;
  for (const KeyCounter::Entry& entry : entries) {
    if (kept > 0 && entries[kept - 1].key == entry.key) {
      entries[kept - 1].count += entry.count;
    } else {
      entries[kept++] = entry;
    }
  }
  entries.resize(kept);
}

ComparisonCounts counts_of(const GammaPatterns& patterns, std::vector<KeyCounter::Entry> entries) {
  sort_and_add(entries);
  ComparisonCounts counts;
  counts.num_comparisons = patterns.num_comparisons();
  counts.multiplier.reserve(entries.size());
  counts.count.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const PairKey& key = entries[i].key;
    if (i == 0 || key.pattern != entries[i - 1].key.pattern) {
      counts.first_row.push_back(counts.num_rows());
      for (std::size_t k = 0; k < counts.num_comparisons; ++k)
        counts.gammas.push_back(patterns.gamma(key.pattern, k));
    }
    counts.multiplier.push_back(key.multiplier);
    counts.count.push_back(static_cast<double>(entries[i].count));
    counts.num_pairs += static_cast<double>(entries[i].count);
  }
  counts.first_row.push_back(counts.num_rows());
  return counts;
}

/// Counts in parallel: count(chunk, counter).
template <typename Count>
ComparisonCounts count_chunks(const CountTask& task, std::size_t num_chunks, const ExecutionContext& context,
                              const Count& count) {
  WorkerStates<PairCounter> counters([&] { return std::make_unique<PairCounter>(task); });
  parallel_chunks(context, num_chunks, 1, [&](std::size_t chunk, std::size_t, std::size_t) {
    counters.with([&](PairCounter& counter) { count(chunk, counter); });
  });
  std::vector<std::uint64_t> dense(task.patterns.is_dense() ? task.patterns.num_patterns() : 0, 0);
  std::vector<KeyCounter::Entry> entries;
  for (const auto& counter : counters.all()) counter->move_into(dense, entries);
  for (std::size_t number = 0; number < dense.size(); ++number) {
    if (dense[number] > 0) entries.push_back({{{number, 0}, 1}, dense[number]});
  }
  return counts_of(task.patterns, std::move(entries));
}

}  // namespace

ComparisonCounts count_rule_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                                  const SplinkScorer* scorer, const std::vector<bool>& left_out,
                                  const ExecutionContext& context) {
  const CountTask task{comparer, scorer, left_out, GammaPatterns(comparer)};
  const PairFilter filter(blocks, comparer.rows());
  WorkerStates<PairScanner> scanners(
      [&] { return std::make_unique<PairScanner>(blocks, filter, comparer.rows()); });
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  return count_chunks(task, tasks.size(), context, [&](std::size_t chunk, PairCounter& counter) {
    scanners.with([&](PairScanner& scanner) { scanner.scan(tasks[chunk], counter); });
  });
}

ComparisonCounts added_counts(const std::vector<ComparisonCounts>& parts, const SplinkComparer& comparer) {
  const GammaPatterns patterns(comparer);
  std::vector<KeyCounter::Entry> entries;
  for (const ComparisonCounts& part : parts) {
    for (std::size_t pattern = 0; pattern < part.num_patterns(); ++pattern) {
      const GammaPatterns::Words packed = patterns.pack(part.gammas_of(pattern));
      for (std::size_t row = part.first_row[pattern]; row < part.first_row[pattern + 1]; ++row)
        entries.push_back({{packed, part.multiplier[row]}, static_cast<std::uint64_t>(part.count[row])});
    }
  }
  return counts_of(patterns, std::move(entries));
}

std::uint64_t count_new_pairs(const RuleBlocks& blocks, const SplinkComparer& comparer,
                              const ExecutionContext& context) {
  const PairFilter filter(blocks, comparer.rows());
  WorkerStates<PairScanner> scanners(
      [&] { return std::make_unique<PairScanner>(blocks, filter, comparer.rows()); });
  const std::vector<RuleBlocks::Task> tasks = blocks.tasks(kPairsPerTask);
  std::vector<std::uint64_t> pairs(tasks.size(), 0);
  parallel_chunks(context, tasks.size(), 1, [&](std::size_t chunk, std::size_t, std::size_t) {
    scanners.with([&](PairScanner& scanner) {
      scanner.scan(tasks[chunk], [&](const Lanes&, std::uint64_t open) {
        pairs[chunk] += static_cast<std::uint64_t>(std::popcount(open));
      });
    });
  });
  return std::accumulate(pairs.begin(), pairs.end(), std::uint64_t{0});
}

ComparisonCounts count_sample_pairs(std::span<const std::uint32_t> records, const PairOrder& order,
                                    const SplinkComparer& comparer, const ExecutionContext& context) {
  const std::vector<bool> none_left_out(comparer.num_comparisons(), false);
  const CountTask task{comparer, nullptr, none_left_out, GammaPatterns(comparer)};
  std::vector<std::uint32_t> by_rank(records.begin(), records.end());
  std::sort(by_rank.begin(), by_rank.end(),
            [&](std::uint32_t a, std::uint32_t b) { return order.rank[a] < order.rank[b]; });
  const std::size_t parts = num_sample_parts(by_rank.size());
  return count_chunks(task, parts, context, [&](std::size_t part, PairCounter& counter) {
    scan_sample(by_rank, order, comparer.rows(), part, counter);
  });
}

}  // namespace byname
