// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>

namespace byname {

/// Fits P(outcome = 1) = 1 / (1 + exp(-design * parameters)) to rows with weight 1 or 0, by Newton's method
/// with a ridge of `ridge` on every parameter but that of column 0, the intercept: separated data stay
/// finite. `outcomes` and `weights` hold 0 or 1, one a row.
Eigen::VectorXd fit_logistic(const Eigen::MatrixXd& design, const Eigen::VectorXd& outcomes,
                             const Eigen::VectorXd& weights, double ridge);

/// The probabilities that fitted parameters give to rows.
Eigen::VectorXd logistic_probabilities(const Eigen::MatrixXd& design, const Eigen::VectorXd& parameters);

}  // namespace byname
