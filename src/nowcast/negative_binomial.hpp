// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace byname {

/// A value and its derivative by the size r.
struct RisingFactorial {
  double value = 0;
  double by_size = 0;
};

/// log of r (r + 1) ... (r + n - 1) / r^n for a whole n >= 0 and r > 0: the part of the negative binomial
/// probability that depends on the count and the size alone. Exact to rounding for all r; tends to 0 as r
/// grows (Poisson).
RisingFactorial log_rising_factorial(double n, double r);

}  // namespace byname
