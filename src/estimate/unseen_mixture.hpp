// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// What one model says of those on no list, given one draw of the linkage: log-normal around `unseen`, with
/// one spread below and another above, so that it has the limits of a profile likelihood. A posterior is many
/// parts of one model.
struct UnseenPart {
  double weight = 0;     ///< of the mixture
  double named = 0;      ///< persons on some list in that draw
  double unseen = 0;     ///< >= 0; exactly 0 is a point
  double sd = 0;         ///< of its logarithm, below `unseen`; 0 = a point
  double sd_above = -1;  ///< the same above it; negative = `sd`
  int model = 0;         ///< which model of the answer: parts of one differ by sampling, of two by the model

  double upper_sd() const { return sd_above < 0 ? sd : sd_above; }
};

/// What one estimator says of one table: a mixture of weight 1 - refused_share.
struct UnseenAnswer {
  std::vector<UnseenPart> parts;
  double refused_share = 0;  ///< weight of the models without a finite estimate
};

/// Standard deviation of log unseen from the variance of the log of its expectation, with the chance that a
/// count of that expectation has: sqrt(variance + log(1 + 1 / unseen)) (the log-normal interval of Burnham et
/// al. 1987).
double log_sd(double log_variance, double unseen);

/// Quantile of a mixture by bisection: what pooling ever more values of every part with its weight tends to,
/// without the noise of random numbers. With `is_total` the named are added to the unseen inside each part.
double mixture_quantile(const std::vector<UnseenPart>& parts, double level, bool is_total);

/// Median, 2.5 % and 97.5 % of a mixture.
Interval mixture_interval(const std::vector<UnseenPart>& parts, bool is_total);

/// The part whose 2.5 % and 97.5 % are `low` and `high`; 0 <= low <= unseen <= high.
UnseenPart part_with_limits(double named, double unseen, double low, double high);

/// A value of the mixture, 0 <= uniform < 1 and a standard normal being drawn for it. The parts have weights
/// that sum to 1 - refused_share; the draw is among them.
double value_of_mixture(const std::vector<UnseenPart>& parts, double uniform, double normal);

}  // namespace byname
