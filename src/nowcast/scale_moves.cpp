// SPDX-License-Identifier: Apache-2.0
#include "nowcast/scale_moves.hpp"

#include <array>
#include <cmath>

namespace byname {
namespace {

constexpr std::array kSteps = {0.15, 0.5, 1.5};  // sd of the log of a scale: small and large moves in turn

/// Values that move with a scale.
struct ScaledValues {
  std::size_t scale;  ///< place of the log of the scale
  std::size_t first;
  std::size_t last;  ///< behind the last value
  bool is_walk;      ///< they stretch about their mean; else they shrink to 0 as the scale grows

  /// Dimensions that are stretched or shrunk: the mean of a walk is not.
  double num_moved() const { return static_cast<double>(last - first) - (is_walk ? 1 : 0); }
};

std::vector<double> moved(const std::vector<double>& point, const ScaledValues& values, double change) {
  std::vector<double> proposal = point;
  proposal[values.scale] += change;
  const double factor = std::exp(values.is_walk ? change : -change);
  double anchor = 0;
  for (std::size_t i = values.first; i < values.last && values.is_walk; ++i)
    anchor += point[i] / static_cast<double>(values.last - values.first);
  for (std::size_t i = values.first; i < values.last; ++i)
    proposal[i] = anchor + factor * (point[i] - anchor);
  return proposal;
}

}  // namespace

void move_scales(const DelayModel& model, std::vector<double>& point, double& log_density,
                 RandomStream& random) {
  const std::array<ScaledValues, 3> scales = {
      {{DelayModel::kLevelScale, DelayModel::kLevels, model.first_hazard(), true},
       {DelayModel::kHazardScale, model.first_hazard(), model.first_drift_step(), true},
       {DelayModel::kDriftScale, model.first_drift_step(), model.num_parameters(), false}}};
  std::vector<double> gradient;
  for (const ScaledValues& values : scales) {
    for (const double step : kSteps) {
      const double change = step * draw_normal(random);
      std::vector<double> proposal = moved(point, values, change);
      const double density = model.log_density(proposal, gradient);
      const double stretch = (values.is_walk ? change : -change) * values.num_moved();
      const bool is_taken = std::log(random.uniform_open()) < density - log_density + stretch;
      if (!is_taken) continue;
      point = std::move(proposal);
      log_density = density;
    }
  }
}

}  // namespace byname
