// SPDX-License-Identifier: Apache-2.0
#include "estimate/logistic_regression.hpp"

#include <algorithm>
#include <cmath>

namespace byname {
namespace {

constexpr int kMostSteps = 50;
constexpr double kSmallestStep = 1e-9;
constexpr double kLargestLogOdds = 30;
constexpr Eigen::Index kBlock = 1024;  // rows weighed at a time, so that they stay in the cache

/// Adds the information of the rows to `information` (lower half) and their score to `score`.
void add_rows(const Eigen::MatrixXd& design, const Eigen::VectorXd& residuals, const Eigen::VectorXd& weights,
              Eigen::MatrixXd& information, Eigen::VectorXd& score) {
  score.noalias() += design.transpose() * residuals;
  for (Eigen::Index begin = 0; begin < design.rows(); begin += kBlock) {
    const Eigen::Index size = std::min(kBlock, design.rows() - begin);
    const Eigen::MatrixXd weighted =
        weights.segment(begin, size).cwiseSqrt().asDiagonal() * design.middleRows(begin, size);
    information.selfadjointView<Eigen::Lower>().rankUpdate(weighted.transpose());
  }
}

}  // namespace

Eigen::VectorXd logistic_probabilities(const Eigen::MatrixXd& design, const Eigen::VectorXd& parameters) {
  const Eigen::ArrayXd log_odds = (design * parameters).array().min(kLargestLogOdds).max(-kLargestLogOdds);
  return (1 / (1 + (-log_odds).exp())).matrix();
}

Eigen::VectorXd fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcomes,
                             const Eigen::VectorXd& weights, double ridge) {
  Eigen::VectorXd penalty = Eigen::VectorXd::Constant(design.cols(), ridge);
  penalty[0] = 1e-9;
  Eigen::VectorXd parameters = Eigen::VectorXd::Zero(design.cols());
  for (int step = 0; step < kMostSteps; ++step) {
    const Eigen::VectorXd chance = logistic_probabilities(design, parameters);
    const Eigen::VectorXd residuals = weights.cwiseProduct(outcomes - chance);
    const Eigen::VectorXd spread = weights.array() * chance.array() * (1 - chance.array());
    Eigen::MatrixXd information = penalty.asDiagonal();
    Eigen::VectorXd score = -penalty.cwiseProduct(parameters);
    add_rows(design, residuals, spread, information, score);
    Eigen::VectorXd change = information.selfadjointView<Eigen::Lower>().ldlt().solve(score);
    // No parameter of a standardised column moves by more than 2 in a step: Newton cannot run away.
    const double largest = change.cwiseAbs().maxCoeff();
    if (largest > 2) change *= 2 / largest;
    parameters += change;
    if (largest < kSmallestStep) break;
  }
  return parameters;
}

}  // namespace byname
