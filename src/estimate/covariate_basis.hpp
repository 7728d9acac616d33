// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>
#include <vector>

#include "estimate/covariate.hpp"

namespace byname {

/// Columns that regressions use: an intercept; a number as natural cubic splines with knots at its 5, 27.5,
/// 50, 72.5 and 95 % points (Hastie, Tibshirani & Friedman 2009, 5.2.1; Harrell 2015, 2.4.6), linear where it
/// has few values, with a column that tells who lacks it; a category as one column a value but the most
/// common, values of fewer than 20 persons put together. All but the intercept have mean 0 and standard
/// deviation 1.
Eigen::MatrixXd covariate_basis(const std::vector<Covariate>& covariates, std::size_t num_persons);

}  // namespace byname
