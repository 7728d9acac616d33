// SPDX-License-Identifier: Apache-2.0
#include "cluster/graph_metrics.hpp"

#include <algorithm>
#include <numeric>

namespace byname {

namespace {

using Edges = std::span<const std::pair<std::uint32_t, std::uint32_t>>;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// The edges at each node.
struct Adjacency {
  struct Arc {
    std::uint32_t to;
    std::uint32_t edge;
  };
  std::vector<std::size_t> first;  ///< per node; one more at the end
  std::vector<Arc> arcs;

  Adjacency(std::size_t num_nodes, Edges edges) : first(num_nodes + 1, 0), arcs(2 * edges.size()) {
    for (const auto& [a, b] : edges) {
      ++first[a + 1];
      ++first[b + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for (std::uint32_t edge = 0; edge < edges.size(); ++edge) {
      const auto& [a, b] = edges[edge];
      arcs[next[a]++] = {b, edge};
      arcs[next[b]++] = {a, edge};
    }
  }
};

/// Depth-first search with its own stack; `low` is the earliest node reached from below a node.
class BridgeFinder {
 public:
  BridgeFinder(std::size_t num_nodes, Edges edges)
      : graph_(num_nodes, edges),
        next_(graph_.first.begin(), graph_.first.end() - 1),
        time_(num_nodes, kNone),
        low_(num_nodes, kNone),
        via_(num_nodes, kNone),
        is_bridge_(edges.size(), false) {}

  std::vector<bool> run() {
    for (std::uint32_t node = 0; node < time_.size(); ++node) {
      if (time_[node] == kNone) search_from(node);
    }
    return std::move(is_bridge_);
  }

 private:
  void enter(std::uint32_t node, std::uint32_t via) {
    time_[node] = low_[node] = clock_++;
    via_[node] = via;
    path_.push_back(node);
  }
  void search_from(std::uint32_t root) {
    enter(root, kNone);
    while (!path_.empty()) {
      const std::uint32_t node = path_.back();
      if (next_[node] == graph_.first[node + 1]) {
        leave(node);
        continue;
      }
      const Adjacency::Arc arc = graph_.arcs[next_[node]++];
      if (arc.edge == via_[node]) continue;
      if (time_[arc.to] == kNone) {
        enter(arc.to, arc.edge);
      } else {
        low_[node] = std::min(low_[node], time_[arc.to]);
      }
    }
  }
  void leave(std::uint32_t node) {
    path_.pop_back();
    if (path_.empty()) return;
    const std::uint32_t parent = path_.back();
    low_[parent] = std::min(low_[parent], low_[node]);
    if (low_[node] > time_[parent]) is_bridge_[via_[node]] = true;
  }

  Adjacency graph_;
  std::vector<std::size_t> next_;  ///< per node: the next arc to follow
  std::vector<std::uint32_t> time_;
  std::vector<std::uint32_t> low_;
  std::vector<std::uint32_t> via_;  ///< the edge by which a node was entered
  std::vector<bool> is_bridge_;
  std::vector<std::uint32_t> path_;
  std::uint32_t clock_ = 0;
};

void add_shares(ClusterMetrics& cluster, std::uint32_t largest_degree) {
  const auto n = static_cast<double>(cluster.num_nodes);
  const auto edges = static_cast<double>(cluster.num_edges);
  if (cluster.num_nodes > 1) cluster.density = 2 * edges / (n * (n - 1));
  if (cluster.num_nodes > 2) cluster.centralisation = (n * largest_degree - 2 * edges) / ((n - 1) * (n - 2));
}

}  // namespace

std::vector<bool> find_bridges(std::size_t num_nodes, Edges edges) {
  return BridgeFinder(num_nodes, edges).run();
}

GraphMetrics graph_metrics(const std::vector<std::uint32_t>& cluster_of, Edges edges) {
  const std::size_t nodes = cluster_of.size();
  GraphMetrics metrics;
  metrics.is_bridge = find_bridges(nodes, edges);
  metrics.degree.assign(nodes, 0);
  std::vector<std::int64_t> num_edges(nodes, 0);
  for (const auto& [a, b] : edges) {
    ++metrics.degree[a];
    ++metrics.degree[b];
    ++num_edges[cluster_of[a]];
  }
  std::vector<std::int64_t> size(nodes, 0);
  std::vector<std::uint32_t> largest_degree(nodes, 0);
  for (std::size_t node = 0; node < nodes; ++node) {
    ++size[cluster_of[node]];
    largest_degree[cluster_of[node]] = std::max(largest_degree[cluster_of[node]], metrics.degree[node]);
  }
  metrics.centrality.assign(nodes, 0);
  for (std::size_t node = 0; node < nodes; ++node) {
    const std::int64_t others = size[cluster_of[node]] - 1;
    if (others > 0) metrics.centrality[node] = metrics.degree[node] / static_cast<double>(others);
  }
  for (std::uint32_t node = 0; node < nodes; ++node) {
    if (size[node] == 0) continue;
    ClusterMetrics cluster{node, size[node], num_edges[node]};
    add_shares(cluster, largest_degree[node]);
    metrics.clusters.push_back(cluster);
  }
  return metrics;
}

}  // namespace byname
