// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace byname {

/// A decomposable graph of lists, as its factors: the likelihood of a table is the product over these sets of
/// lists of the likelihood of their margin, to the power 1 (cliques) or -1, -2, ... (separators).
struct DecomposableGraph {
  std::uint32_t edges = 0;  ///< bit i = pair i of pairs_of_lists
  std::vector<std::pair<std::uint32_t, int>> factors;
  bool is_complete = false;
};

/// Lists up to which all graphs are gone through (6: 18,154 decomposable of 32,768).
inline constexpr int kMaxListsOfGraphs = 6;

/// All decomposable (chordal) graphs of 1 to kMaxListsOfGraphs lists: 8 for 3, 61 for 4, 822 for 5, 18,154
/// for 6; by ascending edges.
std::vector<DecomposableGraph> decomposable_graphs(int num_lists);

}  // namespace byname
