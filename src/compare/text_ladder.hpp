// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <vector>

#include "compare/condition_shape.hpp"
#include "compare/record_tile.hpp"
#include "text/byte_similarity.hpp"
#include "text/jaro_batch.hpp"

namespace byname {

/// Pairs of texts that may be similar, put off until there are many: then they are looked at side by side.
class WaitingTexts {
 public:
  /// Number of the look whose lanes are put off now.
  void begin_look(std::size_t look) { look_ = static_cast<std::uint16_t>(look); }
  bool empty() const { return pairs_.empty(); }

 private:
  friend class TextLadder;
  /// Places and sizes of two texts, in the order of the function's arguments, and where they belong.
  struct Pair {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint16_t first_size = 0;
    std::uint16_t second_size = 0;
    std::uint16_t look = 0;
    std::uint8_t lane = 0;
    std::uint8_t prefix = 0;  ///< equal leading bytes, at most 4
  };
  std::vector<Pair> pairs_;
  std::uint16_t look_ = 0;
};

/// A similarity or distance of two texts against thresholds.
class TextLadder {
 public:
  /// `ladders`: one question, in the order of their levels. `first` and `second`: the words of its arguments.
  TextLadder(const std::vector<Ladder>& ladders, const TextWords& first, const TextWords& second);

  /// Mask of the open lanes that may pass a threshold: most pairs end here, for a few instructions each.
  std::uint64_t candidates(const Lanes& lanes, std::uint64_t open) const;
  /// The operation that finds the same candidates and shows them to a group.
  LaneOperation operation(const LevelGroup* group) const;
  /// Asks for the texts of a lane, which level_of reads.
  void prefetch(const Lanes& lanes, std::size_t lane) const {
    if (!lanes.has_one_left) left_pool_->prefetch(lanes.left_words(left_words_ + TextWords::kPlace)[lane]);
    right_pool_->prefetch(lanes.right_words(right_words_ + TextWords::kPlace)[lane]);
  }
  /// Puts lanes off.
  void put_off(const Lanes& lanes, std::uint64_t candidates, WaitingTexts& waiting) const;
  /// What looking at them takes; one a thread.
  struct Batches {
    ShortJaroBatch up_to_16;
    LongJaroBatch up_to_32;
  };
  /// Looks at all that wait: found(look, lane, number of the first threshold that the pair passes).
  template <typename Found>
  void settle(WaitingTexts& waiting, Batches& batches, const Found& found) const;
  /// Number of the first threshold that a lane's pair passes, or kNone.
  int level_of(const Lanes& lanes, std::size_t lane) const;
  static constexpr int kNone = -1;

 private:
  struct Threshold {
    double value = 0;
    bool is_strict = false;
  };
  /// Number of the first threshold that a value passes, or kNone.
  int first_passed(double value) const;
  /// The same of the pairs of a batch, which is then empty.
  template <typename Batch, typename Found>
  void settle_batch(Batch& batch, const WaitingTexts::Pair* const* pairs, const Found& found) const;
  const TextPool& first_pool() const { return is_crossed_ ? *right_pool_ : *left_pool_; }
  const TextPool& second_pool() const { return is_crossed_ ? *left_pool_ : *right_pool_; }
  bool passes(double value, const Threshold& threshold) const;
  /// NaN where the function has no value.
  double value_of(std::string_view a, std::string_view b) const;

  TextFunction function_;
  std::vector<Threshold> thresholds_;
  double loosest_;
  JaroLimit limit_;
  FindJaroMatches find_matches_ = find_jaro_matches();
  const TextPool* left_pool_;  ///< of the left record's text
  const TextPool* right_pool_;
  std::size_t left_words_;  ///< first of its words
  std::size_t right_words_;
  bool is_crossed_;
};

template <typename Batch, typename Found>
void TextLadder::settle_batch(Batch& batch, const WaitingTexts::Pair* const* pairs,
                              const Found& found) const {
  jaro_batch_kernels().find(batch);
  for (std::size_t i = 0; i < batch.size; ++i) {
    const WaitingTexts::Pair& pair = *pairs[i];
    const JaroMatches matches = batch.matches(i);
    const auto common = static_cast<std::size_t>(std::popcount(matches.in_first));
    if (!limit_.may_reach(pair.first_size, pair.second_size, common, pair.prefix)) continue;
    const int level = first_passed(byte_jaro_winkler_of_matches(
        first_pool().text(pair.first, pair.first_size), second_pool().text(pair.second, pair.second_size),
        pair.prefix, matches));
    if (level != kNone) found(pair.look, pair.lane, level);
  }
  batch.clear();
}

template <typename Found>
void TextLadder::settle(WaitingTexts& waiting, Batches& batches, const Found& found) const {
  const WaitingTexts::Pair* shorts[ShortJaroBatch::kMostPairs];
  const WaitingTexts::Pair* longs[LongJaroBatch::kMostPairs];
  const auto add = [&](auto& batch, const WaitingTexts::Pair** pairs, const WaitingTexts::Pair& pair) {
    pairs[batch.size] = &pair;
    batch.add(first_pool().text(pair.first, pair.first_size),
              second_pool().text(pair.second, pair.second_size));
    if (batch.is_full()) settle_batch(batch, pairs, found);
  };
  for (const WaitingTexts::Pair& pair : waiting.pairs_) {
    const std::size_t longer = std::max(pair.first_size, pair.second_size);
    if (longer <= ShortJaroBatch::kMostBytes) {
      add(batches.up_to_16, shorts, pair);
    } else if (longer <= LongJaroBatch::kMostBytes) {
      add(batches.up_to_32, longs, pair);
    } else {
      const int level = first_passed(value_of(first_pool().text(pair.first, pair.first_size),
                                              second_pool().text(pair.second, pair.second_size)));
      if (level != kNone) found(pair.look, pair.lane, level);
    }
  }
  if (batches.up_to_16.size > 0) settle_batch(batches.up_to_16, shorts, found);
  if (batches.up_to_32.size > 0) settle_batch(batches.up_to_32, longs, found);
  waiting.pairs_.clear();
}

}  // namespace byname
