// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cluster/link_results.hpp"
#include "evaluate/pair_thresholds.hpp"

namespace byname {

/// Stands for the truth of a mention whose true person is not known.
inline constexpr std::uint32_t kNoTruth = std::numeric_limits<std::uint32_t>::max();

/// How many pairs were found, how many of them are right, and how many there are in truth.
struct PairCounts {
  std::int64_t found = 0;
  std::int64_t correct = 0;
  std::int64_t in_truth = 0;

  /// Correct of found; 1 where nothing was found.
  double precision() const {
    return found > 0 ? static_cast<double>(correct) / static_cast<double>(found) : 1;
  }
  /// Correct of those in truth; 1 where there are none.
  double recall() const {
    return in_truth > 0 ? static_cast<double>(correct) / static_cast<double>(in_truth) : 1;
  }
  /// Harmonic mean of precision and recall.
  double f1() const;
};

/// B-cubed precision and recall (Bagga & Baldwin 1998): per mention, the share of its person that is right,
/// and the share of its true person that was found; averaged over mentions.
struct BCubed {
  double precision = 1;
  double recall = 1;
  double f1() const;
};

/// A partition against the truth. Mentions without truth are left out of everything but `num_without_truth`.
struct PartitionCheck {
  std::int64_t num_mentions = 0;  ///< with truth
  std::int64_t num_without_truth = 0;
  std::int64_t persons_found = 0;  ///< persons with one mention or more that has truth
  std::int64_t persons_true = 0;
  std::int64_t persons_exact = 0;  ///< persons whose mentions are exactly those of one true person
  PairCounts pairs;                ///< all pairs of mentions inside persons
  BCubed b_cubed;
};

/// Compares two partitions of the same mentions, given as labels per mention (`truth_of` may be kNoTruth).
/// Counts from the contingency table: O(n log n), no pair is enumerated.
PartitionCheck check_partition(std::span<const std::uint32_t> person_of,
                               std::span<const std::uint32_t> truth_of);

/// One row of pairs.parquet.
struct StoredPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  PairOutcome outcome = PairOutcome::kNo;
  double weight = 0;  ///< log2 odds; read where thresholds are judged
};

/// The scored pairs against the truth.
struct ScoredPairCheck {
  PairCounts linked;                 ///< pairs at or over the threshold that no veto bars, before clustering
  std::int64_t true_candidates = 0;  ///< true pairs among the stored pairs
  std::int64_t true_vetoed = 0;      ///< true pairs that a veto barred
};

/// Counts over pairs; those with a mention without truth are left out. `pairs_in_truth` is PartitionCheck's
/// in_truth.
ScoredPairCheck check_pairs(std::span<const StoredPair> pairs, std::span<const std::uint32_t> truth_of,
                            std::int64_t pairs_in_truth);

/// What blocking lost on its own.
struct BlockingCheck {
  double recall = 1;       ///< true pairs among the candidates
  bool is_exact = true;    ///< false: a lower bound, since unlikely candidates were not stored
  bool all_pairs = false;  ///< every pair was compared
};

/// The interval of estimate.json against the true number of persons.
struct IntervalCheck {
  double estimate = 0;
  double low = 0;
  double high = 0;
  std::int64_t truth = 0;
  bool holds_truth() const { return low <= static_cast<double>(truth) && static_cast<double>(truth) <= high; }
};

/// The pairs of a check whose mentions both have a truth.
std::vector<JudgedPair> judged_pairs(std::span<const StoredPair> pairs,
                                     std::span<const std::uint32_t> truth_of);

/// The clusters of byname cluster at one of several thresholds.
struct ThresholdPartition {
  double threshold = 0;  ///< probability
  PartitionCheck partition;
};

/// Everything `byname check` says.
struct CheckResult {
  PartitionCheck partition;                    ///< at the first of several thresholds
  std::vector<ThresholdPartition> partitions;  ///< of byname cluster at several thresholds
  double threshold = 0;                        ///< of the run, a probability
  bool has_pairs = true;  ///< false: the folder keeps no pairs; what follows says nothing
  ScoredPairCheck scored;
  BlockingCheck blocking;
  std::optional<PairThresholds> thresholds;  ///< where they were asked for
  std::optional<IntervalCheck> interval;     ///< absent where some mentions have no truth
};

}  // namespace byname
