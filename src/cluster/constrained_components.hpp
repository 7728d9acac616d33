// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cluster/mean_link.hpp"

namespace byname {

/// Connected components that keep judgements: pairs of `same` are joined first, then pairs of at least
/// `threshold`, the likeliest first (equal ones by their records), each unless it would bring two records of
/// `different` into one cluster. Without `different` these are the connected components. Per record: the
/// member of its cluster that is first in `node_rank`. `same` and `different` must not contradict each other.
std::vector<std::uint32_t> constrained_components(const SplinkPairs& pairs, double threshold,
                                                  const std::vector<RecordPair>& same,
                                                  const std::vector<RecordPair>& different,
                                                  const std::vector<std::uint32_t>& node_rank);

}  // namespace byname
