// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"
#include "estimate/family_answers.hpp"

namespace byname {

/// A refusal of one estimator: the reason of the first answer without an estimate, and in how many draws of
/// the linkage.
Refusal refusal_of(const FamilyAnswers& answers, std::size_t variant);

/// Adds the strata: for every estimator that answers in each of them, values are drawn from every stratum's
/// mixture in the same draw of the linkage and added; limits are those of the sums, never sums of limits. The
/// estimate is the median over draws of the sum of the strata's estimates. An estimator refused in a stratum
/// is refused for the sum. `families` is what each stratum's families answered. The headline is not set.
UnseenEstimate sum_over_strata(const EstimateInput& input, const std::vector<StratumEstimate>& strata,
                               const std::vector<std::vector<FamilyAnswers>>& families,
                               const ExecutionContext& context);

}  // namespace byname
