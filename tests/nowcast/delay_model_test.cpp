// SPDX-License-Identifier: Apache-2.0
#include "nowcast/delay_model.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "nowcast/negative_binomial.hpp"
#include "nowcast/no_u_turn.hpp"
#include "nowcast/report_allocation.hpp"
#include "simulated_reports.hpp"

namespace byname {
namespace {

DelayModel invented_model(std::uint64_t seed) {
  DelayModel model(triangular_shape(7, 4), DelayPrior{});
  RandomStream random(seed, RandomStage::kSynth, 1, 0, 0);
  const DelayRates rates = model.rates(model.draw_from_prior(random));
  model.set_counts(simulate_reports(model.shape(), rates, 0, random).triangle.counts);
  return model;
}

TEST(DelayModel, GradientIsThatOfTheDensity) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const DelayModel model = invented_model(seed);
    RandomStream random(seed, RandomStage::kSynth, 2, 0, 0);
    std::vector<double> point = model.starting_point(random);
    std::vector<double> gradient, ignored;
    model.log_density(point, gradient);
    for (std::size_t i = 0; i < point.size(); ++i) {
      const double step = 1e-5;
      std::vector<double> above = point, below = point;
      above[i] += step;
      below[i] -= step;
      const double slope =
          (model.log_density(above, ignored) - model.log_density(below, ignored)) / (2 * step);
      EXPECT_NEAR(gradient[i], slope, 1e-4 * std::max(1.0, std::abs(slope))) << "parameter " << i;
    }
  }
}

// The density as a textbook writes it: products of probabilities, no shared terms.
double slow_log_density(const DelayModel& model, const std::vector<double>& point, const DelayPrior& prior) {
  const auto normal = [](double x, double mean, double sd) {
    return -0.5 * std::pow((x - mean) / sd, 2) - std::log(sd);
  };
  double sum = 0;
  const double scales[] = {prior.level_step_scale, prior.drift_scale, prior.hazard_step_scale,
                           prior.dispersion_scale};
  for (std::size_t i = 0; i < 4; ++i) sum += point[i] - 0.5 * std::pow(std::exp(point[i]) / scales[i], 2);
  const std::size_t num_events = model.shape().num_events();
  for (std::size_t i = 0; i < num_events; ++i)
    sum += i == 0 ? normal(point[4], prior.level_mean, prior.level_sd)
                  : normal(point[4 + i], point[3 + i], std::exp(point[0]));
  for (std::size_t i = model.first_hazard(); i < model.first_drift_step(); ++i)
    sum += i == model.first_hazard() ? normal(point[i], prior.hazard_mean, prior.hazard_sd)
                                     : normal(point[i], point[i - 1], std::exp(point[2]));
  for (std::size_t i = model.first_drift_step(); i < point.size(); ++i) sum += normal(point[i], 0, 1);
  const DelayRates rates = model.rates(point);
  for (std::size_t event = 0; event < num_events; ++event) {
    for (std::size_t delay = 0; delay < model.shape().known[event]; ++delay) {
      const double n = model.counts()[event][delay], mean = rates.means[event][delay], r = rates.size;
      sum += std::lgamma(n + r) - std::lgamma(r) + r * std::log(r / (r + mean)) +
             n * std::log(mean / (r + mean));
    }
  }
  return sum;
}

TEST(DelayModel, DensityIsTheTextbooks) {
  const DelayModel model = invented_model(3);
  RandomStream random(9, RandomStage::kSynth, 3, 0, 0);
  const std::vector<double> first = model.starting_point(random), second = model.starting_point(random);
  std::vector<double> gradient;
  const double difference = model.log_density(first, gradient) - model.log_density(second, gradient);
  const double expected =
      slow_log_density(model, first, DelayPrior{}) - slow_log_density(model, second, DelayPrior{});
  EXPECT_NEAR(difference, expected, 1e-8 * std::abs(expected) + 1e-8);
}

TEST(DelayModel, SharesOfTheDelaysSumToOne) {
  const DelayModel model = invented_model(4);
  RandomStream random(2, RandomStage::kSynth, 4, 0, 0);
  const std::vector<double> point = model.draw_from_prior(random);
  const DelayRates rates = model.rates(point);
  for (std::size_t event = 0; event < 7; ++event) {
    double sum = 0;
    for (const double mean : rates.means[event]) sum += mean;
    EXPECT_NEAR(sum, std::exp(point[DelayModel::kLevels + event]), 1e-9 * sum);
  }
}

TEST(NegativeBinomial, RisingFactorialAgreesWithItsProduct) {
  for (const double n : {0.0, 1.0, 3.0, 24.0, 25.0, 400.0}) {
    for (const double r : {0.2, 3.0, 1e3, 1e5, 1e9}) {
      double product = 0, slope = 0;
      for (double j = 1; j < n; ++j) {
        product += std::log1p(j / r);
        slope -= j / (r * (r + j));
      }
      const RisingFactorial rising = log_rising_factorial(n, r);
      EXPECT_NEAR(rising.value, product, 1e-7 * product + 1e-12) << n << " " << r;
      EXPECT_NEAR(rising.by_size, slope, 1e-6 * std::abs(slope) + 1e-14) << n << " " << r;
    }
  }
}

// A correlated normal distribution: the sampler gives its moments.
TEST(NoUTurn, SamplesANormalDistribution) {
  const auto density = [](const std::vector<double>& x, std::vector<double>& gradient) {
    const double a = x[0] / 3, b = (x[1] - 0.8 * a) / 0.6;
    gradient = {-(a - 0.8 / 0.6 * b) / 3, -b / 0.6};
    return -0.5 * (a * a + b * b);
  };
  NoUTurnChain chain(density, {10, -10}, 300, 8, RandomStream(5, RandomStage::kNowcast, 0, 0, 0));
  double sums[5] = {};
  const int num_draws = 20000;
  for (int i = 0; i < 300 + num_draws; ++i) {
    chain.advance();
    if (i < 300) continue;
    const double a = chain.point()[0] / 3, b = chain.point()[1];
    const double values[] = {a, b, a * a, b * b, a * b};
    for (int j = 0; j < 5; ++j) sums[j] += values[j] / num_draws;
  }
  EXPECT_NEAR(sums[0], 0, 0.05);
  EXPECT_NEAR(sums[1], 0, 0.05);
  EXPECT_NEAR(sums[2], 1, 0.06);
  EXPECT_NEAR(sums[3], 1, 0.06);
  EXPECT_NEAR(sums[4], 0.8, 0.06);
  EXPECT_EQ(chain.num_divergent(), 0);
}

TEST(ReportAllocation, KeepsEveryReportWithinItsPeriods) {
  ReportingTriangle triangle;
  triangle.events = {"0", "1", "2"};
  triangle.delays = {"0", "1", "2"};
  triangle.counts = {{5, 2, 1}, {4, 3}, {6}};
  triangle.undated = {{2, 0, 2, 40}, {1, 1, 1, 7}};
  const DelayRates rates = {{{5, 2, 1}, {5, 4, 1}, {5, 2, 1}}, 2};
  RandomStream random(1, RandomStage::kSynth, 5, 0, 0);
  auto counts = first_allocation(triangle);
  double at_oldest = 0;
  for (int i = 0; i < 2000; ++i) {
    counts = allocate_undated(triangle, rates, counts, random);
    ASSERT_EQ(counts[1][0], 11);
    ASSERT_EQ(counts[0][2] + counts[1][1] + counts[2][0], 1 + 3 + 6 + 40);
    at_oldest += counts[0][2] - 1;
  }
  EXPECT_GT(at_oldest / 2000, 0.5);  // 1 of 10 by the means, more or less by chance of the gammas
  EXPECT_LT(at_oldest / 2000, 12);
}

}  // namespace
}  // namespace byname
