// SPDX-License-Identifier: Apache-2.0
// Simulation-based calibration of the average over graphs.
#include <algorithm>
#include <bit>
#include <cmath>
#include <gtest/gtest.h>

#include "estimate/graph_average.hpp"
#include "reference/rank_calibration.hpp"

namespace byname {
namespace {

constexpr int kLists = 4;
constexpr std::uint32_t kCells = 1u << kLists;
constexpr int kPersons = 150;
/// Larger than byname's own, so that few worlds have next to everybody on no list.
constexpr double kDelta = 0.5;

/// Cliques in an order in which each meets all before it within one of them.
std::vector<std::uint32_t> cliques_in_order(const DecomposableGraph& graph) {
  std::vector<std::uint32_t> left;
  for (const auto& [lists, power] : graph.factors) {
    if (power > 0) left.push_back(lists);
  }
  std::vector<std::uint32_t> order = {left.back()};
  left.pop_back();
  while (!left.empty()) {
    std::uint32_t before = 0;
    for (const std::uint32_t clique : order) before |= clique;
    const auto next = std::find_if(left.begin(), left.end(), [&](std::uint32_t clique) {
      return std::any_of(order.begin(), order.end(), [&](std::uint32_t earlier) {
        return (clique & before & ~earlier) == 0 &&
               ((clique & before) != 0 || std::none_of(left.begin(), left.end(), [&](std::uint32_t other) {
                  return (other & before) != 0;
                }));
      });
    });
    order.push_back(*next);
    left.erase(next);
  }
  return order;
}

/// Chances of the patterns from the hyper Dirichlet law (Dawid & Lauritzen 1993): a clique's cells given its
/// separator are Dirichlet with delta for each cell of the whole table that they stand for.
std::vector<double> draw_chances(const DecomposableGraph& graph, RandomStream& random) {
  std::vector<double> chances(kCells, 1);
  std::uint32_t before = 0;
  for (const std::uint32_t clique : cliques_in_order(graph)) {
    const std::uint32_t separator = clique & before;
    before |= clique;
    std::vector<double> gammas(kCells, 0);
    std::vector<double> sums(kCells, 0);
    for (std::uint32_t cell = 0; cell < kCells; ++cell) {
      if ((cell & ~clique) != 0) continue;
      gammas[cell] = draw_gamma(random, std::ldexp(kDelta, kLists - std::popcount(clique)));
      sums[cell & separator] += gammas[cell];
    }
    for (std::uint32_t cell = 0; cell < kCells; ++cell)
      chances[cell] *= gammas[cell & clique] / sums[cell & separator];
  }
  return chances;
}

/// With the prior 1 / N, those on no list are negative binomial given n on some list and the chances.
double draw_unseen(double chance_unseen, RandomStream& random) {
  return static_cast<double>(
      draw_poisson(random, draw_gamma(random, kPersons) * chance_unseen / (1 - chance_unseen)));
}

TEST(GraphCalibration, RanksOfSimulatedTruthsAreUniform) {
  std::vector<DecomposableGraph> graphs = decomposable_graphs(kLists);
  std::erase_if(graphs, [](const DecomposableGraph& graph) { return graph.is_complete; });
  reference::RankCalibration ranks;
  const int num_worlds = reference::calibration_worlds(150);
  for (int world = 0; world < num_worlds; ++world) {
    RandomStream random(5, RandomStage::kSynth, static_cast<std::uint64_t>(world), 0, 0);
    const std::vector<double> chances = draw_chances(graphs[random.below(graphs.size())], random);
    std::vector<double> seen = chances;
    seen[0] = 0;
    Overlap overlap;
    for (int person = 0; person < kPersons; ++person)
      ++overlap[static_cast<std::uint32_t>(draw_index(random, seen))];
    const double truth = draw_unseen(chances[0], random);
    const GraphAverage found =
        average_graphs(make_capture_table(kLists, overlap), graphs, kDelta, ExecutionContext{});
    // Each number stands for those next to it: take it to reach halfway to its neighbours.
    const double at = truth - 0.5 + random.uniform();
    double share = 0;
    for (std::size_t i = 0; i < found.unseen.size(); ++i) {
      const double from = i == 0 ? -0.5 : (found.unseen[i - 1] + found.unseen[i]) / 2;
      const double to =
          i + 1 == found.unseen.size() ? found.unseen[i] + 0.5 : (found.unseen[i] + found.unseen[i + 1]) / 2;
      share += found.density[i] * std::clamp((at - from) / (to - from), 0.0, 1.0);
    }
    ranks.add(share);
  }
  ranks.print("graphs", "on no list");
  EXPECT_GT(ranks.p_value(), 0.001);
}

}  // namespace
}  // namespace byname
