// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/spilled_lists.hpp"
#include "model/training_counts.hpp"

namespace byname {

/// Counts the pairs that a model is trained on where the lists are on disk: samples are looked up, the pairs
/// of whole rules counted part by part. The same counts as TableCounts has of the same lists.
class SpilledTraining final : public TrainingCounts {
 public:
  /// All must outlive it. `model` is the one that is trained.
  SpilledTraining(const SplinkModel& model, const SpilledLists& lists, const ExecutionContext& context)
      : model_(model), lists_(lists), context_(context) {}

  double num_possible_pairs() const override { return lists_.num_possible_pairs(); }
  std::uint64_t count_new_pairs(const std::vector<SplinkRule>& rules) override;
  ComparisonCounts count_sample(double max_pairs, std::uint64_t seed) override;
  ComparisonCounts count_rule(const SplinkRule& rule, bool with_frequencies,
                              const std::vector<bool>& left_out, double max_pairs) override;

 private:
  const SplinkModel& model_;
  const SpilledLists& lists_;
  const ExecutionContext& context_;
};

}  // namespace byname
