// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace byname {

/// One weighted pair of local nodes; a weight of -infinity forbids every cluster that holds both.
struct WeightedPair {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double weight = 0;
};

/// Joins clusters greedily while the mean weight between two of them is positive, the largest mean first;
/// pairs that are not given weigh `missing`. Equal means are taken by the smaller nodes first. `unique_bits`:
/// per node; clusters with a bit in common never join (empty: none). `must_link`: nodes that are joined
/// before anything else, whatever they weigh. Returns the cluster of each node, numbered from 0 by smallest
/// member.
std::vector<std::uint32_t> agglomerate(
    std::size_t num_nodes, std::span<const WeightedPair> pairs, double missing,
    std::span<const std::uint64_t> unique_bits,
    std::span<const std::pair<std::uint32_t, std::uint32_t>> must_link = {});

}  // namespace byname
