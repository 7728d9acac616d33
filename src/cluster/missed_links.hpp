// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "block/blocks.hpp"
#include "cluster/link_results.hpp"
#include "cluster/partition_sampler.hpp"

namespace byname {

/// How many matches are in no scored pair, from two sides (linkage-method C4).
struct MissedLinks {
  double expected_found = 0;  ///< sum of p over the candidates
  double expected_all = 0;    ///< lambda of the full space times its pairs
  double recall = 1;          ///< found / all
  double recall_capture = 1;  ///< capture-recapture over the keys (Chao's f1^2 / 2 f2 on weighted counts)
  double recall_sd = 0;
};

/// Estimates the share of matches that the keys bring together. `full_space_matches`: lambda times all pairs
/// where it was trained on unblocked pairs; 0 if it was not, then only capture-recapture and the model's
/// independence speak.
MissedLinks estimate_missed_links(const Blocks& blocks, const std::vector<Edge>& edges,
                                  const MixtureParameters& parameters, double full_space_matches,
                                  const ExecutionContext& context);

/// Joins drawn for links that nothing could show, as changes to a draw's overlap.
struct HiddenLinkOptions {
  double ambiguity = 0;                 ///< a of A8: sets how many matches may look like any non-match
  const MissedLinks* missed = nullptr;  ///< null where all pairs were compared
  /// Joins that only a rule veto bars. Until somebody has looked at them nobody knows what share of them is
  /// right: each draw has a share of its own, uniform on [0, 1].
  std::int64_t barred = 0;
  std::vector<bool> is_unique;  ///< per list
  std::size_t num_records = 0;
};

/// Variances that the hidden links add to the number of persons.
struct HiddenLinkVariance {
  double dark = 0;
  double missed = 0;
  double barred = 0;
};

/// Adds, draw by draw, the links that no key brought together and the matches that look like any non-match:
/// each joins two persons of that draw, list pairs in the proportion of the links found, duplicate-free lists
/// respected.
HiddenLinkVariance add_hidden_links(std::vector<PartitionDraw>& draws,
                                    const std::vector<std::int64_t>& persons_per_size,
                                    const HiddenLinkOptions& options, const ExecutionContext& context);

}  // namespace byname
