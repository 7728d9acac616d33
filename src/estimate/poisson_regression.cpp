// SPDX-License-Identifier: Apache-2.0
#include "estimate/poisson_regression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace byname {
namespace {

constexpr int kMaxIterations = 60;
constexpr double kTolerance = 1e-10;

double likelihood_at(const Eigen::VectorXd& log_means, const Eigen::VectorXd& counts) {
  const double value = counts.dot(log_means) - log_means.array().exp().sum();
  return std::isfinite(value) ? value : -std::numeric_limits<double>::infinity();
}

}  // namespace

PoissonFit fit_poisson(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts) {
  PoissonFit fit;
  const double added = std::min(0.5, counts.sum() / static_cast<double>(counts.size()));
  Eigen::VectorXd log_means = (counts.array() + added).log();
  fit.log_likelihood = -std::numeric_limits<double>::infinity();
  Eigen::LLT<Eigen::MatrixXd> factor;
  for (int iteration = 0; iteration < kMaxIterations && !fit.converged; ++iteration) {
    const Eigen::VectorXd means = log_means.array().exp();
    const Eigen::VectorXd work = means.cwiseProduct(log_means) + counts - means;
    factor.compute(design.transpose() * means.asDiagonal() * design);
    const Eigen::VectorXd previous = fit.parameters;
    fit.parameters = factor.solve(design.transpose() * work);
    log_means = design * fit.parameters;
    double likelihood = likelihood_at(log_means, counts);
    for (int halving = 0; halving < 20 && iteration > 0 && likelihood < fit.log_likelihood - 1e-9;
         ++halving) {
      fit.parameters = 0.5 * (fit.parameters + previous);
      log_means = design * fit.parameters;
      likelihood = likelihood_at(log_means, counts);
    }
    fit.converged =
        iteration > 0 && std::abs(likelihood - fit.log_likelihood) <= kTolerance * (1 + std::abs(likelihood));
    fit.log_likelihood = likelihood;
  }
  fit.covariance = factor.solve(Eigen::MatrixXd::Identity(design.cols(), design.cols()));
  return fit;
}

}  // namespace byname
