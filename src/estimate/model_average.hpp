// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/loglinear.hpp"
#include "estimate/mle_existence.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {

enum class Criterion { kAic, kBic };

/// Models more than this above the best get no weight: each would have less than a thousandth of the best's.
inline constexpr double kNegligibleDifference = 14;
/// Models up to this above the best fit about equally well (Burnham & Anderson 2002, 2.6; Raftery 1995).
inline constexpr double kSimilarDifference = 10;

/// One model of a set, fitted to one table.
struct FittedModel {
  std::size_t model = 0;  ///< index into the set
  LoglinearFit fit;
  Estimability estimability = Estimability::kEstimable;
  double criterion(Criterion which, double total) const {
    return which == Criterion::kAic ? fit.aic() : fit.bic(total);
  }
  bool has_estimate() const;
};

/// Fits every model of the set; keeps those not negligible by either criterion, in the set's order, and
/// decides for these whether their estimate exists.
std::vector<FittedModel> fit_models(const CaptureTable& table, const std::vector<LoglinearModel>& models,
                                    LoglinearFitter& fitter);

/// Average over the models with weights exp(-difference / 2). Models without an estimate go to refused_share
/// with the weight that the supremum of their likelihood earns: leaving them out unseen would hide that the
/// data favour them.
UnseenAnswer average_model(const CaptureTable& table, const std::vector<FittedModel>& fitted,
                           Criterion which);

/// Index into `fitted` of the best model, whether or not it has an estimate.
std::size_t best_model(const std::vector<FittedModel>& fitted, Criterion which, double total);

}  // namespace byname
