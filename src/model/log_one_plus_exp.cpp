// SPDX-License-Identifier: Apache-2.0
#include "model/log_one_plus_exp.hpp"

#include <cmath>

namespace byname {

LogOnePlusExpMinus::LogOnePlusExpMinus() {
  for (std::size_t point = 0; point < coefficients_.size(); ++point) {
    const double x = static_cast<double>(point) / kPointsPerUnit;
    // With s = 1 / (1 + e^x): f' = -s, and s' = -s (1 - s).
    const double s = 1 / (1 + std::exp(x));
    const double v = s * (1 - s);
    coefficients_[point] = {std::log1p(std::exp(-x)), -s, v / 2, -v * (1 - 2 * s) / 6, v * (1 - 6 * v) / 24};
  }
}

}  // namespace byname
