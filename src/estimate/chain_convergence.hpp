// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace byname {

/// How far several chains of draws of one quantity agree (Vehtari, Gelman, Simpson, Carpenter & Buerkner
/// 2021, Bayesian Analysis 16): every chain is split in two and values are replaced by normal scores of their
/// ranks.
struct ChainConvergence {
  double r_hat = 0;     ///< the larger of that of the ranks and that of their distance from the median
  double bulk_ess = 0;  ///< effective number of draws for the middle of the distribution
  double tail_ess = 0;  ///< the smaller of those for the 5 % and the 95 % point
};

/// Needs chains of one length, at least 4 draws each; else, or where a value is not finite, r_hat is infinite
/// and the sizes are 0.
ChainConvergence assess_convergence(const std::vector<std::vector<double>>& chains);

}  // namespace byname
