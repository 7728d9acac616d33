// SPDX-License-Identifier: Apache-2.0
#include "model/calibration_draw.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "reference/simulated_mixture.hpp"

namespace byname {
namespace {

TEST(GatherEvidence, CountsExpectedMatchesPerLevel) {
  const MixtureParameters known = reference::known_mixture(1e-3);
  const TrainingData data = reference::simulate_patterns(known, 2e6, 0, 1);
  const TrainingEvidence evidence = gather_evidence(data, known, ExecutionContext{});
  for (std::size_t k = 0; k < known.m.size(); ++k) {
    double total = 0;
    for (const double count : evidence.matches[k]) total += count;
    EXPECT_NEAR(total, 2000, 200) << k;
    EXPECT_NEAR(evidence.matches[k].back() / total, known.m[k].back(), 0.03) << k;
  }
}

TEST(CalibrationDraw, SpreadsAroundTheTrainedNumbers) {
  const MixtureParameters known = reference::known_mixture(1e-3);
  const TrainingData data = reference::simulate_patterns(known, 2e6, 0, 1);
  const TrainingEvidence evidence = gather_evidence(data, known, ExecutionContext{});
  RandomStream random(1, RandomStage::kCalibration, 0, 0, 0);
  constexpr int kDraws = 2000;
  double intercept = 0, squares = 0, log_slope = 0, top_m = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const CalibrationDraw drawn = draw_calibration(random, known, evidence, CalibrationPosterior(0.5));
    intercept += drawn.line.intercept;
    squares += drawn.line.intercept * drawn.line.intercept;
    log_slope += std::log(drawn.line.slope) * std::log(drawn.line.slope);
    top_m += drawn.parameters.m[0].back();
    double total = 0;
    for (const double share : drawn.parameters.m[1]) total += share;
    ASSERT_NEAR(total, 1, 1e-9);
  }
  EXPECT_NEAR(intercept / kDraws, 0, 0.05);
  EXPECT_NEAR(std::sqrt(squares / kDraws), 0.5, 0.04);
  EXPECT_NEAR(std::sqrt(log_slope / kDraws), 0.1, 0.01);
  EXPECT_NEAR(top_m / kDraws, known.m[0].back(), 0.02);
}

}  // namespace
}  // namespace byname
