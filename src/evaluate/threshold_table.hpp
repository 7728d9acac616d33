// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "block/record_blocks.hpp"
#include "cluster/kept_pairs.hpp"

namespace byname {

/// What a threshold makes of pairs whose truth is known.
struct ThresholdRow {
  double match_weight = 0;  ///< threshold in bits: pairs of this weight or more are links
  double true_links = 0;
  double false_links = 0;
  double missed = 0;  ///< true pairs that are no links, those that no rule brings included

  double precision() const;  ///< 1 without links
  double recall() const;     ///< 1 without true pairs
  double f1() const;
};

/// Precision and recall over thresholds, against a column that says who is who.
struct ThresholdTable {
  std::vector<ThresholdRow> rows;  ///< by rising threshold, half a bit apart
  double true_pairs = 0;           ///< allowed pairs of records with one label
  double true_pairs_kept = 0;      ///< of these, those among the pairs kept: nothing finds the others
  ThresholdRow chosen;             ///< at the threshold of the run
  std::size_t best = 0;            ///< row of the highest F1
};

/// Judges pairs against labels. Pairs of which a record has no label are left aside. `threshold` and the
/// lowest row are probabilities and weights of kept pairs: below the lowest nothing is known.
ThresholdTable judge_thresholds(const KeptPairs& pairs, const ValueColumn& labels, const PairOrder& order,
                                double threshold);

}  // namespace byname
