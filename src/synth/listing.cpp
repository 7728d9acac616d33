// SPDX-License-Identifier: Apache-2.0
#include "synth/listing.hpp"

#include <cmath>

namespace byname {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

/// Mean of logistic(intercept + sd t), t ~ N(0, 1), by the trapezoid rule on [-8, 8].
double mean_coverage(double intercept, double sd) {
  constexpr int kSteps = 320;
  double sum = 0;
  double weights = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double t = -8 + 16.0 * i / kSteps;
    const double weight = std::exp(-t * t / 2);
    sum += weight * logistic(intercept + sd * t);
    weights += weight;
  }
  return sum / weights;
}

double intercept_for(double coverage, double sd) {
  double low = -60;
  double high = 60;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (mean_coverage(middle, sd) < coverage ? low : high) = middle;
  }
  return high;
}

}  // namespace

Listing::Listing(const std::vector<double>& coverages, double dependence) : dependence_(dependence) {
  for (const double coverage : coverages) intercepts_.push_back(intercept_for(coverage, dependence_));
}

std::uint32_t Listing::draw(RandomStream& random) const {
  const double propensity = dependence_ * draw_normal(random);
  std::uint32_t lists = 0;
  for (std::size_t list = 0; list < intercepts_.size(); ++list) {
    if (random.uniform() < logistic(intercepts_[list] + propensity)) lists |= 1u << list;
  }
  return lists;
}

}  // namespace byname
