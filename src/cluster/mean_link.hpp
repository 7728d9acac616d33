// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/execution_context.hpp"
#include "cluster/score_pairs.hpp"

namespace byname {

/// Two records that a person has judged.
using RecordPair = std::pair<std::uint32_t, std::uint32_t>;

/// How far from the threshold, in log2 odds, a pair counts that is not given, and the limits of a given one
/// (docs/decisions/0010-mean-link.md has the measurements).
inline constexpr double kMissingPairWeight = -0.5;
inline constexpr double kLargestPairWeight = 10;

/// How records are joined by mean link.
struct MeanLinkOptions {
  double threshold = 0.5;                      ///< 0 to 1: clusters join while their mean weight is above it
  double missing_weight = kMissingPairWeight;  ///< of a pair not given, from the threshold; < 0
  std::vector<RecordPair> same;                ///< joined whatever their weight
  std::vector<RecordPair> different;           ///< never in one cluster
  std::vector<std::uint64_t> unique_bits;  ///< per record; two with a bit in common never join. Empty: none
};

/// Clusters by mean link (average linkage; Sokal & Michener 1958, "unweighted pair-group method"): the two
/// clusters with the largest mean weight over all pairs between them are joined, as long as that mean is over
/// the threshold's log2 odds. Weights are log2 odds, cut to +-kLargestPairWeight; pairs that are not given
/// count with `missing_weight`, so that one link does not chain two groups together. Ties go to the record
/// that comes first. The same for any number of threads. Per record: the member of its cluster that is first
/// in `node_rank`.
std::vector<std::uint32_t> mean_link_clusters(const SplinkPairs& pairs, const MeanLinkOptions& options,
                                              const std::vector<std::uint32_t>& node_rank,
                                              const ExecutionContext& context);

/// Per record, the member of its group that is first in `node_rank`; `group_of` numbers groups below
/// `num_groups`.
std::vector<std::uint32_t> first_members(const std::vector<std::uint32_t>& group_of, std::size_t num_groups,
                                         const std::vector<std::uint32_t>& node_rank);

}  // namespace byname
