// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/pair_graph.hpp"

namespace byname {

/// Per record of the component its place, from 0, if those come first of whom some pair says most; equal ones
/// stand as they are numbered, and those that are in forbidden pairs alone last. A mention that lacks much so
/// comes late, and what it lacks never speaks against those before it (docs/decisions/0023). `log_ratios`:
/// one per pair.
std::vector<std::uint16_t> rank_by_evidence(const Component& component, std::span<const float> log_ratios);

}  // namespace byname
