// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/training_counts.hpp"

namespace byname {

/// What an EM session leaves as it is; Splink has the same options.
struct EmOptions {
  bool fixes_lambda = false;  ///< the session's own lambda stays where the rule put it
  bool fixes_m = false;
  bool fixes_u = true;
  bool without_term_frequencies = false;  ///< the E step knows nothing of them
  /// About so many pairs at most are looked at, those of a sample of records (EmSample); 0: all.
  double max_pairs = 0;
};

/// Two records that somebody looked at.
struct LabelledPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double score = 1;  ///< probability that they match
};

/// One EM session of Splink's kind: the pairs of one rule, the comparisons that the rule says nothing about.
struct EmSession {
  std::string rule;
  double num_pairs = 0;
  std::vector<std::size_t> left_out;  ///< comparisons that share a column with the rule
  std::vector<std::pair<std::size_t, int>>
      undo_blocking;                                ///< comparison and gamma of exact levels of the rule
  std::vector<double> lambda;                       ///< before the first iteration, then after each
  std::vector<std::vector<std::vector<double>>> m;  ///< [iteration][comparison][gamma]; empty: left out
  std::vector<std::vector<std::vector<double>>> u;  ///< the same for u
  std::vector<std::pair<std::size_t, int>> not_observed;  ///< levels that no pair has
  EmOptions options;

  std::size_t num_iterations() const { return lambda.size() - 1; }
};

/// Throws DataError, naming the columns that there are, if labels are to be in a column that is not.
void need_label_column(const ValueTable& table, const std::string& label_column);

/// The rule that brings together who has one label.
SplinkRule rule_of_labels(const std::string& label_column);

/// Trains the parameters of a Splink model as Splink 4 does (knowledge of its formulas:
/// docs/training.md). The columns of conditions and rules are those of `table`.
class SplinkTrainer {
 public:
  /// All must outlive the trainer; `comparer` is the model's.
  SplinkTrainer(SplinkModel& model, const SplinkComparer& comparer, ValueTable& table, const PairOrder& order,
                const ExecutionContext& context);
  /// The same with pairs that are counted elsewhere; of `table` and `comparer` only what they say of columns
  /// is used, but by train_m_from_pairs().
  SplinkTrainer(SplinkModel& model, const SplinkComparer& comparer, ValueTable& table, TrainingCounts& counts,
                const ExecutionContext& context);

  /// lambda = pairs that the rules bring / recall / all allowed pairs. Returns the number of pairs. Throws
  /// UserError for a recall outside (0, 1], or if lambda would not be below 1.
  double train_lambda(const std::vector<SplinkRule>& rules, double recall);

  /// u = shares of the levels among all pairs of a sample of records, of about `max_pairs` pairs; all records
  /// if they have no more. A level that no pair has keeps its u. Levels with fix_u_probability too. Like all
  /// that is trained several times, u is the median of what was found.
  void train_u(double max_pairs, std::uint64_t seed);

  /// m (and u, if it is not fixed) by expectation maximisation on the pairs of one rule. A level's m is the
  /// median over the sessions that saw it. Throws DataError if the rule brings no pair, or leaves no
  /// comparison to train; UserError if m and u are both fixed.
  const EmSession& train_m(const SplinkRule& rule, const EmOptions& options);
  const EmSession& train_m(const SplinkRule& rule) { return train_m(rule, EmOptions{}); }

  /// m = shares of the levels among the pairs with one label. Returns the number of pairs. Throws DataError
  /// if there are none, or the column is not there.
  double train_m_from_labels(const std::string& label_column);

  /// m = shares of the levels among the pairs, each counted by its score. Returns the sum of the scores.
  /// Throws DataError if it is 0.
  double train_m_from_pairs(std::span<const LabelledPair> pairs);

  /// lambda = what the EM sessions found, undone for their rules: 1 / median of 1 / lambda. Throws UserError
  /// if there was no session.
  void populate_lambda();

  const std::vector<EmSession>& sessions() const { return sessions_; }

 private:
  /// [comparison][gamma]; NaN: not trained.
  using Levels = std::vector<std::vector<double>>;
  EmSession begin_session(const SplinkRule& rule) const;
  void iterate(EmSession& session, const ComparisonCounts& counts) const;
  void note_not_observed(EmSession& session, const ComparisonCounts& counts) const;
  std::vector<double> frequency_scale(const EmSession& session, const ComparisonCounts& counts) const;
  Levels trained_in(const EmSession& session, const Levels& last) const;
  void take_medians();

  SplinkModel& model_;
  const SplinkComparer& comparer_;
  ValueTable& table_;
  const ExecutionContext& context_;
  std::unique_ptr<TrainingCounts> own_counts_;
  TrainingCounts& counts_;
  std::vector<EmSession> sessions_;
  std::vector<Levels> trained_m_;
  std::vector<Levels> trained_u_;
};

}  // namespace byname
