// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"

namespace byname {

/// How prone one row is to errors or gaps: Beta with the given mean. A shape below 1 puts most rows near 0
/// and a few far above the mean.
inline double draw_proneness(RandomStream& random, double mean, double shape) {
  if (mean <= 0) return 0;
  if (mean >= 1) return 1;
  return draw_beta(random, shape, shape * (1 - mean) / mean);
}

}  // namespace byname
