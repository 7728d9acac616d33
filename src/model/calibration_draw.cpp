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
  for (const auto& m : parameters.m) evidence.matches.emplace_back(m.size(), 0.0);
  for (std::size_t row = 0; row < data.num_rows(); ++row) {
    const auto gammas = data.row(row);
    const PatternPosterior p = scorer.posterior(gammas);
    const std::uint32_t free = data.free_comparisons.empty() ? UINT32_MAX : data.free_comparisons[row];
    const double plain = data.counts[row] * (1 - p.match - p.household);
    for (std::size_t k = 0; k < comparisons; ++k) {
      if (gammas[k] < 0) continue;
      evidence.matches[k][static_cast<std::size_t>(gammas[k])] += data.counts[row] * p.match;
      for (std::size_t a = 0; a < k; ++a) {
        if (gammas[a] < 0) continue;
        const bool speaks = (free >> (k & 31) & 1) != 0 || (free >> (a & 31) & 1) != 0;
        if (speaks && gammas[a] >= 1 && gammas[k] >= 1) evidence.joint_observed[a * comparisons + k] += plain;
      }
    }
  }
  context.check_cancelled();
  return evidence;
}

CalibrationDraw draw_calibration(RandomStream& random, const MixtureParameters& parameters,
                                 const TrainingEvidence& evidence, const CalibrationPosterior& calibration) {
  CalibrationDraw draw;
  draw.line = calibration.draw(random);
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
      const double ratio = parameters.ratio(a, b) * (observed + 5) / (evidence.joint_observed[at] + 5);
      draw.parameters.correlation[at] = draw.parameters.correlation[b * comparisons + a] = ratio;
    }
  }
  return draw;
}

}  // namespace byname
