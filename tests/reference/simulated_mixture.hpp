// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "base/random.hpp"
#include "model/mixture.hpp"

namespace byname::reference {

/// A mixture of known numbers: given, family, a date, sex, place; agreement rare among different persons.
inline MixtureParameters known_mixture(double lambda) {
  MixtureParameters known;
  known.lambda = lambda;
  known.m = {{0.03, 0.04, 0.10, 0.83},
             {0.02, 0.05, 0.08, 0.85},
             {0.02, 0.03, 0.05, 0.90},
             {0.02, 0.98},
             {0.15, 0.10, 0.75}};
  known.u = {{0.970, 0.015, 0.005, 0.010},
             {0.985, 0.010, 0.003, 0.002},
             {0.96, 0.03, 0.009, 0.001},
             {0.5, 0.5},
             {0.90, 0.06, 0.04}};
  known.correlation.assign(25, 1);
  return known;
}

inline MixtureShape shape_of_mixture(const MixtureParameters& parameters) {
  MixtureShape shape;
  for (const auto& m : parameters.m) {
    shape.num_gammas.push_back(static_cast<int>(m.size()));
    shape.has_swapped_level.push_back(false);
    shape.is_household.push_back(false);
  }
  shape.given = 0;
  shape.family = 1;
  return shape;
}

/// Draws the counts of all patterns: Poisson around what the parameters expect of so many pairs. With
/// `share_missing`, each comparison is missing that often, whatever the pair is.
inline TrainingData simulate_patterns(const MixtureParameters& known, double num_pairs, double share_missing,
                                      std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  TrainingData data;
  data.num_comparisons = known.m.size();
  std::vector<std::int8_t> gammas(known.m.size(), share_missing > 0 ? -1 : 0);
  for (std::uint64_t pattern = 0;; ++pattern) {
    double match = known.lambda;
    double other = 1 - known.lambda;
    for (std::size_t k = 0; k < gammas.size(); ++k) {
      const double present = gammas[k] < 0 ? share_missing : 1 - share_missing;
      match *= present * (gammas[k] < 0 ? 1 : known.m[k][static_cast<std::size_t>(gammas[k])]);
      other *= present * (gammas[k] < 0 ? 1 : known.u[k][static_cast<std::size_t>(gammas[k])]);
    }
    const auto count = draw_poisson(random, num_pairs * (match + other));
    if (count > 0) {
      data.patterns.push_back(pattern);
      data.gammas.insert(data.gammas.end(), gammas.begin(), gammas.end());
      data.counts.push_back(static_cast<double>(count));
      data.num_pairs += static_cast<double>(count);
    }
    std::size_t k = 0;
    while (k < gammas.size() && ++gammas[k] == static_cast<int>(known.m[k].size())) {
      gammas[k++] = share_missing > 0 ? -1 : 0;
    }
    if (k == gammas.size()) return data;
  }
}

}  // namespace byname::reference
