// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>

namespace byname {

/// Returns true if some x >= 0 has A x = b: phase one of the simplex method with Bland's rule, which cannot
/// cycle. Meant for few rows (the free directions of a model) and small whole numbers.
bool has_nonnegative_solution(const Eigen::MatrixXd& a, const Eigen::VectorXd& b);

}  // namespace byname
