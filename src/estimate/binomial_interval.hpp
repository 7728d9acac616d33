// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace byname {

/// Limits of a share, both in [0, 1].
struct ShareInterval {
  double low = 0;
  double high = 1;
};

/// Exact two-sided limits of a share of which `hits` of `trials` independent draws were seen: Clopper and
/// Pearson 1934, Biometrika 26, 404-413. The level is in (0, 1); without trials the limits are 0 and 1.
ShareInterval binomial_interval(std::size_t hits, std::size_t trials, double level);

}  // namespace byname
