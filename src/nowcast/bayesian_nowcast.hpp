// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/method_answer.hpp"
#include "nowcast/delay_model.hpp"
#include "nowcast/reporting_triangle.hpp"

namespace byname {

/// Chains agree if R-hat is at most this, and bulk and tail have so many effective draws, for every number
/// that is watched: all that is to come, that of the newest period, the four scales, the log density.
inline constexpr double kMaxRHat = 1.01;
inline constexpr double kMinEffectiveDraws = 400;

/// How long the chains run.
struct BayesianSettings {
  int num_chains = 4;
  int num_warmup = 500;   ///< >= 200 transitions a chain that adapt and are not kept
  int num_draws = 500;    ///< kept a chain
  int max_doublings = 2;  ///< while not converged, the chains go on: twice as many draws, at most so often
  int max_depth = 9;      ///< a transition takes at most 2^max_depth steps
  double max_r_hat = kMaxRHat;
  double min_effective_draws = kMinEffectiveDraws;
  std::optional<DelayPrior> prior;  ///< none: default_prior of the triangle
};

/// Draws of the posterior, chains one behind the other.
struct BayesianNowcast {
  std::vector<std::vector<double>> named;          ///< [event][draw] so far, undated reports allocated
  std::vector<std::vector<double>> will_be_named;  ///< [event][draw] within the last delay
  std::vector<std::vector<double>> parameters;     ///< [draw] as in DelayModel
  std::vector<std::pair<std::string, double>> diagnostics;
};

/// The priors of DelayPrior with the level at what is named so far: log of the mean of a period, sd 3.
DelayPrior default_prior(const ReportingTriangle& triangle);

/// Samples the posterior of the delay model (delay_model.hpp) and of what is to come: transitions of the
/// no-U-turn sampler in turn with draws of the missing event periods. Refuses fewer than two delays or three
/// periods, negative counts, fractions, and chains that do not agree. Same seed, same draws, for any number
/// of threads.
std::variant<BayesianNowcast, Refusal> fit_bayesian_nowcast(const ReportingTriangle& triangle,
                                                            const BayesianSettings& settings,
                                                            const ExecutionContext& context);

}  // namespace byname
