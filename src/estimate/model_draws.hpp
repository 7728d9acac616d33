// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/count_estimate.hpp"
#include "estimate/family_answers.hpp"
#include "estimate/quantity_draws.hpp"

namespace byname {

/// An estimate with draws of every model of `estimate.all`, in order: named, unseen and total of everybody,
/// then of every stratum where there are several. Named + unseen = total and the strata add up inside every
/// draw.
struct DrawnEstimate {
  StrataEstimate estimate;
  std::vector<QuantityDraws> draws;
};

/// As estimate_strata, with `num_draws` draws of every model (none if 0).
DrawnEstimate estimate_and_draw(const EstimateInput& input, std::size_t num_draws,
                                const ExecutionContext& context);

/// Draws of models from what each stratum's families answered. Draw i of all strata and models is of the same
/// draw of the linkage, and its value is one of the model's mixture there. Same for any number of threads.
std::vector<QuantityDraws> draw_models(const EstimateInput& input, const std::vector<ModelEstimate>& models,
                                       const std::vector<std::vector<FamilyAnswers>>& families,
                                       std::size_t num_draws, const ExecutionContext& context);

/// Draws of a model of which no more is known than its estimate and limits: log-normal on either side of the
/// estimate. The high limit may be infinite: then there are none.
QuantityDraws draw_interval(const ModelEstimate& model, std::size_t num_draws,
                            const ExecutionContext& context);

}  // namespace byname
