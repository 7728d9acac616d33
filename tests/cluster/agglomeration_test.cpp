// SPDX-License-Identifier: Apache-2.0
#include "cluster/agglomeration.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>

#include "base/random.hpp"

namespace byname {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
using Clusters = std::vector<std::uint32_t>;

/// The same by trying all pairs of clusters in every step.
Clusters agglomerate_slowly(std::size_t n, const std::vector<WeightedPair>& pairs, double missing,
                            const std::vector<std::uint64_t>& bits) {
  std::vector<std::vector<double>> weight(n, std::vector<double>(n, missing));
  for (const WeightedPair& pair : pairs) weight[pair.a][pair.b] = weight[pair.b][pair.a] = pair.weight;
  std::vector<std::vector<std::size_t>> clusters;
  for (std::size_t node = 0; node < n; ++node) clusters.push_back({node});
  while (true) {
    double best = 0;
    std::size_t best_a = n, best_b = n;
    for (std::size_t a = 0; a < clusters.size(); ++a) {
      for (std::size_t b = a + 1; b < clusters.size(); ++b) {
        double sum = 0;
        bool clash = false;
        for (const std::size_t x : clusters[a]) {
          for (const std::size_t y : clusters[b]) {
            sum += weight[x][y];
            clash = clash || (!bits.empty() && (bits[x] & bits[y]) != 0);
          }
        }
        const double mean = sum / static_cast<double>(clusters[a].size() * clusters[b].size());
        if (!clash && mean > best) {
          best = mean;
          best_a = a;
          best_b = b;
        }
      }
    }
    if (best_a == n) break;
    clusters[best_a].insert(clusters[best_a].end(), clusters[best_b].begin(), clusters[best_b].end());
    clusters.erase(clusters.begin() + static_cast<std::ptrdiff_t>(best_b));
  }
  Clusters label(n);
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (const std::size_t node : clusters[c]) label[node] = static_cast<std::uint32_t>(c);
  }
  return label;
}

struct Problem {
  std::size_t nodes = 0;
  std::vector<WeightedPair> pairs;
  std::vector<std::uint64_t> bits;
};

Problem random_problem(std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  Problem problem;
  problem.nodes = 2 + random.below(9);
  for (std::uint32_t a = 0; a < problem.nodes; ++a) {
    problem.bits.push_back(random.below(3) == 0 ? std::uint64_t{1} << random.below(3) : 0);
    for (std::uint32_t b = a + 1; b < problem.nodes; ++b) {
      if (random.below(4) == 0) continue;
      problem.pairs.push_back({a, b, random.below(6) == 0 ? kNever : random.uniform() - 0.45});
    }
  }
  return problem;
}

TEST(Agglomerate, EqualsTryingAllPairsOfClusters) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const Problem problem = random_problem(seed);
    ASSERT_EQ(agglomerate(problem.nodes, problem.pairs, -0.3, problem.bits),
              agglomerate_slowly(problem.nodes, problem.pairs, -0.3, problem.bits))
        << "seed " << seed;
  }
}

TEST(Agglomerate, NeverJoinsForbiddenPairsNorBitsInCommon) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const Problem problem = random_problem(seed);
    const Clusters clusters = agglomerate(problem.nodes, problem.pairs, 0.4, problem.bits);
    for (const WeightedPair& pair : problem.pairs) {
      if (pair.weight == kNever) {
        ASSERT_NE(clusters[pair.a], clusters[pair.b]);
      }
    }
    for (std::size_t a = 0; a < problem.nodes; ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        if ((problem.bits[a] & problem.bits[b]) != 0) {
          ASSERT_NE(clusters[a], clusters[b]);
        }
      }
    }
  }
}

TEST(Agglomerate, DoesNotDependOnTheOrderOfPairs) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Problem problem = random_problem(seed);
    for (WeightedPair& pair : problem.pairs) pair.weight = pair.weight > 0 ? 0.5 : -0.25;  // many equal means
    const Clusters clusters = agglomerate(problem.nodes, problem.pairs, -0.25, problem.bits);
    std::reverse(problem.pairs.begin(), problem.pairs.end());
    ASSERT_EQ(agglomerate(problem.nodes, problem.pairs, -0.25, problem.bits), clusters) << seed;
  }
}

TEST(Agglomerate, TakesEqualMeansByTheSmallerNodes) {
  const std::vector<WeightedPair> pairs = {{0, 1, 0.5}, {1, 2, 0.5}, {0, 2, kNever}};
  EXPECT_EQ(agglomerate(3, pairs, 0, {}), (Clusters{0, 0, 1}));
}

TEST(Agglomerate, AChainOfLinksIsNotOnePerson) {
  const std::vector<WeightedPair> pairs = {{0, 1, 0.4}, {1, 2, 0.4}, {2, 3, 0.4}};
  EXPECT_EQ(agglomerate(4, pairs, -0.5, {}), (Clusters{0, 0, 1, 1}));
}

}  // namespace
}  // namespace byname
