// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/link_results.hpp"
#include "model/mixture.hpp"

namespace byname {

/// Sums over all pairs that tell how far the data carry a decision (linkage-method A8).
struct TrainingQuality {
  double expected_matches = 0;  ///< E = sum of p
  double ambiguity = 0;         ///< a = sum of p (1 - p) / E
  double chance_sd = 0;         ///< sqrt of the pairs in patterns with p > .5 that chance would bring
  /// Per comparison: total variation between its levels among pairs that the other comparisons make sure (p >
  /// .9) and m; negative where fewer than 50 pairs speak.
  std::vector<double> left_out_variation;
};
TrainingQuality judge_training(const TrainingData& data, const MixtureParameters& parameters,
                               const ExecutionContext& context);

/// Reasons to say "unsure", hard ones first.
std::vector<Doubt> find_doubts(const ModelSpec& model, const MixtureShape& shape,
                               const MixtureTraining& training, const TrainingQuality& quality,
                               double num_records);

}  // namespace byname
