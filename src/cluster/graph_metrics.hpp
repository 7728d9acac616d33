// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace byname {

/// Edges that are bridges: without one of them, its two ends are in different components (Tarjan 1974). Edges
/// between the same two nodes count as one more way. Linear in nodes and edges; no recursion.
std::vector<bool> find_bridges(std::size_t num_nodes,
                               std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

/// One cluster as a graph; shares are NaN where a cluster is too small to have them.
struct ClusterMetrics {
  std::uint32_t cluster = 0;  ///< the node that names it
  std::int64_t num_nodes = 0;
  std::int64_t num_edges = 0;
  double density = std::numeric_limits<double>::quiet_NaN();  ///< edges of those possible; from two nodes on
  double centralisation = std::numeric_limits<double>::quiet_NaN();  ///< of degrees, from three nodes on
};

/// What Splink calls graph metrics.
struct GraphMetrics {
  std::vector<std::uint32_t> degree;     ///< per node: edges within its cluster
  std::vector<double> centrality;        ///< per node: degree over the largest possible; 0 if alone
  std::vector<bool> is_bridge;           ///< per edge
  std::vector<ClusterMetrics> clusters;  ///< by the node that names them
};

/// Metrics of the graph of `edges` (each two nodes once), all of which lie within clusters. `cluster_of`: per
/// node, the node that names its cluster. Centralisation is Freeman's (1978): sum of (largest degree -
/// degree) over (n - 1)(n - 2).
GraphMetrics graph_metrics(const std::vector<std::uint32_t>& cluster_of,
                           std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

}  // namespace byname
