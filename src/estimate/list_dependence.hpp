// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// What the other lists say without one of them.
struct DroppedList {
  std::string list;
  std::string family, variant;  ///< of the estimator: the headline's, Chapman's where two lists are left
  Interval total;               ///< of everybody, from the other lists alone
  std::string reason;           ///< why there is no total; then the rest is empty
  /// A check with a known answer: the people of the list are taken for everybody, and the others estimate how
  /// many of them they do not hold (Chan, Silverman & Vincent 2021; the internal consistency test of
  /// MSETools).
  double known_unseen = 0;
  Interval checked_unseen;
  std::string check_reason;  ///< why the check cannot be made
};

/// How two lists overlap. Shares near 1 tell of a list that copies another or holds it.
struct ListPair {
  std::string first, second;
  double on_both = 0;
  double share_of_first = 0;  ///< of the people of the first list, those on the second
  double share_of_second = 0;
  /// Odds ratio of being on the two among people on some other list, with half a person added a cell and its
  /// 95 % interval; estimate 0 where nobody is on another list.
  Interval odds_ratio;
  std::string note;  ///< in words, where the pair stands out
};

/// Every list dropped in turn, from the decided overlap; all strata together. Empty below 3 and above 8
/// lists.
std::vector<DroppedList> drop_lists(const EstimateInput& input, const ExecutionContext& context);

/// Every pair of lists in the decided overlap, all strata together.
std::vector<ListPair> pairs_of(const EstimateInput& input);

}  // namespace byname
