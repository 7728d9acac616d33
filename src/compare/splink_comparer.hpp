// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compare/level_group.hpp"
#include "compare/text_ladder.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// Compares pairs of records under a Splink model.
class SplinkComparer {
 public:
  /// Binds the conditions to the columns of `table`, which must outlive the comparer; columns derived from
  /// them are added to it. Throws DataError naming comparison and level of what cannot be parsed or bound.
  SplinkComparer(const SplinkModel& model, ValueTable& table, const ExecutionContext& context);

  std::size_t num_comparisons() const { return comparisons_.size(); }
  /// Number of gammas >= 0 of a comparison.
  int num_gammas(std::size_t comparison) const { return comparisons_[comparison].num_gammas; }
  /// Whether a level of a comparison (by file order) is the plain equality of one column, and of which.
  std::optional<std::size_t> exact_column(std::size_t comparison, std::size_t level) const {
    return comparisons_[comparison].exact_column[level];
  }
  /// The words that pairs are compared by; those of the model's blocking rules are among them.
  const FeatureRows& rows() const { return rows_; }

  /// Gammas of up to kLanes pairs, each + 1 so that 0 stands for -1: of null levels, and where no condition
  /// holds. [comparison][lane]; lanes that are not open hold anything.
  struct LaneGammas {
    explicit LaneGammas(std::size_t num_comparisons) : plus_one(num_comparisons) {}
    std::vector<std::array<std::uint8_t, kLanes>> plus_one;
  };
  /// Compares the open lanes. `left_out`: per comparison, whether it is not looked at and its gamma is -1.
  void compare(const Lanes& lanes, std::uint64_t open, const std::vector<bool>& left_out, LaneGammas& gammas,
               CallContext& calls) const;

  /// Looks at pairs that are compared together, so that many similar texts are at hand at once; one a thread.
  class Batch {
   public:
    explicit Batch(const SplinkComparer& comparer);
    struct Look {
      Lanes lanes;
      std::uint64_t open = 0;
      LaneGammas gammas;
    };
    bool is_full() const { return size_ == looks_.size(); }
    std::span<const Look> looks() const { return {looks_.data(), size_}; }
    void clear() { size_ = 0; }

   private:
    friend class SplinkComparer;
    static constexpr std::size_t kMostLooks = 32;
    std::vector<Look> looks_;
    std::size_t size_ = 0;
    std::vector<std::vector<WaitingTexts>> waiting_;  ///< [comparison][operation]
    TextLadder::Batches texts_;
    CallContext calls_;
  };
  /// Adds a look to a batch that is not full. Its gammas hold once the batch is settled, which must be before
  /// the lanes' tiles are filled anew.
  void add(const Lanes& lanes, std::uint64_t open, const std::vector<bool>& left_out, Batch& batch) const;
  void settle(Batch& batch) const;

  /// What comparing pairs of any records needs; one a thread.
  struct Scratch {
    explicit Scratch(const SplinkComparer& comparer)
        : left(comparer.rows()), right(comparer.rows()), gammas(comparer.num_comparisons()) {}
    RecordTile left;
    RecordTile right;
    LaneGammas gammas;
    CallContext calls;
  };
  /// gammas[i * num_comparisons() + k] = gamma of comparison k for the pair i: -1 for null levels, and where
  /// no condition holds.
  void compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right, Scratch& scratch,
               std::span<std::int8_t> gammas) const;

 private:
  struct Comparison {
    std::vector<Plan> plans;  ///< that the steps look into
    std::vector<LevelStep> steps;
    std::vector<std::uint8_t> plus_one;     ///< per level: gamma + 1
    std::vector<LaneOperation> operations;  ///< of all steps
    int num_gammas = 0;
    std::vector<std::optional<std::size_t>> exact_column;
  };
  void add_comparison(const SplinkComparison& spec, ValueTable& table, const ExecutionContext& context);
  void add_words_of_rule(const SplinkRule& rule, ValueTable& table, const ExecutionContext& context);

  std::vector<Comparison> comparisons_;
  FeatureRows rows_;
};

}  // namespace byname
