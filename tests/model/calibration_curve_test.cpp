// SPDX-License-Identifier: Apache-2.0
#include "model/calibration_curve.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace byname {
namespace {

double chance(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

/// Labels of pairs whose true odds are a + b times those of the model.
std::vector<LabelledScore> labels_of(const CalibrationLine& truth, int number, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  std::vector<LabelledScore> labels;
  for (int i = 0; i < number; ++i) {
    const double log_odds = 8 * random.uniform() - 4;
    labels.push_back({log_odds, random.uniform() < chance(calibrated_log_odds(truth, log_odds)), 1});
  }
  return labels;
}

TEST(CalibrationPosteriorTest, IsThePriorWithoutLabels) {
  const CalibrationPosterior prior(0.5, {}, {});
  EXPECT_EQ(prior.line().intercept, 0);
  EXPECT_EQ(prior.line().slope, 1);
  RandomStream random(1, RandomStage::kCalibration, 0, 0, 0);
  double squares = 0;
  constexpr int kDraws = 4000;
  for (int i = 0; i < kDraws; ++i) squares += std::pow(prior.draw(random).intercept, 2);
  EXPECT_NEAR(std::sqrt(squares / kDraws), 0.5, 0.03);
}

TEST(CalibrationPosteriorTest, ThePriorMayLieAroundALineThatAModelBrings) {
  const CalibrationPosterior prior(0.5, {0.7, 0.9});
  EXPECT_EQ(prior.line(), (CalibrationLine{0.7, 0.9}));
  const CalibrationPosterior posterior(0.5, {0.7, 0.9}, labels_of({0.7, 0.9}, 300, 1));
  EXPECT_NEAR(posterior.line().intercept, 0.7, 0.25);
}

TEST(CalibrationPosteriorTest, FindsTheLineOfManyLabels) {
  const CalibrationPosterior posterior(1, {}, labels_of({0.8, 0.9}, 20000, 1));
  EXPECT_NEAR(posterior.line().intercept, 0.8, 0.06);
  EXPECT_NEAR(posterior.line().slope, 0.9, 0.05);
  EXPECT_LT(posterior.intercept_sd(), 0.04);
}

TEST(CalibrationPosteriorTest, DrawsSpreadAsThePosteriorSays) {
  const CalibrationPosterior posterior(0.5, {}, labels_of({0.5, 1}, 300, 2));
  RandomStream random(1, RandomStage::kCalibration, 0, 0, 0);
  double sum = 0, squares = 0;
  constexpr int kDraws = 4000;
  for (int i = 0; i < kDraws; ++i) {
    const double intercept = posterior.draw(random).intercept;
    sum += intercept;
    squares += intercept * intercept;
  }
  EXPECT_NEAR(sum / kDraws, posterior.line().intercept, 0.02);
  EXPECT_NEAR(std::sqrt(squares / kDraws - std::pow(sum / kDraws, 2)), posterior.intercept_sd(), 0.02);
}

TEST(CalibrationPosteriorTest, UnequalWeightsCountAsFewerLabels) {
  std::vector<LabelledScore> labels = labels_of({0.5, 1}, 300, 3);
  const CalibrationPosterior equal(0.5, {}, labels);
  EXPECT_NEAR(equal.num_effective(), 300, 1e-9);
  for (std::size_t i = 0; i < labels.size(); i += 10) labels[i].weight = 100;
  const CalibrationPosterior unequal(0.5, {}, labels);
  EXPECT_LT(unequal.num_effective(), 40);
  EXPECT_GT(unequal.intercept_sd(), 1.3 * equal.intercept_sd());
}

TEST(CalibrationPosteriorTest, OneSlipOfAReaderDecidesNothing) {
  std::vector<LabelledScore> labels = labels_of({0, 1}, 300, 4);
  const CalibrationLine before = CalibrationPosterior(0.5, {}, labels).line();
  labels.push_back({30, false, 1});
  const CalibrationLine after = CalibrationPosterior(0.5, {}, labels).line();
  EXPECT_NEAR(after.intercept, before.intercept, 0.05);
  EXPECT_NEAR(after.slope, before.slope, 0.03);
}

}  // namespace
}  // namespace byname
