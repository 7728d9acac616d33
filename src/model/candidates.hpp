// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "block/blocks.hpp"
#include "model/score_table.hpp"
#include "model/term_frequency.hpp"
#include "model/training_data.hpp"

namespace byname {

/// A pair worth a closer look: its model probability is over the cut-off.
struct Edge {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  std::uint64_t pattern = 0;
  float term_frequency = 0;  ///< TermFrequencies::adjustment
  float log_ratio = 0;       ///< l under the trained model
  std::uint8_t key = 255;    ///< first blocking key; 255 = all pairs were compared
};

/// Where pairs come from: all allowed pairs, or those of the blocks.
struct PairSource {
  const PairComparer* comparer = nullptr;
  const AllowedPairs* allowed = nullptr;
  const Blocks* blocks = nullptr;  ///< null: all pairs
  /// The first so many records are not compared among themselves. `allowed` forbids these pairs too, and the
  /// blocks were made without them.
  std::uint32_t num_settled = 0;
};

/// Counts the patterns of the blocked pairs, with the comparisons that each may speak for; num_pairs is the
/// full space's. Of more than about `enough` pairs an even part of the blocks is counted, and scaled up.
TrainingData count_blocked_pairs(const PairSource& source, std::uint64_t enough,
                                 const ExecutionContext& context);

/// The pairs worth keeping and how many were looked at.
struct EdgeSearch {
  std::vector<Edge> edges;               ///< sorted by (left, right)
  std::vector<std::uint64_t> new_pairs;  ///< per key; empty without blocks
  std::uint64_t num_pairs = 0;           ///< allowed pairs compared
};

/// Finds all pairs of the source with log odds >= `min_log_odds` (lambda included).
/// `patterns` are those that training saw: they are scored once each; others are scored as they come.
EdgeSearch find_edges(const PairSource& source, const std::vector<std::uint64_t>& patterns,
                      const MixtureParameters& parameters, const TermFrequencies& frequencies,
                      double min_log_odds, const ExecutionContext& context);

}  // namespace byname
