// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// What one model says of those on no list, given one draw of the linkage: log-normal around `unseen`.
struct UnseenPart {
  double weight = 0;  ///< of the mixture
  double named = 0;   ///< persons on some list in that draw
  double unseen = 0;  ///< >= 0; exactly 0 is a point
  double sd = 0;      ///< of its logarithm
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

}  // namespace byname
