// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "publish/markup.hpp"
#include "publish/svg_canvas.hpp"

namespace byname {

/// One row of a waterfall. A step begins where the one before it ended; a total begins at zero.
struct WaterfallStep {
  std::string label;
  double bits = 0;
  bool is_total = false;
};

/// Bars from the first step to the total; all weights in bits, for (right) and against (left).
Markup chart_waterfall(const std::vector<WaterfallStep>& steps, const std::string& description,
                       ChartSize size);

}  // namespace byname
