// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cluster/kept_pairs.hpp"

namespace byname {

/// Splink's clusters: records joined by pairs of at least `threshold`. Per record: the record of its cluster
/// that is first in `node_rank`, whose id is the cluster's.
std::vector<std::uint32_t> connected_components(const KeptPairs& pairs, double threshold,
                                                const std::vector<std::uint32_t>& node_rank);
std::vector<std::uint32_t> connected_components(const SplinkPairs& pairs, double threshold,
                                                const std::vector<std::uint32_t>& node_rank);

}  // namespace byname
