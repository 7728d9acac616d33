// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace byname {

/// ln(1 + e^-x), x >= 0, to 1e-10: sampling asks for it a hundred million times. A Taylor polynomial around
/// the nearest of a row of points.
class LogOnePlusExpMinus {
 public:
  LogOnePlusExpMinus();
  double operator()(double x) const {
    if (!(x < kLargest)) return 0;  // below 1e-17
    const auto point = static_cast<std::size_t>(x * kPointsPerUnit + 0.5);
    const double d = x - static_cast<double>(point) / kPointsPerUnit;
    const std::array<double, 5>& c = coefficients_[point];
    return c[0] + d * (c[1] + d * (c[2] + d * (c[3] + d * c[4])));
  }

 private:
  static constexpr double kLargest = 40;
  static constexpr double kPointsPerUnit = 16;
  std::array<std::array<double, 5>, 641> coefficients_;
};

}  // namespace byname
