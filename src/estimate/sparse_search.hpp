// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "estimate/loglinear.hpp"

namespace byname {

/// The model that a stepwise search ends with.
struct SparseModel {
  LoglinearModel model;
  double unseen = 0;    ///< expected number on no list
  double variance = 0;  ///< of its logarithm, given the model
};

/// Chan, Silverman & Vincent (2021, JASA 116, 1297-1306): from independent lists, the dependence of one pair
/// of lists after another is added, always the one whose number of persons on both is the least likely
/// (one-sided Poisson probability given the model so far), while that is below `threshold` and the larger
/// model has a maximum and is identified (otherwise the next). Nothing if not even independent lists have a
/// maximum.
std::optional<SparseModel> sparse_model(const CaptureTable& table, double threshold, LoglinearFitter& fitter);

}  // namespace byname
