// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/model_spread.hpp"

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

/// The variance of the logarithm of those on no list, by where it comes from; the three add up to it.
struct VarianceParts {
  double sampling = 0;  ///< who happened to be listed, given one model and one linkage
  double model = 0;     ///< which model, given one linkage
  double linkage = 0;   ///< which mentions are one person
};

/// One estimator's answer for those on no list, over all linkage draws.
struct ModelEstimate {
  std::string family;   ///< "loglinear", "heterogeneity", "two-list", ...
  std::string variant;  ///< "aic-average", "bic-average", "aic-best", "bic-best", "chao", "chapman", ...
  Interval unseen;
  Interval total;
  std::string model;       ///< formula of the best model, "[12,23]"; empty where it has none
  std::string assumption;  ///< in words, for a reader who is no statistician
  bool is_headline = false;
  std::vector<std::pair<std::string, double>> diagnostics;
  VarianceParts variance{};
  ModelSpread similar{};  ///< of models that fit about as well as the best: medians over draws
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
  ModelSpread spread;  ///< of the models that fit about equally well; of all shown where there is no headline
  std::string assumption;          ///< the headline's, or why there is none
  std::vector<std::string> lists;  ///< those with somebody on them, numbered from 1 in `model`
};

/// The persons of one stratum: everybody, or those of one region, say.
struct StratumOverlap {
  std::string name;            ///< "" for everybody
  std::uint32_t lists = 0;     ///< a bit a list that could hold these persons; no pattern has another
  Overlap decided;             ///< of the published partition
  std::vector<Overlap> draws;  ///< of the linkage; empty where it is certain. As many in every stratum
};

/// What to estimate from.
struct EstimateInput {
  std::vector<std::string> lists;  ///< names, K <= 16
  std::vector<StratumOverlap> strata;
  bool is_quick = false;  ///< only estimators that take no time to speak of
};

struct StratumEstimate {
  std::string name;
  UnseenEstimate unseen;
};

/// Those on no list, of all strata together and of each.
struct StrataEstimate {
  UnseenEstimate all;
  std::vector<StratumEstimate> strata;  ///< empty where there is one stratum only: it is `all`
};

/// Estimates those on no list from R >= 1 draws of the overlap (all equal where linkage is certain). Each
/// draw gets its own sampling error of the estimator, and all values are pooled with equal weight (Sadinle
/// 2018, linkage averaging); limits are never averaged. Strata are added inside draws.
StrataEstimate estimate_strata(const EstimateInput& input, const ExecutionContext& context);

/// The same of one stratum that every list could hold, quick; lists are called by their number.
UnseenEstimate estimate_unseen(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws,
                               const ExecutionContext& context);

}  // namespace byname
