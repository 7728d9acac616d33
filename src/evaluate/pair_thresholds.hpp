// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace byname {

/// A kept pair whose truth is known.
struct JudgedPair {
  double weight = 0;  ///< log2 odds
  bool is_true = false;
  bool is_barred = false;  ///< by a veto: no link at any threshold
};

/// What a threshold makes of all pairs whose truth is known.
struct PairThreshold {
  double weight = 0;  ///< log2 odds from which on a pair is a link
  std::int64_t true_links = 0;
  std::int64_t false_links = 0;
  std::int64_t missed = 0;  ///< true pairs that are no links, those not kept included
  std::int64_t not_kept =
      0;  ///< of these, those that are not among the pairs: blocking lost them, or the cut

  double precision() const;  ///< 1 without links
  double recall() const;     ///< 1 without true pairs
  double f1() const;         ///< harmonic mean; 1 without links and true pairs
};

/// Thresholds to choose from.
struct PairThresholds {
  std::vector<PairThreshold> rows;  ///< by rising weight
  std::size_t best = 0;             ///< of the highest F1, the highest threshold of equals
};

/// Judges thresholds (log2 odds, any order). `in_truth`: all true pairs there are, at least as many as are
/// true among `pairs`, else DataError is thrown. O(n log n).
PairThresholds judge_pairs(std::vector<JudgedPair> pairs, std::int64_t in_truth,
                           std::vector<double> thresholds);

/// Every whole bit from the lowest weight of the pairs to the highest, within -60 and 60.
std::vector<double> whole_bits(const std::vector<JudgedPair>& pairs);

}  // namespace byname
