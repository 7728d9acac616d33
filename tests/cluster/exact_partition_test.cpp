// SPDX-License-Identifier: Apache-2.0
#include "cluster/exact_partition.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

#include "reference/person_evidence.hpp"
#include "reference/set_partitions.hpp"

namespace byname {
namespace {

using reference::Labels;

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr int kDraws = 20000;

SmallComponent random_component(std::size_t size, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  SmallComponent component;
  component.size = size;
  for (std::size_t a = 0; a < size; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      component.log_ratio[a * size + b] = component.log_ratio[b * size + a] = 4 * random.uniform() - 2;
    }
  }
  return component;
}

void forbid(SmallComponent& component, std::size_t a, std::size_t b) {
  component.log_ratio[a * component.size + b] = component.log_ratio[b * component.size + a] = kNever;
}

bool shares_bits(const SmallComponent& component, const Labels& labels) {
  for (std::size_t a = 0; a < component.size; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (labels[a] == labels[b] && (component.unique_bits[a] & component.unique_bits[b]) != 0) return true;
    }
  }
  return false;
}

std::map<Labels, double> expected_shares(const SmallComponent& component, const ClusterPrior& prior) {
  return reference::exact_distribution(component.size, [&](const Labels& labels) {
    return shares_bits(component, labels) ? kNever : log_partition_weight(component, prior, labels);
  });
}

std::map<Labels, double> drawn_shares(const SmallComponent& component, const ClusterPrior& prior) {
  std::map<Labels, double> shares;
  RandomStream random(1, RandomStage::kPartition, component.size, 0, 0);
  Labels labels(component.size);
  for (int draw = 0; draw < kDraws; ++draw) {
    draw_exact_partition(component, prior, random, labels);
    shares[labels] += 1.0 / kDraws;
  }
  return shares;
}

TEST(ExactPartition, DrawsEachPartitionAsOftenAsItsWeightSays) {
  for (const std::size_t size : {2, 3, 4}) {
    for (const std::uint64_t seed : {1, 2, 3}) {
      const SmallComponent component = random_component(size, seed);
      const ClusterPrior prior(20, 30);
      EXPECT_LT(reference::total_variation(expected_shares(component, prior), drawn_shares(component, prior)),
                0.02)
          << size << " nodes, seed " << seed;
    }
  }
}

TEST(ExactPartition, WeighsAPersonAsTheDefinitionSays) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    SmallComponent component = random_component(8, seed);
    component.num_records[2] = 3;
    component.inside[2] = 7;
    const ClusterPrior prior(20, 30);
    std::vector<reference::EvidenceNode> nodes;
    for (std::size_t node = 0; node < 8; ++node)
      nodes.push_back({node, component.num_records[node], component.inside[node]});
    const double evidence = reference::person_evidence(
        nodes, [&](std::size_t a, std::size_t b) { return component.log_ratio[a * 8 + b]; });
    EXPECT_NEAR(log_partition_weight(component, prior, Labels(8, 0)), prior.log_weight(10) + evidence, 1e-9);
  }
}

TEST(ExactPartition, RespectsVetoesAndUniqueBits) {
  SmallComponent component = random_component(4, 5);
  for (double& log_ratio : component.log_ratio) log_ratio = std::abs(log_ratio) + 1;
  forbid(component, 0, 2);
  component.unique_bits = {0, 4, 0, 4};
  const ClusterPrior prior(20, 5);
  const auto drawn = drawn_shares(component, prior);
  for (const auto& [labels, share] : drawn) {
    EXPECT_NE(labels[0], labels[2]);
    EXPECT_NE(labels[1], labels[3]);
  }
  EXPECT_GT(drawn.size(), 3u);
  EXPECT_LT(reference::total_variation(expected_shares(component, prior), drawn), 0.02);
}

TEST(ExactPartition, ForbiddenPairOfTwoStaysApart) {
  SmallComponent component = random_component(2, 1);
  forbid(component, 0, 1);
  for (const auto& [labels, share] : drawn_shares(component, ClusterPrior(20, 1)))
    EXPECT_EQ(labels, (Labels{0, 1}));
  component = random_component(2, 1);
  component.log_ratio = {0, 50, 50, 0};
  component.unique_bits = {1, 1};
  for (const auto& [labels, share] : drawn_shares(component, ClusterPrior(20, 1)))
    EXPECT_EQ(labels, (Labels{0, 1}));
}

TEST(ExactPartition, WithoutEvidenceThePriorComesOut) {
  SmallComponent component;
  component.size = 4;
  const double kappa = 6;
  // Each cluster of s weighs kappa s! 2^-s (linkage-method C2), written out here from the formula.
  const auto expected = reference::exact_distribution(4, [&](const Labels& labels) {
    double log_weight = 0;
    for (std::uint16_t label = 0; label < 4; ++label) {
      const auto size = static_cast<double>(std::count(labels.begin(), labels.end(), label));
      if (size > 0) log_weight += std::log(kappa) + std::lgamma(size + 1) - size * std::log(2.0);
    }
    return log_weight;
  });
  EXPECT_LT(reference::total_variation(expected, drawn_shares(component, ClusterPrior(20, kappa))), 0.02);
}

TEST(ExactPartition, SurvivesSureEvidence) {
  SmallComponent component;
  component.size = 8;
  for (double& log_ratio : component.log_ratio) log_ratio = 200;
  const auto together = drawn_shares(component, ClusterPrior(20, 1e6));
  EXPECT_EQ(together.begin()->first, Labels(8, 0));
  EXPECT_EQ(together.size(), 1u);
  for (double& log_ratio : component.log_ratio) log_ratio = -200;
  EXPECT_EQ(drawn_shares(component, ClusterPrior(20, 1e6)).begin()->first, (Labels{0, 1, 2, 3, 4, 5, 6, 7}));
}

// A large held person has evidence of its own that is far beyond the range of double; who is that person and
// who is not does not depend on it.
TEST(ExactPartition, NodesOfMuchEvidenceDoNotDrownTheOthers) {
  for (const double inside : {0.0, 300.0, 2000.0, 1e5}) {
    SmallComponent component;
    component.size = 8;
    component.num_records[0] = 10;
    component.inside[0] = inside;
    component.num_records[7] = 3;
    component.inside[7] = inside / 4;
    for (std::size_t a = 0; a < 8; ++a) {
      for (std::size_t b = 0; b < 8; ++b)
        component.log_ratio[a * 8 + b] = a == 0 || b == 0 ? 10.0 * 12 : 12.0;
    }
    for (std::size_t a = 0; a < 7; ++a) forbid(component, a, 7);
    const Labels wanted{0, 0, 0, 0, 0, 0, 0, 1};
    const auto drawn = drawn_shares(component, ClusterPrior(40, 1e4));
    EXPECT_EQ(drawn.begin()->first, wanted) << inside;
    EXPECT_EQ(drawn.size(), 1u) << inside;
  }
}

// Beyond the range of double and within it the same is drawn.
TEST(ExactPartition, DrawsTheSameWhateverTheRange) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SmallComponent component = random_component(5, seed);
    component.num_records[2] = 4;
    const ClusterPrior prior(20, 6);
    const auto near = drawn_shares(component, prior);
    EXPECT_LT(reference::total_variation(expected_shares(component, prior), near), 0.03);
    // Two more nodes that are one person for sure and nobody else: nothing else changes.
    SmallComponent wide;
    wide.size = 7;
    wide.num_records = component.num_records;
    for (std::size_t a = 0; a < 7; ++a) {
      for (std::size_t b = 0; b < 7; ++b) {
        wide.log_ratio[a * 7 + b] = a < 5 && b < 5     ? component.log_ratio[a * 5 + b]
                                    : a >= 5 && b >= 5 ? 5000
                                                       : kNever;
      }
    }
    std::map<Labels, double> far;
    for (const auto& [labels, share] : drawn_shares(wide, prior)) {
      EXPECT_EQ(labels[5], labels[6]);
      far[Labels(labels.begin(), labels.begin() + 5)] += share;
    }
    EXPECT_LT(reference::total_variation(near, far), 0.04) << seed;
  }
}

TEST(ExactPartition, NoPersonIsLargerThanThePriorAllows) {
  SmallComponent component;
  component.size = 4;
  for (double& log_ratio : component.log_ratio) log_ratio = 10;
  for (const auto& [labels, share] : drawn_shares(component, ClusterPrior(2, 10))) {
    for (std::uint16_t label = 0; label < 4; ++label)
      EXPECT_LE(std::count(labels.begin(), labels.end(), label), 2);
  }
}

}  // namespace
}  // namespace byname
