// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace byname {

/// A linear axis with round ticks that include both ends.
struct ChartAxis {
  double low = 0;
  double high = 1;
  std::vector<double> ticks;
  double left = 0;   ///< drawing units of `low`
  double right = 1;  ///< drawing units of `high`

  double at(double value) const { return left + (value - low) / (high - low) * (right - left); }
};

/// Makes an axis over [low, high] with at most `max_ticks` >= 2 ticks in steps of 1, 2 or 5 times a power of
/// ten. Values that are whole numbers (counts) get whole ticks.
ChartAxis make_axis(double low, double high, int max_ticks, double left, double right);

}  // namespace byname
