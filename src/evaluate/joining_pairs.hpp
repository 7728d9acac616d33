// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace byname {

/// A pair inside one person of a run, with its weight there in bits.
struct JoiningPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;
};

/// The pairs by which a person came together from what another run held apart: of the ways to connect its
/// mentions, given that `group_of` joins those of one group already, the one of strongest pairs (a spanning
/// tree by Kruskal 1956), without branches that lead to mentions of no group (kNoPerson) only. Returns
/// indices into `pairs`, strongest first; equal weights in the order of `pairs`. `mentions` are ascending and
/// hold every end of a pair; `group_of` is per entry of `mentions`.
std::vector<std::size_t> joining_pairs(std::span<const std::uint32_t> mentions,
                                       std::span<const std::uint32_t> group_of,
                                       std::span<const JoiningPair> pairs);

}  // namespace byname
