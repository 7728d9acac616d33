// SPDX-License-Identifier: Apache-2.0
#include "nowcast/negative_binomial.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <cmath>

#include "base/log_gamma.hpp"
#include "estimate/boost_precision.hpp"

namespace byname {
namespace {

constexpr double kSummed = 24;        // as many terms cost less than two gamma functions
constexpr double kSeriesRatio = 1e4;  // r over n from which the gamma functions would cancel

}  // namespace

RisingFactorial log_rising_factorial(double n, double r) {
  RisingFactorial result;
  if (n <= kSummed) {
    for (double j = 1; j < n; ++j) {
      result.value += std::log1p(j / r);
      result.by_size -= j / (r * (r + j));
    }
    return result;
  }
  if (r > kSeriesRatio * n) {
    // Sums of j and j^2 for j < n: log1p(j / r) = j / r - j^2 / (2 r^2) + ..., the rest below 1e-8 a term.
    const double first = n * (n - 1) / 2;
    const double second = first * (2 * n - 1) / 3;
    result.value = first / r - second / (2 * r * r);
    result.by_size = -first / (r * r) + second / (r * r * r);
    return result;
  }
  result.value = log_gamma(n + r) - log_gamma(r) - n * std::log(r);
  result.by_size =
      boost::math::digamma(n + r, BoostPrecision()) - boost::math::digamma(r, BoostPrecision()) - n / r;
  return result;
}

}  // namespace byname
