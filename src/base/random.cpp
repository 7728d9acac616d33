// SPDX-License-Identifier: Apache-2.0
#include "base/random.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

double draw_normal(RandomStream& random) noexcept {
  for (;;) {
    const double x = 2 * random.uniform() - 1;
    const double y = 2 * random.uniform() - 1;
    const double radius = x * x + y * y;
    if (radius > 0 && radius < 1) return x * std::sqrt(-2 * std::log(radius) / radius);
  }
}

double draw_gamma(RandomStream& random, double shape) noexcept {
  if (shape < 1) return draw_gamma(random, shape + 1) * std::pow(random.uniform_open(), 1 / shape);
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = draw_normal(random);
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(random.uniform_open()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
  }
}

double draw_beta(RandomStream& random, double a, double b) noexcept {
  const double x = draw_gamma(random, a);
  const double y = draw_gamma(random, b);
  return x + y > 0 ? x / (x + y) : (a > b ? 1.0 : 0.0);
}

std::int64_t draw_binomial(RandomStream& random, std::int64_t n, double p) noexcept {
  p = std::clamp(p, 0.0, 1.0);
  std::int64_t successes = 0;
  // Each round fixes the middle order statistic of n uniforms and keeps the side that holds p.
  while (static_cast<double>(n) * std::min(p, 1 - p) > 12) {
    const std::int64_t middle = n / 2 + 1;
    const double split = draw_beta(random, static_cast<double>(middle), static_cast<double>(n + 1 - middle));
    if (split <= p) {
      successes += middle;
      n -= middle;
      p = split < 1 ? (p - split) / (1 - split) : 0;
    } else {
      n = middle - 1;
      p /= split;
    }
  }
  if (n <= 0 || p <= 0) return successes;
  if (p >= 1) return successes + n;
  const bool flipped = p > 0.5;
  const double q = flipped ? 1 - p : p;
  double probability = std::exp(static_cast<double>(n) * std::log1p(-q));
  double left = random.uniform();
  std::int64_t count = 0;
  while (left >= probability && count < n) {
    left -= probability;
    ++count;
    probability *= q / (1 - q) * static_cast<double>(n - count + 1) / static_cast<double>(count);
  }
  return successes + (flipped ? n - count : count);
}

std::int64_t draw_poisson(RandomStream& random, double mean) noexcept {
  std::int64_t count = 0;
  while (mean > 30) {
    const std::int64_t step = static_cast<std::int64_t>(mean * 0.875);
    const double arrival = draw_gamma(random, static_cast<double>(step));
    if (arrival > mean) return count + draw_binomial(random, step - 1, mean / arrival);
    count += step;
    mean -= arrival;
  }
  double product = random.uniform_open();
  const double limit = std::exp(-mean);
  while (product > limit) {
    ++count;
    product *= random.uniform_open();
  }
  return count;
}

std::vector<double> draw_dirichlet(RandomStream& random, std::span<const double> weights) {
  std::vector<double> shares(weights.size());
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    shares[i] = std::max(draw_gamma(random, weights[i]), 1e-300);
    total += shares[i];
  }
  for (double& share : shares) share /= total;
  return shares;
}

std::size_t draw_index(RandomStream& random, std::span<const double> weights) noexcept {
  double total = 0;
  for (const double weight : weights) total += weight;
  double left = random.uniform() * total;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  return weights.size() - 1;
}

}  // namespace byname
