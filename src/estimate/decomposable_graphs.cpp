// SPDX-License-Identifier: Apache-2.0
#include "estimate/decomposable_graphs.hpp"

#include <map>
#include <optional>

#include "base/error.hpp"
#include "estimate/capture_table.hpp"

namespace byname {
namespace {

using Neighbours = std::vector<std::uint32_t>;  // per list, a bit a neighbour

Neighbours neighbours_of(int num_lists, std::uint32_t edges, const std::vector<std::uint32_t>& pairs) {
  Neighbours neighbours(static_cast<std::size_t>(num_lists), 0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if ((edges >> i & 1) == 0) continue;
    for (int list = 0; list < num_lists; ++list) {
      if (pairs[i] >> list & 1) neighbours[static_cast<std::size_t>(list)] |= pairs[i] & ~(1u << list);
    }
  }
  return neighbours;
}

bool is_clique(const Neighbours& neighbours, std::uint32_t lists) {
  for (std::size_t list = 0; list < neighbours.size(); ++list) {
    const std::uint32_t others = lists & ~(1u << list);
    if ((lists >> list & 1) != 0 && (neighbours[list] & others) != others) return false;
  }
  return true;
}

/// Takes out lists whose neighbours form a clique, one after another; a graph is decomposable exactly if that
/// empties it (Dirac 1961). Each gives a factor with and one without the list, which cancel to cliques and
/// separators.
std::optional<std::map<std::uint32_t, int>> eliminate(const Neighbours& neighbours) {
  std::map<std::uint32_t, int> factors;
  std::uint32_t left = (1u << neighbours.size()) - 1;
  while (left != 0) {
    std::size_t list = 0;
    while (list < neighbours.size() &&
           ((left >> list & 1) == 0 || !is_clique(neighbours, neighbours[list] & left)))
      ++list;
    if (list == neighbours.size()) return std::nullopt;
    const std::uint32_t around = neighbours[list] & left;
    ++factors[around | 1u << list];
    --factors[around];
    left &= ~(1u << list);
  }
  return factors;
}

}  // namespace

std::vector<DecomposableGraph> decomposable_graphs(int num_lists) {
  BYNAME_CHECK(num_lists >= 1 && num_lists <= kMaxListsOfGraphs, "all graphs of {} lists", num_lists);
  const std::vector<std::uint32_t> pairs = pairs_of_lists(num_lists);
  const std::uint32_t all_edges = (1u << pairs.size()) - 1;
  std::vector<DecomposableGraph> graphs;
  for (std::uint32_t edges = 0; edges <= all_edges; ++edges) {
    const auto factors = eliminate(neighbours_of(num_lists, edges, pairs));
    if (!factors) continue;
    DecomposableGraph graph{edges, {}, edges == all_edges};
    for (const auto& [lists, power] : *factors) {
      if (lists != 0 && power != 0) graph.factors.emplace_back(lists, power);
    }
    graphs.push_back(std::move(graph));
  }
  return graphs;
}

}  // namespace byname
