// SPDX-License-Identifier: Apache-2.0
#include "estimate/binomial_interval.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace byname {
namespace {

double choose(int n, int k) {
  return std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0));
}

// The chance of at most `hits`, summed.
double at_most(int hits, int trials, double share) {
  double sum = 0;
  for (int k = 0; k <= hits; ++k)
    sum += choose(trials, k) * std::pow(share, k) * std::pow(1 - share, trials - k);
  return sum;
}

TEST(BinomialInterval, LimitsAreWhereTheSummedTailsAreHalfOfTheRest) {
  for (const auto& [hits, trials] :
       {std::pair(3, 200), std::pair(1, 20), std::pair(19, 20), std::pair(50, 100)}) {
    const ShareInterval limits =
        binomial_interval(static_cast<std::size_t>(hits), static_cast<std::size_t>(trials), 0.95);
    EXPECT_NEAR(at_most(hits, trials, limits.high), 0.025, 1e-9);
    EXPECT_NEAR(1 - at_most(hits - 1, trials, limits.low), 0.025, 1e-9);
  }
}

TEST(BinomialInterval, AtTheEdges) {
  EXPECT_EQ(binomial_interval(0, 200, 0.95).low, 0);
  EXPECT_NEAR(binomial_interval(0, 200, 0.95).high, 1 - std::pow(0.025, 1.0 / 200), 1e-12);
  EXPECT_EQ(binomial_interval(5, 5, 0.95).high, 1);
  EXPECT_EQ(binomial_interval(0, 0, 0.95).low, 0);
  EXPECT_EQ(binomial_interval(0, 0, 0.95).high, 1);
}

}  // namespace
}  // namespace byname
