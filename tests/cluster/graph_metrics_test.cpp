// SPDX-License-Identifier: Apache-2.0
#include "cluster/graph_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <set>

#include "cluster/union_find.hpp"

namespace byname {
namespace {

using Edge = std::pair<std::uint32_t, std::uint32_t>;

/// Without each edge in turn: are its ends still connected?
std::vector<bool> bridges_by_removal(std::size_t nodes, const std::vector<Edge>& edges) {
  std::vector<bool> is_bridge;
  for (std::size_t removed = 0; removed < edges.size(); ++removed) {
    UnionFind sets(nodes);
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (i != removed) sets.join(edges[i].first, edges[i].second);
    }
    is_bridge.push_back(sets.find(edges[removed].first) != sets.find(edges[removed].second));
  }
  return is_bridge;
}

TEST(FindBridges, EqualsRemovingEachEdgeOnRandomGraphs) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    const std::uint32_t nodes = 2 + random() % 12;
    std::set<Edge> edges;
    for (std::uint32_t i = 0; i < nodes + random() % 4; ++i) {
      const std::uint32_t a = random() % nodes;
      const std::uint32_t b = random() % nodes;
      if (a != b) edges.insert(std::minmax({a, b}));
    }
    const std::vector<Edge> list(edges.begin(), edges.end());
    EXPECT_EQ(find_bridges(nodes, list), bridges_by_removal(nodes, list)) << round;
  }
}

TEST(FindBridges, GoesThroughAPathOfAMillionNodes) {
  std::vector<Edge> path;
  for (std::uint32_t i = 0; i + 1 < 1000000; ++i) path.emplace_back(i, i + 1);
  const std::vector<bool> is_bridge = find_bridges(1000000, path);
  EXPECT_EQ(std::count(is_bridge.begin(), is_bridge.end(), true), 999999);
}

TEST(GraphMetrics, OfAStarAndATriangle) {
  const std::vector<std::uint32_t> cluster = {0, 0, 0, 0, 4, 4, 4, 7};
  const std::vector<Edge> edges = {{0, 1}, {0, 2}, {0, 3}, {4, 5}, {4, 6}, {5, 6}};
  const GraphMetrics metrics = graph_metrics(cluster, edges);
  ASSERT_EQ(metrics.clusters.size(), 3u);
  EXPECT_EQ(metrics.clusters[0].num_edges, 3);
  EXPECT_DOUBLE_EQ(metrics.clusters[0].density, 0.5);
  EXPECT_DOUBLE_EQ(metrics.clusters[0].centralisation, 1);
  EXPECT_DOUBLE_EQ(metrics.clusters[1].density, 1);
  EXPECT_DOUBLE_EQ(metrics.clusters[1].centralisation, 0);
  EXPECT_TRUE(std::isnan(metrics.clusters[2].density));
  EXPECT_EQ(metrics.degree, (std::vector<std::uint32_t>{3, 1, 1, 1, 2, 2, 2, 0}));
  EXPECT_DOUBLE_EQ(metrics.centrality[1], 1.0 / 3);
  EXPECT_EQ(metrics.is_bridge, (std::vector<bool>{true, true, true, false, false, false}));
}

}  // namespace
}  // namespace byname
