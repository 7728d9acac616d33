// SPDX-License-Identifier: Apache-2.0
#include "estimate/unseen_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace byname {
namespace {

TEST(UnseenMixture, OneLogNormalHasItsOwnQuantiles) {
  const std::vector<UnseenPart> parts = {{1, 500, 200, 0.3}};
  const Interval unseen = mixture_interval(parts, false);
  EXPECT_NEAR(unseen.estimate, 200, 0.01);
  EXPECT_NEAR(unseen.low, 200 * std::exp(-1.959964 * 0.3), 0.01);
  EXPECT_NEAR(unseen.high, 200 * std::exp(1.959964 * 0.3), 0.01);
  const Interval total = mixture_interval(parts, true);
  EXPECT_NEAR(total.estimate, 700, 0.01);
  EXPECT_NEAR(total.high, 500 + unseen.high, 0.01);
}

TEST(UnseenMixture, IsWhatPoolingRandomValuesTendsTo) {
  const std::vector<UnseenPart> parts = {{0.5, 900, 100, 0.2}, {0.3, 950, 300, 0.5}, {0.2, 920, 50, 0.1}};
  const std::vector<double> weights = {0.5, 0.3, 0.2};
  std::vector<double> totals;
  RandomStream random(5, RandomStage::kEstimate, 3, 0, 0);
  for (int i = 0; i < 200000; ++i) {
    const UnseenPart& part = parts[draw_index(random, weights)];
    totals.push_back(part.named + part.unseen * std::exp(part.sd * draw_normal(random)));
  }
  std::sort(totals.begin(), totals.end());
  for (const double level : {0.025, 0.5, 0.975}) {
    const double pooled = totals[static_cast<std::size_t>(level * 200000)];
    EXPECT_NEAR(mixture_quantile(parts, level, true), pooled, 0.01 * pooled) << level;
  }
}

TEST(UnseenMixture, SpansDrawsThatDisagreeInsteadOfAveragingTheirLimits) {
  const std::vector<UnseenPart> parts = {{0.5, 1000, 100, 0.05}, {0.5, 1000, 900, 0.05}};
  const Interval unseen = mixture_interval(parts, false);
  EXPECT_LT(unseen.low, 105);
  EXPECT_GT(unseen.high, 880);
}

TEST(UnseenMixture, HoldsAPointAtZero) {
  const std::vector<UnseenPart> parts = {{0.6, 80, 0, 0}, {0.4, 70, 30, 0.1}};
  EXPECT_EQ(mixture_interval(parts, false).estimate, 0);
  EXPECT_EQ(mixture_interval(parts, false).low, 0);
  EXPECT_GT(mixture_interval(parts, false).high, 30);
  EXPECT_NEAR(mixture_quantile({{1, 80, 0, 0}}, 0.5, true), 80, 1e-6);
}

TEST(UnseenMixture, AddsTheChanceOfACountToTheErrorOfItsExpectation) {
  EXPECT_NEAR(log_sd(0.01, 1e9), 0.1, 1e-6);
  EXPECT_NEAR(log_sd(0, 100), std::sqrt(std::log(1.01)), 1e-12);
  EXPECT_EQ(log_sd(0.5, 0), 0);
}

}  // namespace
}  // namespace byname
