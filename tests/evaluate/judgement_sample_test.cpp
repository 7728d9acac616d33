// SPDX-License-Identifier: Apache-2.0
#include "evaluate/judgement_sample.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <set>

namespace byname {
namespace {

/// Pairs of all probabilities, few of those in doubt.
std::vector<JudgeablePair> many_pairs() {
  RandomStream random(5, RandomStage::kSynth, 0, 0, 0);
  std::vector<JudgeablePair> pairs;
  for (std::uint32_t i = 0; i < 6000; ++i) {
    const double odds = 24 * random.uniform() - 10;
    pairs.push_back({i, i + 10000, 1 / (1 + std::exp(-odds)), i % 20 == 0});
  }
  return pairs;
}

TEST(AllocateSample, IsNeymansWhereNothingBounds) {
  // N sqrt(p (1 - p)): 400, 300, 100
  const std::vector<std::size_t> sizes = {1000, 600, 1000};
  const std::vector<double> means = {0.2, 0.5, 0.010102};
  EXPECT_EQ(allocate_sample(sizes, means, 400), (std::vector<std::size_t>{200, 150, 50}));
}

TEST(AllocateSample, DrawsAtLeastTwentyAndAtMostAllOfAStratum) {
  const std::vector<std::size_t> sizes = {100000, 30, 5, 40};
  const std::vector<double> means = {0.9999, 0.5, 0.5, 0};
  const std::vector<std::size_t> drawn = allocate_sample(sizes, means, 300);
  EXPECT_EQ(drawn[2], 5U);
  EXPECT_EQ(drawn[3], 20U);
  EXPECT_LE(drawn[1], 30U);
  EXPECT_GE(drawn[1], 20U);
  EXPECT_EQ(std::accumulate(drawn.begin(), drawn.end(), std::size_t{0}), 300U);
  EXPECT_EQ(allocate_sample(std::vector<std::size_t>{50, 60}, std::vector<double>{0.5, 0.5}, 1000),
            (std::vector<std::size_t>{50, 60}));
}

TEST(JudgementSampleTest, DrawsEachPairOnceFromItsStratum) {
  const std::vector<JudgeablePair> pairs = many_pairs();
  const JudgementSample sample = draw_judgement_sample(pairs, 300, 1);
  ASSERT_EQ(sample.strata.size(), 6U);
  EXPECT_NEAR(static_cast<double>(sample.pairs.size()), 300, 3);
  std::set<std::size_t> seen;
  std::vector<std::size_t> drawn(6, 0);
  for (const DrawnPair& pair : sample.pairs) {
    EXPECT_TRUE(seen.insert(pair.pair).second);
    ++drawn[pair.stratum];
    EXPECT_EQ(sample.strata[pair.stratum].name == "no key", pairs[pair.pair].is_unblocked);
  }
  std::size_t all = 0;
  for (std::size_t h = 0; h < 6; ++h) {
    EXPECT_EQ(drawn[h], sample.strata[h].num_drawn);
    EXPECT_GE(drawn[h], 20U);
    all += sample.strata[h].num_pairs;
  }
  EXPECT_EQ(all, pairs.size());
}

TEST(JudgementSampleTest, WeightsMakeTheSampleStandForAllPairs) {
  const std::vector<JudgeablePair> pairs = many_pairs();
  double expected = 0, estimated = 0;
  for (const JudgeablePair& pair : pairs) expected += pair.probability;
  constexpr int kSeeds = 200;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const JudgementSample sample = draw_judgement_sample(pairs, 300, seed);
    for (const DrawnPair& drawn : sample.pairs)
      estimated += sample.strata[drawn.stratum].inclusion_weight() * pairs[drawn.pair].probability / kSeeds;
  }
  EXPECT_NEAR(estimated / expected, 1, 0.005);
}

TEST(JudgementSampleTest, DependsOnTheSeedOnly) {
  const std::vector<JudgeablePair> pairs = many_pairs();
  const auto order = [&](std::uint64_t seed) {
    std::vector<std::size_t> drawn;
    for (const DrawnPair& pair : draw_judgement_sample(pairs, 200, seed).pairs) drawn.push_back(pair.pair);
    return drawn;
  };
  EXPECT_EQ(order(1), order(1));
  EXPECT_NE(order(1), order(2));
}

}  // namespace
}  // namespace byname
