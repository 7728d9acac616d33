// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Dense>

#include "estimate/capture_table.hpp"
#include "estimate/loglinear.hpp"

namespace byname {

/// Whether a log-linear model has one finite maximum of its likelihood, so that an estimate exists at all.
enum class Estimability {
  kEstimable,
  kNoMaximum,      ///< the likelihood rises for ever in some direction: the estimate would be 0 or infinite
  kNotIdentified,  ///< different parameters fit every cell equally
};

/// Decides from the design alone: rows of the cells that hold somebody, and rows of the cells that hold
/// nobody.
///
/// A direction d in which the likelihood never falls has x.d = 0 in the first and x.d <= 0 in the second
/// (Fienberg & Rinaldo 2012, Annals of Statistics 40, section 3). If the first rows have full rank there is
/// none. Otherwise none exists exactly if the second rows, taken in the null space of the first, have a
/// strictly positive combination that vanishes (Stiemke's lemma): a small linear programme.
Estimability check_estimability(const Eigen::MatrixXd& filled_rows, const Eigen::MatrixXd& empty_rows);

/// Decides for a model and a table. Effects of lists that nobody is on all of are minus infinity, as in the
/// fit.
Estimability check_estimability(const CaptureTable& table, const LoglinearModel& model);

/// Returns true if every model that has no term but those of `largest` is surely estimable: the cells that
/// hold somebody identify the largest.
bool all_submodels_estimable(const CaptureTable& table, const LoglinearModel& largest);

}  // namespace byname
