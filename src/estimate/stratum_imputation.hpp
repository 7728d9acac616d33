// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// Persons of whom the stratum is not known.
struct UnlabelledPersons {
  std::vector<std::size_t> strata;  ///< indices of those that they may be of, at least one
  Overlap overlap;
};

/// Largest remainders: shares `persons` out in proportion to `weights` (their sum > 0); ties to the first.
std::vector<std::int64_t> share_out(std::int64_t persons, const std::vector<double>& weights);

/// Puts persons without a stratum into those they may be of. Each of `num_draws` imputations of a pattern
/// draws the strata's shares from their posterior (Dirichlet: the labelled persons of the pattern, and as
/// prior one person spread as all the labelled are), then the persons (multinomial): that the label is
/// missing is taken to say nothing of the stratum beyond the lists (missing at random; Manrique-Vallier, Ball
/// & Sulmont 2019 for the setting). The decided overlap has the expected numbers, rounded. The strata must
/// have no draws before.
void impute_strata(EstimateInput& input, const std::vector<UnlabelledPersons>& unlabelled,
                   std::size_t num_draws, std::uint64_t seed);

}  // namespace byname
