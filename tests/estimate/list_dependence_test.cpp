// SPDX-License-Identifier: Apache-2.0
#include "estimate/list_dependence.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "estimate/repeated_captures.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

EstimateInput input_of(const Overlap& overlap, int num_lists) {
  EstimateInput input;
  for (int list = 0; list < num_lists; ++list)
    input.lists.push_back(std::string(1, static_cast<char>('a' + list)));
  input.strata.push_back({"", (1u << num_lists) - 1, overlap, {}});
  return input;
}

// 1,000 people, chances .5, .4, .3, .2, all independent: the expected overlap, rounded.
Overlap independent_overlap() {
  const double chances[] = {0.5, 0.4, 0.3, 0.2};
  Overlap overlap;
  for (std::uint32_t pattern = 1; pattern < 16; ++pattern) {
    double persons = 10000;
    for (int list = 0; list < 4; ++list)
      persons *= (pattern >> list & 1) != 0 ? chances[list] : 1 - chances[list];
    overlap[pattern] = std::llround(persons);
  }
  return overlap;
}

TEST(ListDependence, EveryListDroppedLeavesTheAnswerWhereListsAreIndependent) {
  const auto dropped = drop_lists(input_of(independent_overlap(), 4), ExecutionContext{});
  ASSERT_EQ(dropped.size(), 4u);
  for (const DroppedList& each : dropped) {
    EXPECT_EQ(each.reason, "");
    EXPECT_NEAR(each.total.estimate, 10000, 300) << each.list;
    EXPECT_NEAR(each.checked_unseen.estimate, each.known_unseen, 0.1 * each.known_unseen) << each.list;
    EXPECT_LT(each.checked_unseen.low, each.known_unseen);
    EXPECT_GT(each.checked_unseen.high, each.known_unseen);
  }
  // On the first only: the first of 16 chances of the others.
  EXPECT_NEAR(dropped[0].known_unseen, 10000 * 0.5 * 0.6 * 0.7 * 0.8, 1);
}

TEST(ListDependence, PairsOfIndependentListsHaveAnOddsRatioNearOne) {
  for (const ListPair& pair : pairs_of(input_of(independent_overlap(), 4))) {
    EXPECT_NEAR(pair.odds_ratio.estimate, 1, 0.01) << pair.first << pair.second;
    EXPECT_EQ(pair.note, "");
  }
}

TEST(ListDependence, AListInsideAnotherIsTold) {
  const auto pairs = pairs_of(input_of({{1, 100}, {3, 40}, {4, 50}, {5, 20}, {7, 10}}, 3));
  EXPECT_EQ(pairs[0].share_of_second, 1);
  EXPECT_THAT(pairs[0].note, HasSubstr("everybody on b is on a"));
  EXPECT_THAT(pairs_of(input_of({{1, 100}, {2, 40}, {4, 50}, {5, 20}}, 3))[0].note,
              HasSubstr("nobody is on both"));
}

TEST(ListDependence, IsEmptyBelowThreeLists) {
  EXPECT_TRUE(drop_lists(input_of({{1, 10}, {2, 8}, {3, 4}}, 2), ExecutionContext{}).empty());
}

const ModelEstimate& variant_of(const UnseenEstimate& result, std::string_view variant) {
  for (const ModelEstimate& model : result.models) {
    if (model.variant == variant) return model;
  }
  throw std::out_of_range(std::string(variant));
}

// The published table of irregular immigrants (van der Heijden et al. 2003; 1,880 persons, without
// covariates).
TEST(RepeatedCaptures, SolvesTheTruncatedPoisson) {
  const UnseenEstimate result = estimate_repeated({{1, 1645}, {2, 183}, {3, 37}, {4, 13}, {5, 1}, {6, 1}});
  const ModelEstimate& poisson = variant_of(result, "poisson");
  // mean = rate / (1 - exp(-rate)) at N = n / (1 - exp(-rate))
  const double mean = (1645 + 2 * 183 + 3 * 37 + 4 * 13 + 5 + 6) / 1880.0;
  const double seen = 1880 / poisson.total.estimate;
  EXPECT_NEAR(-std::log1p(-seen) / seen, mean, 1e-6);
  EXPECT_NEAR(variant_of(result, "chao").unseen.estimate, 1645.0 * 1645 / (2 * 183), 0.01);
  EXPECT_NEAR(variant_of(result, "zelterman").total.estimate, 1880 / -std::expm1(-2 * 183 / 1645.0), 0.1);
  EXPECT_NEAR(variant_of(result, "geometric").total.estimate, 1880 * mean / (mean - 1), 0.1);
  EXPECT_LT(poisson.unseen.low, poisson.unseen.estimate);
  EXPECT_EQ(result.headline, -1);
}

TEST(RepeatedCaptures, RefusesPeopleRecordedOnceOnly) {
  const UnseenEstimate result = estimate_repeated({{1, 50}});
  EXPECT_TRUE(result.models.empty());
  EXPECT_EQ(result.refusals.size(), 4u);
}

}  // namespace
}  // namespace byname
