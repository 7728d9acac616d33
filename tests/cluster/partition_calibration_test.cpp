// SPDX-License-Identifier: Apache-2.0
// Simulation-based calibration of the samplers of partitions.
#include <array>
#include <bit>
#include <gtest/gtest.h>
#include <span>

#include "cluster/exact_partition.hpp"
#include "cluster/gibbs_partition.hpp"
#include "reference/rank_calibration.hpp"

namespace byname {
namespace {

constexpr std::size_t kNodes = 8;  // of a component; odd ones are on one list, even ones on the other
constexpr int kComponents = 15;
constexpr int kDraws = 99;
constexpr double kSeparation = 2;  // of the scores' means, in standard deviations

/// Two lists that name nobody twice, so that persons have one mention or two and the weight of a partition is
/// its prior times the likelihood of independent scores.
SmallComponent component_without_evidence() {
  SmallComponent component;
  component.size = kNodes;
  for (std::size_t node = 0; node < kNodes; ++node) component.unique_bits[node] = 1u << node % 2;
  return component;
}

using Labels = std::array<std::uint16_t, kNodes>;

/// Scores from a normal density of the true pairs and one of the others; the score is its own log ratio.
SmallComponent component_of(const Labels& truth, RandomStream& random) {
  SmallComponent component = component_without_evidence();
  for (std::size_t a = 0; a < kNodes; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const double mean = (truth[a] == truth[b] ? 0.5 : -0.5) * kSeparation * kSeparation;
      component.log_ratio[a * kNodes + b] = component.log_ratio[b * kNodes + a] =
          static_cast<float>(mean + kSeparation * draw_normal(random));
    }
  }
  return component;
}

double num_persons(const auto& labels) {
  std::uint32_t seen = 0;
  for (const std::uint16_t label : labels) seen |= 1u << label;
  return std::popcount(seen);
}

/// A world's truth, and its scores.
struct World {
  double persons = 0;
  std::vector<SmallComponent> components;
};

World make_world(const ClusterPrior& prior, RandomStream& random) {
  World world;
  for (int i = 0; i < kComponents; ++i) {
    Labels truth{};
    draw_exact_partition(component_without_evidence(), prior, random, truth);
    world.persons += num_persons(truth);
    world.components.push_back(component_of(truth, random));
  }
  return world;
}

reference::RankCalibration calibrate(std::uint64_t key, int num_worlds, const auto& draw_persons) {
  const ClusterPrior prior(20, 6);
  reference::RankCalibration ranks;
  for (int world = 0; world < num_worlds; ++world) {
    RandomStream random(key, RandomStage::kSynth, static_cast<std::uint64_t>(world), 0, 0);
    const World made = make_world(prior, random);
    std::vector<double> draws(kDraws, 0);
    for (const SmallComponent& component : made.components) draw_persons(component, prior, random, draws);
    ranks.add(reference::rank_share(draws, made.persons, random));
  }
  return ranks;
}

void draw_exactly(const SmallComponent& component, const ClusterPrior& prior, RandomStream& random,
                  std::vector<double>& persons) {
  Labels labels{};
  for (double& draw : persons) {
    draw_exact_partition(component, prior, random, labels);
    draw += num_persons(labels);
  }
}

void draw_by_moves(const SmallComponent& small, const ClusterPrior& prior, RandomStream& random,
                   std::vector<double>& persons) {
  Component component;
  std::vector<float> log_ratio;
  for (std::uint32_t a = 0; a < kNodes; ++a) {
    component.records.push_back(a);
    for (std::uint32_t b = a + 1; b < kNodes; ++b) {
      GraphPair pair;
      pair.a = a;
      pair.b = b;
      component.pairs.push_back(pair);
      log_ratio.push_back(static_cast<float>(small.log_ratio[a * kNodes + b]));
    }
  }
  component.is_complete = true;
  GibbsPartition partition(component, std::span(small.unique_bits).first(kNodes));
  Labels start{};
  for (std::uint16_t node = 0; node < kNodes; ++node) start[node] = node;
  partition.restart(log_ratio, start, prior);
  for (int sweep = 0; sweep < 20; ++sweep) partition.sweep(prior, random);
  for (double& draw : persons) {
    for (int sweep = 0; sweep < 3; ++sweep) partition.sweep(prior, random);
    draw += num_persons(partition.labels());
  }
}

TEST(PartitionCalibration, RanksAreUniformWhereComponentsAreEnumerated) {
  const auto ranks = calibrate(1, reference::calibration_worlds(200), draw_exactly);
  ranks.print("partitions, enumerated", "persons");
  EXPECT_GT(ranks.p_value(), 0.001);
}

TEST(PartitionCalibration, RanksAreUniformWhereTheyAreSampled) {
  const auto ranks = calibrate(2, reference::calibration_worlds(100), draw_by_moves);
  ranks.print("partitions, split and merge", "persons");
  EXPECT_GT(ranks.p_value(), 0.001);
}

}  // namespace
}  // namespace byname
