// SPDX-License-Identifier: Apache-2.0
#include "publish/chart_axis.hpp"

#include <algorithm>
#include <cmath>

namespace byname {
namespace {

/// Smallest of 1, 2, 5 x 10^k that is at least `step`, and at least 1.
double round_step(double step) {
  const double power = std::pow(10.0, std::floor(std::log10(step)));
  for (double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (factor * power >= step * (1 - 1e-9)) return std::max(1.0, factor * power);
  }
  return 1;
}

}  // namespace

ChartAxis make_axis(double low, double high, int max_ticks, double left, double right) {
  if (!(high > low)) high = low + 1;
  double step = round_step((high - low) / (max_ticks - 1));
  while (std::ceil(high / step) - std::floor(low / step) > max_ticks - 1) step = round_step(step * 1.01);
  ChartAxis axis{std::floor(low / step) * step, std::ceil(high / step) * step, {}, left, right};
  const int num_steps = static_cast<int>(std::lround((axis.high - axis.low) / step));
  for (int i = 0; i <= num_steps; ++i) axis.ticks.push_back(axis.low + i * step);
  return axis;
}

}  // namespace byname
