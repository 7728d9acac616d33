// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/execution_context.hpp"
#include "estimate/loglinear.hpp"

namespace byname {

/// The log-linear models to fit in every draw of the linkage, best first, with terms of at most `max_order`
/// lists.
///
/// Up to pairs: all models for 3 to 6 lists (8, 64, 1,024, 32,768). Beyond pairs: all hierarchical models but
/// the saturated one for 3 to 5 lists (8, 113, 6,893). Of more than 1,024 models those are kept that are
/// within reach of the best of `table` by AIC or BIC.
///
/// Elsewhere they are too many. Then a stepwise search on `table` finds a set: starting from independent
/// lists, the best model not yet looked at is changed by one term (added by the largest score statistic,
/// taken out by the smallest Wald statistic), until no model near the best is left or the budget is used;
/// once by BIC and once by AIC. The set holds the models within reach of the best of either. `is_quick`
/// searches the 32,768 models of six lists so, too.
std::vector<LoglinearModel> candidate_models(const CaptureTable& table, int max_order, bool is_quick,
                                             std::size_t max_models, const ExecutionContext& context);

}  // namespace byname
