// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "model/calibration_curve.hpp"
#include "model/mixture.hpp"

namespace byname {

/// What the uncertainty of the trained numbers rests on: expected counts behind m and the two-way table.
struct TrainingEvidence {
  std::vector<std::vector<double>> matches;  ///< per comparison, per gamma: expected matches
  /// Row-major K x K, upper half: joint agreements among different persons that the two-way table rests on.
  std::vector<double> joint_observed;
};
TrainingEvidence gather_evidence(const TrainingData& data, const MixtureParameters& parameters,
                                 const ExecutionContext& context);

/// One draw of the calibration (linkage-method B3): all pairs of a draw share it, so their errors do not
/// average out.
struct CalibrationDraw {
  CalibrationLine line;
  MixtureParameters parameters;
};

/// Draws the line, m ~ Dirichlet(.5 + half the matched counts), the two-way table by Poisson.
CalibrationDraw draw_calibration(RandomStream& random, const MixtureParameters& parameters,
                                 const TrainingEvidence& evidence, const CalibrationPosterior& calibration);

}  // namespace byname
