// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// Puts draws of the linkage, of everybody together, into the strata: each pattern's persons are shared out
/// as the decided ones are, or as those of an imputation each where the strata have draws, which must then be
/// as many.
void share_linkage_draws(EstimateInput& input, const std::vector<Overlap>& draws);

}  // namespace byname
