// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/execution_context.hpp"

namespace byname {

/// The overlap of K <= 16 lists: how many persons are on exactly the lists of a pattern. Bit k of a pattern
/// is list k; pattern 0 (on no list) never occurs.
using Overlap = std::map<std::uint32_t, std::int64_t>;

/// A number with its 95 % interval.
struct Interval {
  double estimate = 0;  ///< median over draws
  double low = 0;       ///< 2.5 %
  double high = 0;      ///< 97.5 %
};

/// One estimator's answer for those on no list, over all linkage draws.
struct ModelEstimate {
  std::string family;   ///< "loglinear", "heterogeneity", "two-list"
  std::string variant;  ///< "aic-average", "bic-average", "aic-best", "bic-best", "chao", "chapman"
  Interval unseen;
  Interval total;
  std::string model;       ///< formula of the best model, "[12,23]"; empty where it has none
  std::string assumption;  ///< in words, for a reader who is no statistician
  bool is_headline = false;
  std::vector<std::pair<std::string, double>> diagnostics;
};

/// A number that cannot be had, and what would be needed.
struct Refusal {
  std::string family;
  std::string variant;
  std::string reason;  ///< "not estimable, because ..."
  std::string needed;
};

/// What the overlap says of those on no list.
struct UnseenEstimate {
  std::vector<ModelEstimate> models;
  std::vector<Refusal> refusals;
  /// Index into `models` of the headline, or -1 where none may be had (two lists, one list, refused).
  int headline = -1;
  double spread_low =
      0;  ///< smallest and largest unseen estimate over the models that fit about equally well
  double spread_high = 0;
  std::string assumption;  ///< the headline's, or why there is none
};

/// Estimates those on no list from R >= 1 draws of the overlap (all equal where linkage is certain). Each
/// draw gets its own sampling error of the estimator, and all values are pooled with equal weight (Sadinle
/// 2018, linkage averaging); limits are never averaged. `decided` is the overlap of the published partition.
/// With two lists: Chapman and Chao, never a headline. With 3 or more: all hierarchical log-linear models up
/// to pairs (stepwise beyond 5 lists), AIC and BIC averages, Chao's lower bound.
UnseenEstimate estimate_unseen(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws,
                               const ExecutionContext& context);

}  // namespace byname
