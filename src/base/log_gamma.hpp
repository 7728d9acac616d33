// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace byname {

/// ln |Gamma(x)|. std::lgamma writes the sign to a variable that all threads share; this one gives the same
/// value and does not.
inline double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace byname
