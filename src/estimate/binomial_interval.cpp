// SPDX-License-Identifier: Apache-2.0
#include "estimate/binomial_interval.hpp"

#include <cmath>

#include "base/log_gamma.hpp"

namespace byname {

namespace {

// The chance of `hits` or more of `trials` draws. Summed: what Boost.Math has for it computes in long double
// whatever it is told (boost_precision.hpp).
double at_least(std::size_t hits, std::size_t trials, double share) {
  const auto all = static_cast<double>(trials);
  double sum = 0;
  for (std::size_t i = hits; i <= trials; ++i) {
    const auto k = static_cast<double>(i);
    const double term = std::exp(log_gamma(all + 1) - log_gamma(k + 1) - log_gamma(all - k + 1) +
                                 k * std::log(share) + (all - k) * std::log1p(-share));
    sum += term;
    if (k > all * share && term < 1e-18 * sum) break;
  }
  return sum;
}

// The share at which the chance of `hits` or more is `chance`; it rises with the share. Halved until no
// double lies between.
double share_at(std::size_t hits, std::size_t trials, double chance) {
  double low = 0, high = 1;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    (at_least(hits, trials, middle) < chance ? low : high) = middle;
  }
}

}  // namespace

ShareInterval binomial_interval(std::size_t hits, std::size_t trials, double level) {
  const double tail = (1 - level) / 2;
  ShareInterval interval;
  if (hits > 0) interval.low = share_at(hits, trials, tail);
  if (hits < trials) interval.high = share_at(hits + 1, trials, 1 - tail);
  return interval;
}

}  // namespace byname
