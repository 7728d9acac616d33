// SPDX-License-Identifier: Apache-2.0
#include "estimate/binomial_interval.hpp"

#include <boost/math/special_functions/beta.hpp>

namespace byname {

ShareInterval binomial_interval(std::size_t hits, std::size_t trials, double level) {
  const double tail = (1 - level) / 2, seen = static_cast<double>(hits);
  const double unseen = static_cast<double>(trials - hits);
  ShareInterval interval;
  if (hits > 0) interval.low = boost::math::ibeta_inv(seen, unseen + 1, tail);
  if (hits < trials) interval.high = boost::math::ibeta_inv(seen + 1, unseen, 1 - tail);
  return interval;
}

}  // namespace byname
