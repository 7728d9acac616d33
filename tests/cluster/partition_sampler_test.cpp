// SPDX-License-Identifier: Apache-2.0
#include "cluster/partition_sampler.hpp"

#include <gtest/gtest.h>
#include <set>

#include "cluster/varying_components.hpp"
#include "reference/invented_records.hpp"

namespace byname {
namespace {

constexpr std::size_t kNodes = 40;  // of the large component
constexpr int kDraws = 20;

/// What partitions are drawn from: one comparison decides, the others say nothing.
struct Drawn {
  ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  PatternCode code{model};
  MixtureParameters parameters;
  TrainingEvidence evidence;
  PairGraph graph;
  std::vector<std::uint32_t> list_of;

  Drawn() {
    const std::size_t comparisons = model.comparisons.size();
    parameters.lambda = 0.01;
    parameters.correlation.assign(comparisons * comparisons, 1);
    for (const auto& comparison : model.comparisons) {
      const auto levels = static_cast<std::size_t>(comparison.num_gammas());
      parameters.m.emplace_back(levels, 1.0 / static_cast<double>(levels));
      parameters.u.push_back(parameters.m.back());
      evidence.matches.emplace_back(levels, 50.0);
    }
    parameters.m[0].assign(parameters.m[0].size(), 0.001);
    parameters.m[0].back() = 0.99;
    parameters.u[0].assign(parameters.u[0].size(), 0.5);
    parameters.u[0].back() = 0.05;
    evidence.joint_observed.assign(comparisons * comparisons, 0);
  }

  /// Every pattern that says something of the deciding comparison, and a component of random pairs.
  void add_component(std::size_t nodes, RandomStream& random) {
    if (graph.patterns.empty()) {
      std::set<std::uint64_t> patterns;
      for (std::uint64_t pattern = 0; patterns.size() < 300; pattern += 97)
        patterns.insert(pattern % code.num_patterns());
      graph.patterns.assign(patterns.begin(), patterns.end());
    }
    Component component;
    for (std::uint32_t a = 0; a < nodes; ++a) {
      component.records.push_back(static_cast<std::uint32_t>(list_of.size()));
      list_of.push_back(0);
      for (std::uint32_t b = a + 1; b < nodes; ++b) {
        if (b != a + 1 && random.uniform() < 0.5) continue;
        GraphPair pair;
        pair.a = a;
        pair.b = b;
        pair.pattern = static_cast<std::uint32_t>(random.below(graph.patterns.size()));
        component.pairs.push_back(pair);
      }
    }
    graph.components.push_back(component);
    graph.num_records = list_of.size();
  }

  SampledPartitions draw(int num_threads) const {
    const Constraints constraints(list_of, {false}, {});
    SamplerOptions options;
    options.num_draws = kDraws;
    ExecutionContext context;
    context.num_threads = num_threads;
    return sample_partitions(graph, code, parameters, evidence, constraints, options, context);
  }
};

TEST(PartitionSampler, ChainsSideBySideDrawWhatTheyDrawOneAfterAnother) {
  Drawn drawn;
  RandomStream random(3, RandomStage::kSynth, 0, 0, 0);
  for (const std::size_t nodes : {std::size_t{3}, kNodes, std::size_t{9}}) drawn.add_component(nodes, random);
  const SampledPartitions one = drawn.draw(1);
  EXPECT_GT(std::set<std::int64_t>(one.num_persons.begin(), one.num_persons.end()).size(), 3u);
  for (const int num_threads : {2, 3, 7}) {
    const SampledPartitions many = drawn.draw(num_threads);
    EXPECT_EQ(many.num_persons, one.num_persons);
    EXPECT_EQ(many.persons_per_size, one.persons_per_size);
    EXPECT_EQ(many.chain_gap, one.chain_gap);
    for (std::size_t component = 0; component < drawn.graph.components.size(); ++component) {
      std::vector<std::uint16_t> expected, labels;
      one.labels.gather(component, expected);
      many.labels.gather(component, labels);
      EXPECT_EQ(labels, expected);
    }
  }
}

TEST(VaryingComponents, OneHasMostPairsOnlyIfItIsLarge) {
  Drawn drawn;
  RandomStream random(4, RandomStage::kSynth, 0, 0, 0);
  for (const std::size_t nodes : {std::size_t{6}, std::size_t{12}, std::size_t{12}, kNodes})
    drawn.add_component(nodes, random);
  const Constraints constraints(drawn.list_of, {false}, {});
  VaryingComponents varying;
  const auto add = [&](std::uint32_t component) {
    const Component& added = drawn.graph.components[component];
    varying.add(drawn.graph, component, std::vector<std::uint16_t>(added.records.size(), 0),
                std::vector<float>(added.pairs.size(), 0.0f), constraints);
  };
  EXPECT_FALSE(varying.one_has_most_pairs());
  add(0);
  EXPECT_FALSE(varying.one_has_most_pairs());
  add(1);
  EXPECT_TRUE(varying.one_has_most_pairs());
  add(2);
  EXPECT_FALSE(varying.one_has_most_pairs());
  add(3);
  EXPECT_TRUE(varying.one_has_most_pairs());
}

}  // namespace
}  // namespace byname
