// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/loglinear.hpp"
#include "estimate/model_average.hpp"

namespace byname {

/// The estimators, in the order in which they are shown.
enum class Estimator : std::uint8_t {
  kBicAverage,
  kAicAverage,
  kBicBest,
  kAicBest,
  kChao,
  kChaoSimple,
  kChapman
};
inline constexpr std::size_t kNumEstimators = 7;

/// How an estimator is named in estimate.json.
struct EstimatorName {
  std::string_view family;
  std::string_view variant;
};
EstimatorName estimator_name(Estimator estimator, int num_lists);

/// The estimators that make sense for a number of lists: none for one, Chapman and Chao for two.
std::vector<Estimator> estimators_for(int num_lists);

/// What must hold for the estimate to be right, for a reader who is no statistician.
std::string assumption_text(Estimator estimator, int num_lists);

/// Everything the estimators say of one overlap.
struct TableAnalysis {
  std::array<UnseenAnswer, kNumEstimators> answers;
  std::vector<FittedModel> fitted;  ///< log-linear models near the best
};

/// Runs all estimators for the table's number of lists. `models` come from candidate_models.
TableAnalysis analyse_table(const CaptureTable& table, const std::vector<LoglinearModel>& models,
                            LoglinearFitter& fitter);

}  // namespace byname
