// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/training_data.hpp"
#include "spec/model_spec.hpp"

namespace byname {

/// The numbers of a linkage model, in the shape that EM works on. All vectors are per comparison, per gamma
/// from 0.
struct MixtureParameters {
  double lambda = 0;            ///< share of matches among all allowed pairs
  double lambda_household = 0;  ///< share of pairs of one household (A5b); 0 = no such class
  std::vector<std::vector<double>> m;
  std::vector<std::vector<double>> u;
  std::vector<std::vector<double>> household;
  /// Row-major K x K: observed / expected joint agreement among different persons, >= 1 where it counts; 1 =
  /// none.
  std::vector<double> correlation;

  std::size_t num_comparisons() const { return m.size(); }
  double ratio(std::size_t a, std::size_t b) const { return correlation[a * m.size() + b]; }
};

/// What EM should know of the comparisons besides their number of levels.
struct MixtureShape {
  std::vector<int> num_gammas;  ///< per comparison
  std::vector<bool>
      has_swapped_level;           ///< top gamma is "swapped": rare by nature, outside the order of levels
  std::vector<bool> is_household;  ///< family name, address, place, postcode: expected to agree in one
  bool use_household = false;      ///< there is a family name, an address and a third of them
  int given = -1;                  ///< comparison of given names, or -1
  int family = -1;
  /// Top gamma without the swapped level.
  int same_gamma(std::size_t k) const { return num_gammas[k] - 1 - (has_swapped_level[k] ? 1 : 0); }
};
MixtureShape shape_of(const ModelSpec& model);

/// What an E step says of one pattern.
struct PatternPosterior {
  double match = 0;      ///< P(one person | pattern)
  double household = 0;  ///< P(another person of the household | pattern)
  /// The same of a pair that is known to be of two persons.
  PatternPosterior of_different_persons() const;
};

/// ln P(pattern | class) of the three classes; correlation included in `other`, class shares not.
struct PatternLogs {
  double match = 0, other = 0, household = 0;
};

/// ln m/u tables of given parameters: scores one pattern at a time.
class PatternScorer {
 public:
  explicit PatternScorer(const MixtureParameters& parameters);

  PatternLogs logs(std::span<const std::int8_t> gammas) const;
  /// l = ln P(pattern | match) / P(pattern | non-match), corrected for correlation and household; without
  /// lambda.
  double log_ratio(std::span<const std::int8_t> gammas) const;
  PatternPosterior posterior(std::span<const std::int8_t> gammas) const;
  /// ln of the likelihood of a pattern.
  double log_likelihood(std::span<const std::int8_t> gammas) const;

 private:
  std::size_t num_comparisons_;
  std::size_t max_gammas_ = 1;
  bool has_correlation_ = false;
  bool has_household_ = false;
  double log_lambda_, log_other_, log_household_;
  std::vector<double> log_m_, log_u_, log_h_;  ///< [k * max_gammas + gamma]
  std::vector<double> log_correlation_;        ///< [a * K + b], >= 0
};

/// One EM solution.
struct MixtureFit {
  MixtureParameters parameters;
  double expected_matches = 0;
  double penalised_likelihood = 0;  ///< of the model without correlation and household class (A3)
  bool is_admissible = true;
  std::string start;  ///< "lambda .05 n/N", ..., "anchored"
  int iterations = 0;
};

/// All solutions that were tried and which one is used.
struct MixtureTraining {
  MixtureFit best;
  std::vector<MixtureFit> tried;
  bool has_admissible = true;
};

/// How EM treats its parameters.
struct MixtureOptions {
  bool hold_nonmatches_fixed = false;  ///< way 3: u, correlation and household stay as `fixed` says
  const MixtureParameters* fixed = nullptr;
  double num_records = 0;         ///< n of the lambda starts
  std::vector<char> never_match;  ///< per row of the data: barred by a rule veto, a non-match; empty: none
  double max_expected = 0;        ///< E may not exceed this by more than 2 %; 0 = no limit
};

/// Trains m, u, lambda, the two-way table and the household class by EM on pattern counts, from several
/// starts (linkage-method A3, A5, A5b).
MixtureTraining train_mixture(const TrainingData& data, const MixtureShape& shape,
                              const MixtureOptions& options, const ExecutionContext& context);

}  // namespace byname
