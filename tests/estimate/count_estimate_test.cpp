// SPDX-License-Identifier: Apache-2.0
#include "estimate/count_estimate.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

UnseenEstimate estimate(int num_lists, const Overlap& overlap, const std::vector<Overlap>& draws = {}) {
  return estimate_unseen(num_lists, overlap, draws, ExecutionContext{});
}

/// Lists of `num_people`, each person on each list by itself with that chance.
Overlap independent_lists(RandomStream& random, std::int64_t num_people,
                          const std::vector<double>& coverage) {
  Overlap overlap;
  for (std::int64_t person = 0; person < num_people; ++person) {
    std::uint32_t pattern = 0;
    for (std::size_t list = 0; list < coverage.size(); ++list) {
      if (random.uniform() < coverage[list]) pattern |= 1u << list;
    }
    if (pattern != 0) ++overlap[pattern];
  }
  return overlap;
}

const ModelEstimate& headline_of(const UnseenEstimate& result) {
  return result.models.at(static_cast<std::size_t>(result.headline));
}

TEST(EstimateUnseen, OneListIsRefused) {
  const UnseenEstimate result = estimate(1, {{1, 500}});
  EXPECT_EQ(result.headline, -1);
  EXPECT_TRUE(result.models.empty());
  ASSERT_EQ(result.refusals.size(), 1u);
  EXPECT_THAT(result.refusals[0].reason, HasSubstr("only one list"));
  EXPECT_THAT(result.refusals[0].needed, HasSubstr("three lists"));
}

TEST(EstimateUnseen, NobodyOnAnyListIsRefused) {
  EXPECT_THAT(estimate(3, {}).refusals.at(0).reason, HasSubstr("nobody"));
  EXPECT_THAT(estimate(3, {{1, 0}}).refusals.at(0).reason, HasSubstr("nobody"));
}

TEST(EstimateUnseen, TwoListsGiveNumbersButNoHeadline) {
  const UnseenEstimate result = estimate(2, {{1, 60}, {2, 40}, {3, 20}});
  EXPECT_EQ(result.headline, -1);
  ASSERT_EQ(result.models.size(), 2u);
  EXPECT_EQ(result.models[0].variant, "chapman");
  EXPECT_NEAR(result.models[0].total.estimate, 81.0 * 61 / 21 - 1, 0.01);
  EXPECT_EQ(result.models[1].variant, "chao");
  EXPECT_NEAR(result.models[1].unseen.estimate, 100.0 * 100 / (4 * 20), 0.01);
  for (const ModelEstimate& model : result.models) {
    EXPECT_EQ(model.family, "two-list");
    EXPECT_THAT(model.assumption, HasSubstr("Assumes independent lists"));
    EXPECT_FALSE(model.is_headline);
    EXPECT_LT(model.unseen.low, model.unseen.estimate);
    EXPECT_GT(model.unseen.high, model.unseen.estimate);
  }
  EXPECT_THAT(result.assumption, HasSubstr("Two lists"));
}

TEST(EstimateUnseen, ListsWithoutOverlapAreRefused) {
  for (const int num_lists : {2, 3}) {
    const UnseenEstimate result = estimate(num_lists, {{1, 60}, {2, 40}, {num_lists == 3 ? 4u : 1u, 60}});
    EXPECT_TRUE(result.models.empty());
    ASSERT_FALSE(result.refusals.empty());
    for (const Refusal& refusal : result.refusals)
      EXPECT_THAT(refusal.reason, HasSubstr("no person is on two lists"));
  }
}

TEST(EstimateUnseen, AListWithoutAnybodyCountsAsNoList) {
  const UnseenEstimate result = estimate(3, {{1, 60}, {4, 40}, {5, 20}});
  ASSERT_EQ(result.models.size(), 2u);
  EXPECT_EQ(result.models[0].variant, "chapman");
}

TEST(EstimateUnseen, AListInsideAnotherLeavesNobodyUnseenByChapman) {
  const UnseenEstimate result = estimate(2, {{1, 60}, {3, 20}});
  EXPECT_NEAR(result.models[0].unseen.high, 0, 1e-5);
  EXPECT_NEAR(result.models[0].total.estimate, 80, 1e-5);
}

TEST(EstimateUnseen, ThreeListsHaveAHeadlineInsideTheSpread) {
  const UnseenEstimate result =
      estimate(3, {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 4}, {7, 12}});
  const ModelEstimate& headline = headline_of(result);
  EXPECT_TRUE(headline.is_headline);
  EXPECT_EQ(headline.variant, "aic-average");
  EXPECT_LE(result.spread.low, headline.unseen.estimate);
  EXPECT_GE(result.spread.high, headline.unseen.estimate);
  EXPECT_NEAR(headline.total.estimate, 621 + headline.unseen.estimate, 0.01);
  EXPECT_THAT(result.assumption, HasSubstr("cannot be tested"));
  EXPECT_EQ(result.models.size(), 16u);
}

// The decided partition may be far from all draws; the models that are shown beside the headline are those of
// the draws, as it is.
TEST(EstimateUnseen, TheSpreadIsThatOfTheDraws) {
  const Overlap drawn = {{1, 60}, {2, 50}, {4, 40}, {3, 31}, {5, 24}, {6, 22}, {7, 13}};
  const Overlap decided = {{1, 160}, {2, 150}, {4, 140}, {3, 15}, {5, 12}, {6, 11}, {7, 6}};
  const UnseenEstimate result = estimate(3, decided, {drawn, drawn});
  const UnseenEstimate wanted = estimate(3, drawn);
  EXPECT_GT(wanted.spread.high, wanted.spread.low);
  EXPECT_EQ(result.spread.low, wanted.spread.low);
  EXPECT_EQ(result.spread.high, wanted.spread.high);
}

TEST(EstimateUnseen, EqualDrawsAreAsOne) {
  const Overlap overlap = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 4}, {7, 12}};
  const UnseenEstimate once = estimate(3, overlap);
  const UnseenEstimate often = estimate(3, overlap, std::vector<Overlap>(50, overlap));
  EXPECT_NEAR(headline_of(once).unseen.high, headline_of(often).unseen.high, 1e-3);
}

TEST(EstimateUnseen, DrawsWidenTheInterval) {
  const Overlap decided = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 14}, {7, 12}};
  Overlap fewer_links = decided;
  fewer_links[1] += 40;
  fewer_links[2] += 40;
  fewer_links[3] -= 40;
  const Interval sure = headline_of(estimate(3, decided)).total;
  const Interval unsure = headline_of(estimate(3, decided, {decided, fewer_links})).total;
  EXPECT_GT(unsure.high - unsure.low, 1.3 * (sure.high - sure.low));
}

TEST(EstimateUnseen, IsTheSameForAnyNumberOfThreads) {
  RandomStream random(3, RandomStage::kEstimate, 4, 0, 0);
  std::vector<Overlap> draws;
  for (int i = 0; i < 30; ++i) draws.push_back(independent_lists(random, 400, {0.3, 0.4, 0.2, 0.2}));
  const auto run = [&](int num_threads) {
    ExecutionContext context;
    context.num_threads = num_threads;
    return estimate_unseen(4, draws[0], draws, context);
  };
  const UnseenEstimate one = run(1);
  for (const int num_threads : {2, 7}) {
    const UnseenEstimate other = run(num_threads);
    ASSERT_EQ(one.models.size(), other.models.size());
    for (std::size_t i = 0; i < one.models.size(); ++i) {
      EXPECT_EQ(one.models[i].unseen.estimate, other.models[i].unseen.estimate);
      EXPECT_EQ(one.models[i].total.low, other.models[i].total.low);
      EXPECT_EQ(one.models[i].total.high, other.models[i].total.high);
      EXPECT_EQ(one.models[i].diagnostics, other.models[i].diagnostics);
    }
  }
}

TEST(EstimateUnseen, OrderOfTheListsDoesNotMatter) {
  const Overlap overlap = {{1, 244}, {2, 48}, {4, 60}, {3, 142}, {5, 111}, {6, 4}, {7, 12}};
  Overlap turned;
  for (const auto& [pattern, count] : overlap) turned[(pattern << 1 & 7) | pattern >> 2] = count;
  EXPECT_NEAR(headline_of(estimate(3, overlap)).total.high, headline_of(estimate(3, turned)).total.high,
              0.01);
}

TEST(EstimateUnseen, HoldsUpToSixteenLists) {
  RandomStream random(8, RandomStage::kEstimate, 5, 0, 0);
  for (const int num_lists : {6, 8, 13}) {
    const Overlap overlap =
        independent_lists(random, 3000, std::vector<double>(static_cast<std::size_t>(num_lists), 0.15));
    const UnseenEstimate result = estimate(num_lists, overlap);
    ASSERT_GE(result.headline, 0) << num_lists;
    EXPECT_NEAR(headline_of(result).total.estimate, 3000, 250) << num_lists;
  }
}

// Nominal 95 %; at 300 worlds the standard error of a coverage of .95 is .013.
TEST(EstimateUnseen, CoversTheTruthOfIndependentLists) {
  constexpr int kWorlds = 300;
  for (const std::vector<double>& coverage : {std::vector<double>{0.4, 0.3, 0.3}, {0.3, 0.25, 0.2, 0.3}}) {
    int covered = 0;
    for (std::uint64_t world = 0; world < kWorlds; ++world) {
      RandomStream random(world, RandomStage::kEstimate, 6, coverage.size(), 0);
      const UnseenEstimate result =
          estimate(static_cast<int>(coverage.size()), independent_lists(random, 1500, coverage));
      if (result.headline < 0) continue;
      const Interval& total = headline_of(result).total;
      if (total.low <= 1500 && 1500 <= total.high) ++covered;
    }
    EXPECT_GE(covered, 0.91 * kWorlds) << coverage.size();
  }
}

}  // namespace
}  // namespace byname
