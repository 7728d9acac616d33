// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/method_answer.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Mack's chain ladder of a triangle (Mack 1993, ASTIN Bulletin 23, 213-225).
struct ChainLadder {
  /// f_k: reports up to delay k + 1 over those up to delay k, of the periods where both are known.
  std::vector<double> factors;
  /// sigma_k^2: how much the single factors vary about f_k. The last one, of a single period, is the smallest
  /// that the two before it allow (Mack's p. 217).
  std::vector<double> variances;
  std::vector<double> bases;      ///< S_k: sum of the reports up to delay k behind f_k
  std::vector<double> latest;     ///< [event] reports so far
  std::vector<double> ultimates;  ///< [event] reports in the end
  std::vector<double> errors;     ///< [event] root of the mean squared error of the reserve
  double reserve = 0;             ///< all that is still to come
  double error = 0;               ///< of `reserve` (Mack's corollary on p. 220)
};

/// Fits it, or says why that cannot be done: fewer than two delays; fewer than two factors for every
/// variance; nobody reported so far in the periods that a factor rests on.
std::variant<ChainLadder, Refusal> fit_chain_ladder(const ReportingTriangle& triangle);

/// Draws of what is to come, by event period and in all: factors are drawn about f_k, then the reports of
/// each period step by step, with Mack's variances and gamma distributions (England & Verrall 2006, British
/// Actuarial Journal 12, section 6). Columns as draw_nowcast in nowcast.hpp wants them: [event][draw].
std::vector<std::vector<double>> draw_chain_ladder(const ReportingTriangle& triangle,
                                                   const ChainLadder& ladder, int num_draws,
                                                   const ExecutionContext& context);

}  // namespace byname
