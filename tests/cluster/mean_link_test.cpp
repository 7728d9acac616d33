// SPDX-License-Identifier: Apache-2.0
#include "cluster/mean_link.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "cluster/connected_components.hpp"
#include "cluster/constrained_components.hpp"

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;

SplinkPairs pairs_of(const std::vector<std::tuple<std::uint32_t, std::uint32_t, double>>& weighted) {
  SplinkPairs pairs;
  for (const auto& [a, b, weight] : weighted) {
    pairs.left.push_back(a);
    pairs.right.push_back(b);
    pairs.match_weight.push_back(weight);
    pairs.match_probability.push_back(1 / (1 + std::exp2(-weight)));
  }
  return pairs;
}

Labels ranks(std::uint32_t records) {
  Labels rank(records);
  std::iota(rank.begin(), rank.end(), 0u);
  return rank;
}

Labels mean_link(std::uint32_t records, const SplinkPairs& pairs, const MeanLinkOptions& options = {}) {
  return mean_link_clusters(pairs, options, ranks(records), ExecutionContext());
}

/// The definition, pair by pair: means are computed anew for every two clusters in every round.
Labels mean_link_by_definition(std::uint32_t records, const SplinkPairs& pairs,
                               const MeanLinkOptions& options) {
  const double bias = std::log2(options.threshold / (1 - options.threshold));
  std::map<RecordPair, double> weight;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double cut = std::clamp(pairs.match_weight[i], -kLargestPairWeight, kLargestPairWeight);
    weight[{pairs.left[i], pairs.right[i]}] = cut - bias;
  }
  for (const RecordPair& pair : options.different) weight[pair] = -std::numeric_limits<double>::infinity();
  Labels label = ranks(records);
  const auto join = [&](std::uint32_t a, std::uint32_t b) {
    for (std::uint32_t& own : label) own = own == std::max(a, b) ? std::min(a, b) : own;
  };
  for (const auto& [a, b] : options.same) join(label[a], label[b]);
  while (true) {
    std::map<RecordPair, std::pair<double, int>> between;
    for (std::uint32_t i = 0; i < records; ++i) {
      for (std::uint32_t j = i + 1; j < records; ++j) {
        if (label[i] == label[j]) continue;
        auto& [sum, count] = between[std::minmax({label[i], label[j]})];
        sum += weight.contains({i, j}) ? weight.at({i, j}) : options.missing_weight;
        ++count;
      }
    }
    double best = 1e-9;
    RecordPair which{0, 0};
    for (const auto& [clusters, total] : between) {
      if (total.first / total.second > best + 1e-9) {
        best = total.first / total.second;
        which = clusters;
      }
    }
    if (which.first == which.second) return label;
    join(which.first, which.second);
  }
}

TEST(MeanLink, DoesNotChainTwoGroupsTogetherByOneLink) {
  const SplinkPairs pairs =
      pairs_of({{0, 1, 9}, {0, 2, 9}, {1, 2, 9}, {3, 4, 9}, {3, 5, 9}, {4, 5, 9}, {2, 3, 3}});
  EXPECT_EQ(mean_link(6, pairs), (Labels{0, 0, 0, 3, 3, 3}));
  EXPECT_EQ(connected_components(pairs, 0.5, ranks(6)), (Labels{0, 0, 0, 0, 0, 0}));
}

TEST(MeanLink, EqualsItsDefinitionOnRandomGraphs) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::uint32_t records = 2 + random() % 9;
    std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> weighted;
    MeanLinkOptions options;
    options.threshold = round % 2 == 0 ? 0.5 : 0.9;
    for (std::uint32_t i = 0; i < records; ++i) {
      for (std::uint32_t j = i + 1; j < records; ++j) {
        if (random() % 3 == 0) continue;
        // Weights of many bits: no two means are equal by chance.
        weighted.emplace_back(i, j, (static_cast<double>(random()) / 4294967296.0 - 0.45) * 24);
      }
    }
    if (round % 3 == 0) options.different = {{0, 1}};
    if (round % 5 == 0 && records > 3) options.same = {{1, 2}};
    const SplinkPairs pairs = pairs_of(weighted);
    EXPECT_EQ(mean_link(records, pairs, options), mean_link_by_definition(records, pairs, options)) << round;
  }
}

TEST(MeanLink, IsTheSameForAnyNumberOfThreads) {
  std::mt19937 random(11);
  std::vector<std::tuple<std::uint32_t, std::uint32_t, double>> weighted;
  for (int i = 0; i < 20000; ++i) {
    const std::uint32_t a = random() % 9999;
    weighted.emplace_back(a, a + 1 + random() % (9999 - a), static_cast<double>(random() % 1000) / 50 - 5);
  }
  const SplinkPairs pairs = pairs_of(weighted);
  ExecutionContext two;
  two.num_threads = 2;
  EXPECT_EQ(mean_link(10000, pairs), mean_link_clusters(pairs, {}, ranks(10000), two));
}

TEST(MeanLink, KeepsRecordsOfOneUniqueListApart) {
  MeanLinkOptions options;
  options.unique_bits = {1, 1, 0};
  EXPECT_EQ(mean_link(3, pairs_of({{0, 1, 9}, {0, 2, 5}, {1, 2, 4}}), options), (Labels{0, 1, 0}));
}

TEST(ConstrainedComponents, AreConnectedComponentsWithoutJudgements) {
  const SplinkPairs pairs = pairs_of({{0, 1, 9}, {1, 2, 1}, {3, 4, 9}});
  EXPECT_EQ(constrained_components(pairs, 0.6, {}, {}, ranks(5)), connected_components(pairs, 0.6, ranks(5)));
}

TEST(ConstrainedComponents, LeaveOutTheWeakestLinkBetweenTwoThatAreDifferent) {
  const SplinkPairs pairs = pairs_of({{0, 1, 5}, {1, 2, 4}, {2, 3, 6}});
  EXPECT_EQ(constrained_components(pairs, 0.5, {}, {{0, 3}}, ranks(4)), (Labels{0, 0, 2, 2}));
  EXPECT_EQ(constrained_components(pairs, 0.5, {{1, 2}}, {{0, 3}}, ranks(4)), (Labels{0, 1, 1, 1}));
}

}  // namespace
}  // namespace byname
