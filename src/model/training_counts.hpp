// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "block/rule_blocks.hpp"
#include "model/comparison_counts.hpp"

namespace byname {

/// The pairs that a model is trained on, counted: of records at hand, or of some that are looked up on disk.
class TrainingCounts {
 public:
  virtual ~TrainingCounts() = default;
  /// Pairs that may be compared.
  virtual double num_possible_pairs() const = 0;
  /// Pairs that rules bring, each once.
  virtual std::uint64_t count_new_pairs(const std::vector<SplinkRule>& rules) = 0;
  /// All allowed pairs of the records that draw_u_sample() draws.
  virtual ComparisonCounts count_sample(double max_pairs, std::uint64_t seed) = 0;
  /// The pairs of a rule; of more than `max_pairs` (0: no limit) those of a sample of records (EmSample).
  /// `with_frequencies`: the multipliers of the model's term frequencies are part of the key.
  virtual ComparisonCounts count_rule(const SplinkRule& rule, bool with_frequencies,
                                      const std::vector<bool>& left_out, double max_pairs) = 0;
};

/// A sample of records with about so many allowed pairs among them; all if there are no more.
std::vector<std::uint32_t> draw_u_sample(std::size_t num_records, bool restricts, double num_possible_pairs,
                                         double max_pairs, std::uint64_t seed);

/// Records that are drawn so that of the pairs of a rule's blocks no more than about `max_pairs` are left:
/// the share of the records falls in steps of 2^(1/8), and that of the pairs is its square. Who is drawn
/// depends on the record's number alone.
class EmSample {
 public:
  EmSample(std::uint64_t num_block_pairs, double max_pairs);
  bool takes_all() const { return share_ >= 1; }
  bool takes(std::uint32_t record) const;

 private:
  double share_ = 1;
};

/// Counts the pairs of records at hand.
class TableCounts final : public TrainingCounts {
 public:
  /// All must outlive it; `comparer` is the model's.
  TableCounts(const SplinkModel& model, const SplinkComparer& comparer, ValueTable& table,
              const PairOrder& order, const ExecutionContext& context)
      : model_(model), comparer_(comparer), table_(table), order_(order), context_(context) {}

  double num_possible_pairs() const override { return order_.num_pairs(); }
  std::uint64_t count_new_pairs(const std::vector<SplinkRule>& rules) override;
  ComparisonCounts count_sample(double max_pairs, std::uint64_t seed) override;
  ComparisonCounts count_rule(const SplinkRule& rule, bool with_frequencies,
                              const std::vector<bool>& left_out, double max_pairs) override;

 private:
  const SplinkModel& model_;
  const SplinkComparer& comparer_;
  ValueTable& table_;
  const PairOrder& order_;
  const ExecutionContext& context_;
  std::optional<ValueShares> shares_;  ///< once they are asked for
};

}  // namespace byname
