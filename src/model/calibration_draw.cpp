// SPDX-License-Identifier: Apache-2.0
#include "model/calibration_draw.hpp"

#include <cmath>

#include "base/parallel.hpp"

namespace byname {

TrainingEvidence gather_evidence(const TrainingData& data, const MixtureParameters& parameters,
                                 const ExecutionContext& context) {
  const PatternScorer scorer(parameters);
  const std::size_t comparisons = data.num_comparisons;
  TrainingEvidence evidence;
  evidence.joint_observed.assign(comparisons * comparisons, 0);
  evidence.joint_expected.assign(comparisons * comparisons, 0);
  std::vector<double> margins(comparisons * comparisons * 3, 0);
  for (const auto& m : parameters.m) evidence.matches.emplace_back(m.size(), 0.0);
  for (std::size_t row = 0; row < data.num_rows(); ++row) {
    const auto gammas = data.row(row);
    const PatternPosterior p = scorer.posterior(gammas);
    const double plain = data.counts[row] * (1 - p.match - p.household);
    for (std::size_t k = 0; k < comparisons; ++k) {
      if (gammas[k] < 0) continue;
      evidence.matches[k][static_cast<std::size_t>(gammas[k])] += data.counts[row] * p.match;
      for (std::size_t a = 0; a < k; ++a) {
        if (gammas[a] < 0) continue;
        const std::size_t at = a * comparisons + k;
        if (gammas[a] >= 1 && gammas[k] >= 1) evidence.joint_observed[at] += plain;
        if (gammas[a] >= 1) margins[at * 3] += plain;
        if (gammas[k] >= 1) margins[at * 3 + 1] += plain;
        margins[at * 3 + 2] += plain;
      }
    }
  }
  context.check_cancelled();
  for (std::size_t at = 0; at < comparisons * comparisons; ++at) {
    if (margins[at * 3 + 2] > 0) evidence.joint_expected[at] = margins[at * 3] * margins[at * 3 + 1] / margins[at * 3 + 2];
  }
  return evidence;
}

CalibrationDraw draw_calibration(RandomStream& random, const MixtureParameters& parameters,
                                 const TrainingEvidence& evidence, double intercept_sd) {
  CalibrationDraw draw;
  draw.intercept = intercept_sd * draw_normal(random);
  draw.slope = std::exp(0.1 * draw_normal(random));
  draw.parameters = parameters;
  for (std::size_t k = 0; k < parameters.m.size(); ++k) {
    std::vector<double> weights(parameters.m[k].size());
    for (std::size_t g = 0; g < weights.size(); ++g) {
      // The counts of levels that training pooled are spread as m says, so that a draw centres on m.
      double total = 0;
      for (const double count : evidence.matches[k]) total += count;
      weights[g] = 0.5 + 0.5 * total * parameters.m[k][g];
    }
    draw.parameters.m[k] = draw_dirichlet(random, weights);
  }
  const std::size_t comparisons = parameters.m.size();
  for (std::size_t a = 0; a < comparisons; ++a) {
    for (std::size_t b = a + 1; b < comparisons; ++b) {
      if (parameters.ratio(a, b) <= 1) continue;
      const std::size_t at = a * comparisons + b;
      const double observed = static_cast<double>(draw_poisson(random, evidence.joint_observed[at]));
      const double ratio = (observed + 5) / (evidence.joint_expected[at] + 5);
      draw.parameters.correlation[at] = draw.parameters.correlation[b * comparisons + a] = ratio;
    }
  }
  return draw;
}

}  // namespace byname
