// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "estimate/count_estimate.hpp"
#include "publish/svg_canvas.hpp"

namespace byname {

/// Persons by period: what is known below, what is still to come on top of it.
struct PeriodChart {
  struct Bar {
    std::string label;
    double known = 0;
    Interval to_come;  ///< the limits are drawn as a line about the top; none where they are equal
  };
  std::vector<Bar> bars;  ///< in the order of time
  std::string known_text;
  std::string to_come_text;
  std::string description;
};
Markup chart_periods(const PeriodChart& data, ChartSize size);

}  // namespace byname
