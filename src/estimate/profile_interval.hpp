// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "estimate/count_estimate.hpp"

namespace byname {

/// The 95 % interval of the number on no list by the multinomial profile likelihood (Cormack 1992, Biometrics
/// 48): the values that lose at most half the 95 % point of a chi-square with one degree of freedom. For N
/// persons of whom n were seen the profile is lgamma(N + 1) - lgamma(N - n + 1) - N log N + max of the
/// Poisson likelihood with N - n in cell 0 + N.
///
/// `log_likelihood(unseen)` is that maximum, without terms that depend on the seen counts only; `estimate` is
/// the Poisson estimate, near which the search starts; its `low` and `high` are not read. Where the
/// likelihood never falls by that much, `high` is infinite.
Interval profile_interval(double seen, double estimate, const std::function<double(double)>& log_likelihood);

}  // namespace byname
