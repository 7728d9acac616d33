// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/covariate_basis.hpp"
#include "estimate/estimator.hpp"

namespace byname {

/// Persons on the first list, the second or both, with what is known of each.
struct ListedPersons {
  std::vector<std::uint8_t> on_first;   ///< per person, 0 or 1
  std::vector<std::uint8_t> on_second;  ///< per person, 0 or 1; nobody is on neither
  std::vector<Covariate> covariates;
};

/// Estimates those on neither of two lists that are independent among people alike in the covariates (Das,
/// Kennedy & Jewell 2024, JASA 119: the estimator of drpop). With q1, q2, q12 the chances that a listed
/// person of these covariates is on the first, the second, on both, the total is the sum over persons of
///   q1 q2 / q12 (on first / q1 + on second / q2 - on both / q12),
/// whose error is the product of those of two of the chances: either may be modelled badly if the other is
/// modelled well. The chances come from logistic regressions on splines (covariate_basis) of the other four
/// fifths of the persons (cross-fitting; below 2,000 persons on both lists the median over nine ways to split
/// them): that of being on both, and of which list among those on one, so
/// that they agree with each other. The interval is log-normal in those on neither, with the variance of the
/// influence function.
///
/// Refused: fewer than 20 persons on both lists; over a tenth of the estimate from persons who had less than
/// 1 chance in 100 to be on both (no overlap there to learn from). Throws InternalError on rows of unequal
/// number or on neither list.
EstimatorAnswer estimate_doubly_robust(const ListedPersons& persons, const ExecutionContext& context);

}  // namespace byname
