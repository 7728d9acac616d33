// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace byname::reference {

/// A mixture of classes written out: weights and chances [class][list].
struct ClassMixture {
  std::vector<double> weights;
  std::vector<std::vector<double>> chances;

  double chance_of(std::uint32_t pattern) const {
    double sum = 0;
    for (std::size_t k = 0; k < weights.size(); ++k) {
      double product = weights[k];
      for (std::size_t j = 0; j < chances[k].size(); ++j) {
        product *= (pattern >> j & 1) != 0 ? chances[k][j] : 1 - chances[k][j];
      }
      sum += product;
    }
    return sum;
  }
};

/// Weights and chances from the coordinates of LatentClassPosterior, by their definition.
inline ClassMixture mixture_at(const std::vector<double>& position, std::size_t classes, std::size_t lists) {
  ClassMixture mixture;
  double left = 1;
  for (std::size_t k = 0; k < classes; ++k) {
    const double v = k + 1 < classes ? 1 - std::exp(-std::exp(position[k])) : 1;
    mixture.weights.push_back(v * left);
    left *= 1 - v;
    std::vector<double> chances;
    for (std::size_t j = 0; j < lists; ++j) {
      chances.push_back(1 / (1 + std::exp(-position[classes - 1 + j * classes + k])));
    }
    mixture.chances.push_back(chances);
  }
  return mixture;
}

/// ln of the product over patterns of (p_x / (1 - p_0))^n_x; counts[0] is not looked at.
inline double latent_class_log_likelihood(const ClassMixture& mixture, const std::vector<double>& counts) {
  double sum = 0;
  for (std::uint32_t pattern = 1; pattern < counts.size(); ++pattern) {
    sum += counts[pattern] * std::log(mixture.chance_of(pattern) / (1 - mixture.chance_of(0)));
  }
  return sum;
}

/// ln of the prior of the coordinates: sticks V_k ~ Beta(1, alpha) with alpha integrated over Gamma(1/4, rate
/// 1/4) by the trapezium rule on ln alpha, uniform chances, both times the Jacobian of the coordinates.
inline double latent_class_log_prior(const std::vector<double>& position, std::size_t classes,
                                     std::size_t lists) {
  double integral = 0;
  const double step = 0.02;
  for (double log_alpha = -60; log_alpha < 12; log_alpha += step) {
    const double alpha = std::exp(log_alpha);
    double log_density = 0.25 * log_alpha - 0.25 * alpha;
    for (std::size_t k = 0; k + 1 < classes; ++k) {
      const double s = std::exp(position[k]);
      log_density += log_alpha - (alpha - 1) * s;  // density of V = 1 - exp(-s)
      log_density += -s + position[k];             // dV/dt
    }
    integral += step * std::exp(log_density);
  }
  double log_prior = std::log(integral);
  for (std::size_t i = classes - 1; i < classes - 1 + lists * classes; ++i) {
    log_prior += position[i] - 2 * std::log1p(std::exp(position[i]));
  }
  return log_prior;
}

}  // namespace byname::reference
