// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/method_answer.hpp"
#include "nowcast/bayesian_nowcast.hpp"
#include "nowcast/never_named.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// What to ask of a triangle.
struct NowcastOptions {
  std::vector<std::string> methods;  ///< of kNowcastMethods; empty = all
  int num_draws = 4000;              ///< of the methods without chains
  int window = 0;                    ///< report periods that the reverse hazards rest on; 0 = all
  NeverNamed never;
  BayesianSettings bayesian;
};

/// "chain-ladder", "reverse-hazard", "bayesian".
const std::vector<std::string>& nowcast_methods();

/// Asks every method. The quantities of everybody are named, will_be_named, ever_named and, where something
/// is said of the never named, never_named and total; those of an event period are named and will_be_named.
/// In every draw named + will_be_named = ever_named, and ever_named + never_named = total. The headline is
/// the Bayesian answer; without it that of the reverse hazards, else of the chain ladder.
MethodAnswers nowcast(const ReportingTriangle& triangle, const NowcastOptions& options,
                      const ExecutionContext& context);

}  // namespace byname
