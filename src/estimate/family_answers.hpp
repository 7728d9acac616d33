// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "estimate/estimator.hpp"

namespace byname {

/// What a family says of the decided overlap and of the draws that it was asked about.
struct FamilyAnswers {
  std::string family;
  std::vector<EstimatorVariant> variants;
  /// [asked][variant]; the decided overlap is the first.
  std::vector<std::vector<EstimatorAnswer>> answers;
  std::vector<double> weights;              ///< [asked]: share of the draws asked about; sums to 1
  std::vector<std::size_t> answer_of_draw;  ///< [draw asked about, in order]: index into `answers`

  const std::string& family_of(std::size_t variant) const {
    return variants[variant].family.empty() ? family : variants[variant].family;
  }
};

/// One estimator among the families of a stratum.
struct EstimatorPlace {
  const FamilyAnswers* answers = nullptr;
  std::size_t variant = 0;

  /// Draws of the linkage that it was asked about.
  std::size_t num_draws() const { return answers->answer_of_draw.size(); }
  /// The answer of draw `draw` of `num_draws` spread evenly over all; num_draws <= num_draws().
  const EstimatorAnswer& answer_of(std::size_t draw, std::size_t num_draws) const {
    return answers->answers[answers->answer_of_draw[draw * this->num_draws() / num_draws]][variant];
  }
};

/// Where an estimator is; null `answers` where it is not.
EstimatorPlace find_estimator(const std::vector<FamilyAnswers>& families, std::string_view family,
                              std::string_view variant);

/// Asks a family about the decided overlap and every draw, or its max_draws draws spread evenly.
FamilyAnswers ask_family(const EstimatorFamily& family, const OverlapDraws& draws, std::uint64_t stratum,
                         const ExecutionContext& context);

/// All answers of one variant as one mixture: draws weigh equally.
UnseenAnswer pooled_answer(const FamilyAnswers& answers, std::size_t variant);

/// The estimator's number with its interval, over the draws; `pooled` is pooled_answer's.
ModelEstimate pooled_estimate(const FamilyAnswers& answers, std::size_t variant, const UnseenAnswer& pooled);

/// The variance of the logarithm of those on no list, by its sources.
VarianceParts variance_parts(const FamilyAnswers& answers, std::size_t variant);

/// The estimate of one overlap: the estimator's point or the median of its mixture.
double point_of(const EstimatorAnswer& answer);

}  // namespace byname
