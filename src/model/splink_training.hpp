// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/comparison_counts.hpp"

namespace byname {

/// One EM session of Splink's kind: the pairs of one rule, the comparisons that the rule says nothing about.
struct EmSession {
  std::string rule;
  double num_pairs = 0;
  std::vector<std::size_t> left_out;  ///< comparisons that share a column with the rule
  std::vector<std::pair<std::size_t, int>>
      undo_blocking;                                ///< comparison and gamma of exact levels of the rule
  std::vector<double> lambda;                       ///< before the first iteration, then after each
  std::vector<std::vector<std::vector<double>>> m;  ///< [iteration][comparison][gamma]; empty: left out
  std::vector<std::pair<std::size_t, int>> not_observed;  ///< levels that no pair has

  std::size_t num_iterations() const { return lambda.size() - 1; }
};

/// Trains the parameters of a Splink model as Splink 4 does (knowledge of its formulas:
/// docs/byname-train.md). The columns of conditions and rules are those of `table`.
class SplinkTrainer {
 public:
  /// All must outlive the trainer; `comparer` is the model's.
  SplinkTrainer(SplinkModel& model, const SplinkComparer& comparer, ValueTable& table, const PairOrder& order,
                const ExecutionContext& context);

  /// lambda = pairs that the rules bring / recall / all allowed pairs. Returns the number of pairs. Throws
  /// UserError for a recall outside (0, 1], or if lambda would not be below 1.
  double train_lambda(const std::vector<SplinkRule>& rules, double recall);

  /// u = shares of the levels among all pairs of a sample of records, of about `max_pairs` pairs; all records
  /// if they have no more. A level that no pair has keeps its u. Levels with fix_u_probability too.
  void train_u(double max_pairs, std::uint64_t seed);

  /// m by expectation maximisation on the pairs of one rule, with term frequencies in the E step; u stays.
  /// A level's m is the median over the sessions that saw it. Throws DataError if the rule brings no pair, or
  /// leaves no comparison to train.
  const EmSession& train_m(const SplinkRule& rule);

  /// m = shares of the levels among the pairs with one label.
  double train_m_from_labels(const std::string& label_column);

  const std::vector<EmSession>& sessions() const { return sessions_; }

 private:
  EmSession begin_session(const SplinkRule& rule) const;
  void iterate(EmSession& session, const ComparisonCounts& counts);
  void take_medians();

  SplinkModel& model_;
  const SplinkComparer& comparer_;
  ValueTable& table_;
  const PairOrder& order_;
  const ExecutionContext& context_;
  std::vector<EmSession> sessions_;
};

}  // namespace byname
