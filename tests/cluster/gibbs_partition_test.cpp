// SPDX-License-Identifier: Apache-2.0
#include "cluster/gibbs_partition.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <limits>

#include "reference/person_evidence.hpp"
#include "reference/set_partitions.hpp"

namespace byname {
namespace {

using reference::Labels;

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr float kForbidden = -1e7f;  // as the partition sampler gives it
constexpr int kSweeps = 60000;

/// A component with some or all of its pairs scored.
struct Scored {
  Component component;
  std::vector<float> log_ratio;
  std::vector<std::uint64_t> bits;
  std::vector<std::uint16_t> rank;  ///< another order than that of the numbers

  explicit Scored(std::size_t nodes) : bits(nodes, 0) {
    for (std::uint32_t node = 0; node < nodes; ++node) {
      component.records.push_back(node);
      rank.push_back(static_cast<std::uint16_t>((node + 2) % nodes));
    }
  }
  void add(std::uint32_t a, std::uint32_t b, float value) {
    GraphPair pair;
    pair.a = a;
    pair.b = b;
    pair.is_forbidden = value == kForbidden;
    component.pairs.push_back(pair);
    log_ratio.push_back(value);
  }
  double value(std::size_t a, std::size_t b) const {
    for (std::size_t i = 0; i < component.pairs.size(); ++i) {
      if (component.pairs[i].a == std::min(a, b) && component.pairs[i].b == std::max(a, b))
        return log_ratio[i];
    }
    return kUnscoredLogRatio;
  }
  /// ln of the weight of a partition from the definition (linkage-method C1).
  double log_weight(const ClusterPrior& prior, const Labels& labels) const {
    const std::size_t nodes = labels.size();
    for (std::size_t a = 0; a < nodes; ++a) {
      for (std::size_t b = a + 1; b < nodes; ++b) {
        if (labels[a] == labels[b] && ((bits[a] & bits[b]) != 0 || value(a, b) == kForbidden)) return kNever;
      }
    }
    double total = 0;
    for (std::size_t label = 0; label < nodes; ++label) {
      std::vector<reference::EvidenceNode> members;
      for (std::size_t place = 0; place < nodes; ++place) {
        const auto node = static_cast<std::size_t>(std::find(rank.begin(), rank.end(), place) - rank.begin());
        if (labels[node] == label) members.push_back({node});
      }
      if (members.empty()) continue;
      total += prior.log_weight(members.size()) +
               reference::person_evidence(members, [&](std::size_t a, std::size_t b) { return value(a, b); });
    }
    return total;
  }
};

Scored random_component(std::size_t nodes, double share_scored, std::uint64_t seed) {
  RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
  Scored scored(nodes);
  for (std::uint32_t a = 0; a < nodes; ++a) {
    for (std::uint32_t b = a + 1; b < nodes; ++b) {
      const auto value = static_cast<float>(5 * random.uniform() - 1.5);
      if (b == a + 1 || random.uniform() < share_scored) scored.add(a, b, value);
    }
  }
  return scored;
}

std::map<Labels, double> expected_shares(const Scored& scored, const ClusterPrior& prior) {
  return reference::exact_distribution(
      scored.bits.size(), [&](const Labels& labels) { return scored.log_weight(prior, labels); });
}

std::map<Labels, double> sampled_shares(const Scored& scored, const ClusterPrior& prior) {
  std::map<Labels, double> shares;
  RandomStream random(1, RandomStage::kPartition, 0, 0, 0);
  Labels start(scored.bits.size());
  for (std::size_t node = 0; node < start.size(); ++node) start[node] = static_cast<std::uint16_t>(node);
  GibbsPartition partition(scored.component, scored.bits, {}, scored.rank);
  partition.restart(scored.log_ratio, start, prior);
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    partition.sweep(prior, random);
    shares[reference::renumbered(partition.labels())] += 1.0 / kSweeps;
  }
  return shares;
}

TEST(GibbsPartition, EqualsEnumerationWhereAllPairsAreScored) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Scored scored = random_component(5, 1, seed);
    const ClusterPrior prior(20, 3);
    EXPECT_LT(reference::total_variation(expected_shares(scored, prior), sampled_shares(scored, prior)), 0.03)
        << seed;
  }
}

TEST(GibbsPartition, EqualsEnumerationWhereSomePairsAreNot) {
  for (const std::uint64_t seed : {4, 5, 6}) {
    const Scored scored = random_component(5, 0.4, seed);
    const ClusterPrior prior(20, 2);
    EXPECT_LT(reference::total_variation(expected_shares(scored, prior), sampled_shares(scored, prior)), 0.03)
        << seed;
  }
}

TEST(GibbsPartition, WithoutEvidenceThePriorComesOut) {
  Scored scored = random_component(5, 1, 7);
  std::fill(scored.log_ratio.begin(), scored.log_ratio.end(), 0.0f);
  const ClusterPrior prior(20, 4);
  EXPECT_LT(reference::total_variation(expected_shares(scored, prior), sampled_shares(scored, prior)), 0.03);
}

TEST(GibbsPartition, NeverJoinsWhatIsForbidden) {
  Scored scored(5);
  for (std::uint32_t a = 0; a < 5; ++a) {
    for (std::uint32_t b = a + 1; b < 5; ++b) scored.add(a, b, a == 0 && b == 2 ? kForbidden : 2.0f);
  }
  scored.bits = {0, 8, 0, 8, 0};
  const ClusterPrior prior(20, 2);
  const auto sampled = sampled_shares(scored, prior);
  for (const auto& [labels, share] : sampled) {
    EXPECT_NE(labels[0], labels[2]);
    EXPECT_NE(labels[1], labels[3]);
  }
  EXPECT_GT(sampled.size(), 5u);
  EXPECT_LT(reference::total_variation(expected_shares(scored, prior), sampled), 0.03);
}

// Eleven mentions say much of one person, the twelfth little: its pairs are far below theirs, and all for it.
TEST(GibbsPartition, WhoSaysLittleJoinsThoseWhoSayMuch) {
  Scored scored(12);
  for (std::uint32_t a = 0; a < 12; ++a) {
    for (std::uint32_t b = a + 1; b < 12; ++b) scored.add(a, b, b == 11 ? 6.0f : 40.0f);
  }
  for (std::uint16_t node = 0; node < 12; ++node) scored.rank[node] = node;
  const ClusterPrior prior(30, 20);
  double joined = 0;
  for (const auto& [labels, share] : sampled_shares(scored, prior))
    joined += labels[11] == labels[0] ? share : 0;
  EXPECT_GT(joined, 0.99);
}

TEST(GibbsPartition, ReachesTheSameFromAnyStart) {
  const Scored scored = random_component(12, 0.6, 8);
  const ClusterPrior prior(20, 5);
  std::vector<double> persons;
  for (const bool together : {false, true}) {
    Labels start(12, 0);
    for (std::size_t node = 0; node < 12 && !together; ++node) start[node] = static_cast<std::uint16_t>(node);
    GibbsPartition partition(scored.component, scored.bits, {}, scored.rank);
    partition.restart(scored.log_ratio, start, prior);
    RandomStream random(2, RandomStage::kPartition, together, 0, 0);
    double total = 0;
    for (int sweep = 0; sweep < 5000; ++sweep) {
      partition.sweep(prior, random);
      if (sweep < 500) continue;
      const Labels labels = reference::renumbered(partition.labels());
      total += 1 + *std::max_element(labels.begin(), labels.end());
    }
    persons.push_back(total / 4500);
  }
  EXPECT_NEAR(persons[0], persons[1], 0.15);
}

}  // namespace
}  // namespace byname
