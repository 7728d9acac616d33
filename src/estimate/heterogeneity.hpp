// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "estimate/capture_table.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {

/// Lists beyond which the lower bound with list effects is not fitted: its cost grows with 2^K.
inline constexpr int kMaxListsOfChaoBound = 12;

/// Chao's lower bound where lists differ in size and persons in their chance to be listed: the log-linear
/// model with list effects and, for persons on more than two lists, convex terms max(0, lists - j), j = 2 ..
/// K-1, that may not be negative: negative ones are set to 0 and the model fitted again (Rivest & Baillargeon
/// 2007, Biometrics 63; "Mth Chao (LB)" of Rcapture). Refused where nobody is on two lists or the maximum
/// does not exist.
UnseenAnswer chao_lower_bound(const CaptureTable& table);

/// How the chance to be on many lists grows among people who differ in how easily they are found: the column
/// h(j) that a person on j lists adds to the log-linear model with list effects (Rivest & Baillargeon 2007,
/// section 3; "Mth" of Rcapture).
enum class HeterogeneityShape {
  kPoisson2,  ///< 2^j - 1
  kDarroch,   ///< j^2 / 2
  kGamma      ///< log(3.5) - log(3.5 + j)
};

/// The model with list effects and one column of heterogeneity, with its profile likelihood interval. Refused
/// where the maximum does not exist.
UnseenAnswer mth_estimate(const CaptureTable& table, HeterogeneityShape shape);

/// Chao (1987, Biometrics 43): factor f1^2 / (2 f2) from the persons on exactly one and exactly two lists,
/// with the variance f2 (factor r^2 / 2 + factor^2 r^3 + factor^2 r^4 / 4), r = f1 / f2. `factor` is 1 for
/// very many lists with small chances, (K - 1) / K for K lists.
UnseenAnswer chao_moment(const CaptureTable& table, double factor);

}  // namespace byname
