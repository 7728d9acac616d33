// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "estimate/count_estimate.hpp"

namespace byname {

/// Estimates those who were never recorded from one source that records people again and again: `captures`
/// says how many persons were recorded once, twice, ... Family "truncated": zero-truncated Poisson (van der
/// Heijden et al. 2003, Statistical Modelling 3, 305-322), geometric, Chao (1987), Zelterman (1988).
/// Log-normal intervals with the delta method's variance. There is no headline: one source cannot show how
/// people differ.
UnseenEstimate estimate_repeated(const std::map<std::int64_t, std::int64_t>& captures);

}  // namespace byname
