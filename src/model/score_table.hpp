// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "compare/pattern.hpp"
#include "model/log_one_plus_exp.hpp"
#include "model/mixture.hpp"

namespace byname {

/// The three log-probabilities of each pattern under one set of parameters: a pair's score is then one
/// look-up, plus the term frequencies of its own values.
class ScoreTable {
 public:
  ScoreTable(const PatternCode& code, const std::vector<std::uint64_t>& patterns,
             const MixtureParameters& parameters);

  /// l of a pair: ln P(pattern | one person) / P(pattern | others), natural log, without lambda.
  /// `term_frequency` is TermFrequencies::adjustment: it makes the values of different persons rarer or more
  /// common, not a household's.
  double log_ratio(std::uint32_t pattern, double term_frequency) const {
    const Row& row = rows_[pattern];
    if (!has_household_) return row.match - row.other - term_frequency;
    const double other = row.other + term_frequency;
    const double top = other > row.household ? other : row.household;
    return row.match - top - kLogOnePlusExpMinus(std::abs(other - row.household));
  }
  double log_odds_lambda() const { return log_odds_lambda_; }
  std::size_t size() const { return rows_.size(); }
  /// Scores one more pattern; returns its index.
  std::uint32_t add(std::uint64_t pattern);

 private:
  static const LogOnePlusExpMinus kLogOnePlusExpMinus;
  struct Row {
    double match, other, household;
  };
  PatternCode code_;
  PatternScorer scorer_;
  std::vector<std::int8_t> gammas_;  ///< of the pattern that is being added
  std::vector<Row> rows_;
  bool has_household_ = false;
  double log_odds_lambda_ = 0;
  double log_plain_ = 0;
  double log_household_ = 0;
};

}  // namespace byname
