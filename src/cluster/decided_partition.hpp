// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/partition_sampler.hpp"

namespace byname {

/// The published partition (linkage-method C3) and what the draws say of it.
struct DecidedPartition {
  std::vector<std::uint32_t> person_of;  ///< per record; persons numbered by their first record
  std::vector<Person> persons;
  /// Per component, per pair: share of draws in which both are one person.
  std::vector<std::vector<float>> same_share;
};

/// Joins records that are one person in more than `link_probability` of the draws: greedy agglomeration on
/// the shares minus the threshold, vetoes kept.
DecidedPartition decide_partition(const PairGraph& graph, const SampledPartitions& draws,
                                  const Constraints& constraints, double link_probability,
                                  const ExecutionContext& context);

/// Number of persons that another threshold on the same shares would give.
std::int64_t persons_at_threshold(const PairGraph& graph, const SampledPartitions& draws,
                                  const DecidedPartition& decided, const Constraints& constraints,
                                  double link_probability, const ExecutionContext& context);

/// The pairs on which the count hangs most: one a pair of clusters, by how evenly the draws are split over
/// it.
std::vector<HangingPair> hanging_pairs(const PairGraph& graph, const DecidedPartition& decided,
                                       std::size_t most);

/// The overlap of each draw: pattern of lists (bit k = list k) -> persons.
std::vector<PartitionDraw> overlap_of_draws(const PairGraph& graph, const SampledPartitions& draws,
                                            const std::vector<std::uint32_t>& list_of,
                                            const ExecutionContext& context);

}  // namespace byname
