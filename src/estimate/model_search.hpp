// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/loglinear.hpp"

namespace byname {

/// The log-linear models to fit in every draw of the linkage: all models up to pairs for 3 to 5 lists (8, 64,
/// 1,024).
///
/// From 6 lists on they are too many (32,768 and up). Then a stepwise search on `table` finds a set: starting
/// from independent lists, the best model not yet looked at is changed by one pair of lists (added by the
/// largest score statistic, taken out by the smallest Wald statistic), until no model near the best is left
/// or the budget is used; once by BIC and once by AIC. The set holds the models within reach of the best of
/// either.
std::vector<LoglinearModel> candidate_models(const CaptureTable& table);

}  // namespace byname
