// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/random.hpp"
#include "spec/model_spec.hpp"

namespace byname {

/// A pair that a person has judged, as calibration sees it.
struct LabelledScore {
  double log_odds = 0;    ///< logit p of the model, lambda included
  bool is_match = false;  ///< judged the same
  double weight = 1;      ///< pairs that this one stands for: 1 / P(drawn into the sample)
};

/// p' for a pair of these log odds; in nats like they are.
double calibrated_log_odds(const CalibrationLine& line, double log_odds);

/// What is known of the line: its prior a ~ N(0, sd^2), ln b ~ N(0, .1^2) (linkage-method B2), or the
/// posterior after labels. Where a model brings a line of its own, the prior lies around that.
///
/// The posterior is the prior times the labels' likelihood, each to the power of its weight, on a grid of a
/// and ln b. The weights are scaled to sum to Kish's effective number of labels, (sum w)^2 / sum w^2, so that
/// a sample with very unequal weights is not read as more than it says. A label may be a slip of the reader
/// (kReaderError), so that no single one at odds of a million decides.
class CalibrationPosterior {
 public:
  /// The prior.
  explicit CalibrationPosterior(double intercept_sd, const CalibrationLine& centre = {})
      : intercept_sd_(intercept_sd), line_(centre) {}
  /// After labels; none: the prior.
  CalibrationPosterior(double intercept_sd, const CalibrationLine& centre,
                       std::span<const LabelledScore> labels);

  /// Means of a and of ln b.
  const CalibrationLine& line() const { return line_; }
  double intercept_sd() const { return intercept_sd_; }
  double log_slope_sd() const { return log_slope_sd_; }
  double num_effective() const { return num_effective_; }
  /// One draw: all pairs of a draw of the partition share it (B3).
  CalibrationLine draw(RandomStream& random) const;

  static constexpr double kLogSlopeSd = 0.1;
  static constexpr double kReaderError = 0.002;

 private:
  double intercept_sd_;
  double log_slope_sd_ = kLogSlopeSd;
  double num_effective_ = 0;
  CalibrationLine line_;
  std::vector<double> cumulative_;  ///< of the grid's cells, row by row; empty: the prior
  double first_intercept_ = 0, intercept_step_ = 0, first_log_slope_ = 0;
};

}  // namespace byname
