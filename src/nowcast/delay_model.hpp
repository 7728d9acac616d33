// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "base/random.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Priors of the delay model. Scales are those of half-normal distributions.
struct DelayPrior {
  double level_mean = 3;  ///< log of the expected number of events of the first period
  double level_sd = 3;
  double level_step_scale = 0.5;  ///< of the change of that log from period to period
  double hazard_mean = -1;        ///< logit of the share named within the first period
  double hazard_sd = 1.5;
  double hazard_step_scale = 1;   ///< of the change of the logit from delay to delay
  double drift_scale = 0.2;       ///< of the change of all logits from one report period to the next
  double dispersion_scale = 0.5;  ///< of 1 / sqrt(r), r the size of the negative binomial
};

/// Shape of a triangle without its counts.
struct TriangleShape {
  std::size_t num_delays = 0;
  std::vector<std::size_t> known;  ///< [event] number of known delays, >= 1
  std::size_t num_events() const { return known.size(); }
  /// Report periods with a known cell: event + delay.
  std::size_t num_reports() const;
};

/// Rate and dispersion of every cell under one value of the parameters.
struct DelayRates {
  std::vector<std::vector<double>> means;  ///< [event][delay], all delays, known or not
  double size = 1;                         ///< r: a cell's variance is mean + mean^2 / r
};

/// Counts n(t, d) are negative binomial with mean exp(a(t)) p(t, d) and size r. a is a random walk over event
/// periods. p(t, d) = h(t, d) prod over j < d of (1 - h(t, j)); logit h(t, d) = g(d) + b(t + d) with g a
/// random walk over delays, b one over report periods whose mean is 0; h of the last delay is 1, so that p
/// sums to 1: who is never named is not in this model. The parameters are one vector of reals: the logs of
/// the four scales (steps of a, of b, of g; 1 / sqrt(r)), a, g, and the standard normal steps of b.
class DelayModel {
 public:
  DelayModel(TriangleShape shape, const DelayPrior& prior);

  const TriangleShape& shape() const { return shape_; }
  std::size_t num_parameters() const { return first_step_ + shape_.num_reports() - 1; }

  /// Sets the counts of the known cells: whole numbers >= 0, rows as long as known.
  void set_counts(const std::vector<std::vector<double>>& counts);
  const std::vector<std::vector<double>>& counts() const { return counts_; }

  /// Log density of parameters and counts, up to a constant, and its gradient.
  double log_density(const std::vector<double>& parameters, std::vector<double>& gradient) const;

  /// Report periods to come have the b of the last known one.
  DelayRates rates(const std::vector<double>& parameters) const;

  /// Parameters near what the counts say, moved at random so that chains begin apart.
  std::vector<double> starting_point(RandomStream& random) const;
  std::vector<double> draw_from_prior(RandomStream& random) const;

  /// Places in the vector of parameters.
  static constexpr std::size_t kLevelScale = 0, kDriftScale = 1, kHazardScale = 2, kDispersion = 3,
                               kLevels = 4;
  std::size_t first_hazard() const { return first_hazard_; }
  std::size_t first_drift_step() const { return first_step_; }

 private:
  double add_priors(const std::vector<double>& parameters, std::vector<double>& gradient) const;
  std::vector<double> drift(const std::vector<double>& parameters) const;
  void add_drift_gradient(const std::vector<double>& parameters, const std::vector<double>& drift,
                          const std::vector<double>& by_report, std::vector<double>& gradient) const;

  TriangleShape shape_;
  DelayPrior prior_;
  std::size_t first_hazard_;
  std::size_t first_step_;
  std::vector<std::vector<double>> counts_;
  std::vector<std::pair<double, double>> distinct_counts_;  ///< count, in how many cells
};

}  // namespace byname
