// SPDX-License-Identifier: Apache-2.0
#include "cluster/joined_nodes.hpp"

#include <gtest/gtest.h>
#include <limits>

#include "cluster/exact_partition.hpp"
#include "cluster/gibbs_partition.hpp"
#include "reference/person_evidence.hpp"
#include "reference/set_partitions.hpp"

namespace byname {
namespace {

using reference::Labels;

constexpr double kNever = -std::numeric_limits<double>::infinity();

// Six records; 0 and 3 are one person, and so are 1, 2 and 5. Some pairs are not scored.
struct Judged {
  Component component;
  std::vector<float> log_ratio;

  explicit Judged(std::uint64_t seed) {
    RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
    component.records = {0, 1, 2, 3, 4, 5};
    for (std::uint32_t a = 0; a < 6; ++a) {
      for (std::uint32_t b = a + 1; b < 6; ++b) {
        const bool is_required = (a == 0 && b == 3) || (a == 1 && b == 2) || (a == 2 && b == 5);
        if (!is_required && b != a + 1 && random.uniform() < 0.3) continue;
        component.pairs.push_back({a, b, 0, 0, false, is_required});
        log_ratio.push_back(static_cast<float>(4 * random.uniform() - (is_required ? 0 : 1.5)));
      }
    }
  }

  // What a partition weighs by the definition (linkage-method C1).
  double log_weight(const ClusterPrior& prior, const Labels& labels) const {
    if (labels[0] != labels[3] || labels[1] != labels[2] || labels[2] != labels[5]) return kNever;
    const std::vector<std::vector<std::uint32_t>> nodes = {{0, 3}, {1, 2, 5}, {4}};
    double total = 0;
    for (std::uint16_t label = 0; label < 6; ++label) {
      std::vector<reference::EvidenceNode> members;
      std::size_t size = 0;
      for (std::size_t node = 0; node < nodes.size(); ++node) {
        if (labels[nodes[node].front()] != label) continue;
        members.push_back({node, nodes[node].size(), sum(nodes[node], nodes[node]) / 2});
        size += nodes[node].size();
      }
      if (size == 0) continue;
      total += prior.log_weight(size) +
               reference::person_evidence(
                   members, [&](std::size_t a, std::size_t b) { return sum(nodes[a], nodes[b]); });
    }
    return total;
  }

  double sum(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) const {
    double total = 0;
    for (const std::uint32_t a : left) {
      for (const std::uint32_t b : right) total += a == b ? 0 : value(std::min(a, b), std::max(a, b));
    }
    return total;
  }

  double value(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t i = 0; i < component.pairs.size(); ++i) {
      if (component.pairs[i].a == a && component.pairs[i].b == b) return log_ratio[i];
    }
    return kUnscoredLogRatio;
  }

  std::map<Labels, double> expected(const ClusterPrior& prior) const {
    return reference::exact_distribution(6, [&](const Labels& labels) { return log_weight(prior, labels); });
  }
};

// With what draws of its nodes need.
struct Summed {
  Judged judged;
  JoinedNodes joined;
  std::vector<float> between;
  std::vector<double> inside;

  explicit Summed(std::uint64_t seed) : judged(seed), joined(judged.component) {
    joined.sum(judged.component.pairs, judged.log_ratio, between, inside);
  }
};

// Draws of the nodes as labels of the records.
template <typename Draw>
std::map<Labels, double> drawn_shares(const JoinedNodes& joined, int num_draws, const Draw& draw) {
  std::map<Labels, double> shares;
  for (int i = 0; i < num_draws; ++i) {
    Labels labels(6);
    joined.spread_labels(draw(), labels);
    shares[reference::renumbered(labels)] += 1.0 / num_draws;
  }
  return shares;
}

TEST(JoinedNodes, OneNodeForThoseWhoMustBeOne) {
  const Judged judged(1);
  const JoinedNodes joined(judged.component);
  EXPECT_TRUE(JoinedNodes::has_required(judged.component));
  ASSERT_EQ(joined.size(), 3u);
  EXPECT_EQ(std::vector<std::uint32_t>(joined.sizes().begin(), joined.sizes().end()),
            (std::vector<std::uint32_t>{2, 3, 1}));
  EXPECT_EQ(joined.bits(std::vector<std::uint64_t>{1, 2, 0, 4, 8, 0}), (std::vector<std::uint64_t>{5, 2, 8}));
  std::vector<std::uint16_t> of_nodes;
  joined.join_labels(std::vector<std::uint16_t>{5, 4, 4, 5, 5, 4}, of_nodes);
  EXPECT_EQ(of_nodes, (std::vector<std::uint16_t>{0, 1, 0}));
  // Record 4 says most, then 5, then 3; but 4 is alone.
  EXPECT_EQ(joined.rank(std::vector<std::uint16_t>{5, 4, 3, 2, 0, 1}), (std::vector<std::uint16_t>{1, 0, 2}));
}

TEST(JoinedNodes, ExactDrawsEqualEnumeration) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Summed summed(seed);
    const auto& [judged, joined, between, inside] = summed;
    SmallComponent small;
    small.size = joined.size();
    for (std::size_t a = 0; a < small.size; ++a) {
      small.num_records[a] = joined.sizes()[a];
      small.inside[a] = inside[a];
      for (std::size_t b = 0; b < small.size; ++b)
        small.log_ratio[a * small.size + b] = kUnscoredLogRatio * joined.sizes()[a] * joined.sizes()[b];
    }
    for (std::size_t p = 0; p < between.size(); ++p) {
      const GraphPair& pair = joined.component().pairs[p];
      small.log_ratio[pair.a * small.size + pair.b] = small.log_ratio[pair.b * small.size + pair.a] =
          between[p];
    }
    const ClusterPrior prior(20, 3);
    RandomStream random(1, RandomStage::kPartition, seed, 0, 0);
    std::vector<std::uint16_t> labels(small.size);
    const auto drawn = drawn_shares(joined, 20000, [&] {
      draw_exact_partition(small, prior, random, labels);
      return std::span<const std::uint16_t>(labels);
    });
    EXPECT_LT(reference::total_variation(judged.expected(prior), drawn), 0.02) << seed;
  }
}

TEST(JoinedNodes, GibbsDrawsEqualEnumeration) {
  for (const std::uint64_t seed : {4, 5, 6}) {
    const Summed summed(seed);
    const auto& [judged, joined, between, inside] = summed;
    const ClusterPrior prior(20, 3);
    RandomStream random(1, RandomStage::kPartition, seed, 0, 0);
    GibbsPartition partition(joined.component(), std::vector<std::uint64_t>(joined.size(), 0),
                             joined.sizes());
    partition.restart(between, std::vector<std::uint16_t>{0, 1, 2}, prior, inside);
    const auto drawn = drawn_shares(joined, 60000, [&] {
      partition.sweep(prior, random);
      return partition.labels();
    });
    EXPECT_LT(reference::total_variation(judged.expected(prior), drawn), 0.03) << seed;
  }
}

}  // namespace
}  // namespace byname
