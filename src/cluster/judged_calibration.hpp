// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/link_results.hpp"
#include "cluster/pair_graph.hpp"
#include "model/calibration_curve.hpp"

namespace byname {

/// What the judgements of a sample say of the model's probabilities.
struct JudgedCalibration {
  CalibrationPosterior posterior;
  CalibrationReport report;
};

/// Fits the calibration to the judgements that have an inclusion weight. Those that are unsure, and pairs
/// that a veto bars, which no probability decides, are left out. Without any the posterior is the prior
/// around the model's own line.
JudgedCalibration calibrate_by_judgements(const std::vector<Judgement>& judgements,
                                          const GraphScoring& scoring, const CalibrationLine& of_model,
                                          double intercept_sd);

}  // namespace byname
