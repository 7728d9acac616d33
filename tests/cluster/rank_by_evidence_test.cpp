// SPDX-License-Identifier: Apache-2.0
#include "cluster/rank_by_evidence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/judged_log_ratio.hpp"

namespace byname {
namespace {

GraphPair pair_of(std::uint32_t a, std::uint32_t b) {
  GraphPair pair{};
  pair.a = a;
  pair.b = b;
  return pair;
}

TEST(RankByEvidence, PutsThoseFirstOfWhomSomePairSaysMost) {
  Component component;
  component.records = {10, 11, 12, 13};
  component.pairs = {pair_of(0, 1), pair_of(0, 2), pair_of(1, 3), pair_of(2, 3)};
  const std::vector<float> log_ratios = {4, -3, 12, 9};
  EXPECT_THAT(rank_by_evidence(component, log_ratios), testing::ElementsAre(3, 0, 2, 1));
}

TEST(RankByEvidence, AForbiddenPairSaysNothing) {
  Component component;
  component.records = {10, 11, 12};
  component.pairs = {pair_of(0, 1), pair_of(1, 2)};
  component.pairs[0].is_forbidden = true;
  const std::vector<float> log_ratios = {20, 1};
  EXPECT_THAT(rank_by_evidence(component, log_ratios), testing::ElementsAre(2, 0, 1));
}

TEST(JudgedLogRatio, APairThatIsJudgedTheSameSaysThatAtLeast) {
  GraphPair pair = pair_of(0, 1);
  EXPECT_EQ(judged_log_ratio(pair, -2, -8), -2);
  pair.is_required = true;
  EXPECT_EQ(judged_log_ratio(pair, -2, -8), 13);
  EXPECT_EQ(judged_log_ratio(pair, 14, -8), 14);
}

TEST(JudgedLogRatio, AForbiddenPairOutweighsAllOthers) {
  GraphPair pair = pair_of(0, 1);
  pair.is_forbidden = true;
  EXPECT_LT(judged_log_ratio(pair, 30, -8), -1e6);
}

}  // namespace
}  // namespace byname
