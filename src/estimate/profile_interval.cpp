// SPDX-License-Identifier: Apache-2.0
#include "estimate/profile_interval.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>

#include "base/log_gamma.hpp"

namespace byname {
namespace {

constexpr double kAllowedFall =
    1.920729410347062;  // half of the 95 % point of chi-square, 1 degree of freedom
constexpr int kPeakBits = 20;
constexpr int kRootBits = 30;
constexpr double kFarthest = 1e6;  // times seen + estimate: beyond it there is no upper limit

double multinomial_part(double seen, double unseen) {
  const double all = seen + unseen;
  return log_gamma(all + 1) - log_gamma(unseen + 1) - all * std::log(all) + all;
}

}  // namespace

Interval profile_interval(double seen, double estimate, const std::function<double(double)>& log_likelihood) {
  const auto profile = [&](double unseen) { return multinomial_part(seen, unseen) + log_likelihood(unseen); };
  // The peak of the multinomial lies a little below the Poisson estimate.
  std::uintmax_t iterations = 60;
  const auto [peak, negative] = boost::math::tools::brent_find_minima(
      [&](double unseen) { return -profile(unseen); }, 0.0, estimate + 1, kPeakBits, iterations);
  const double needed = -negative - kAllowedFall;
  const auto excess = [&](double unseen) { return profile(unseen) - needed; };
  const auto tolerance = boost::math::tools::eps_tolerance<double>(kRootBits);
  Interval interval{estimate, 0, std::numeric_limits<double>::infinity()};
  if (excess(0) < 0) {
    iterations = 60;
    interval.low = boost::math::tools::toms748_solve(excess, 0.0, peak, tolerance, iterations).first;
  }
  double above = std::max(1.0, 2 * peak);
  double below = peak;
  while (excess(above) > 0) {
    if (above > kFarthest * (seen + estimate)) return interval;
    below = above;
    above *= 2;
  }
  iterations = 60;
  interval.high = boost::math::tools::toms748_solve(excess, below, above, tolerance, iterations).second;
  return interval;
}

}  // namespace byname
