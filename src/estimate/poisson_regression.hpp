// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>

namespace byname {

/// A Poisson regression with log link, fitted by iteratively reweighted least squares.
struct PoissonFit {
  Eigen::VectorXd parameters;
  Eigen::MatrixXd covariance;  ///< inverse information
  double log_likelihood = 0;   ///< without the terms that depend on the counts only
  bool converged = false;
};

/// Fits `counts` on the rows of `design`, which has full column rank.
PoissonFit fit_poisson(const Eigen::MatrixXd& design, const Eigen::VectorXd& counts);

}  // namespace byname
