// SPDX-License-Identifier: Apache-2.0
#include "estimate/unequal_chances.hpp"

#include <array>
#include <gtest/gtest.h>

#include "estimate/count_estimate.hpp"

namespace byname {
namespace {

using Chances = std::array<double, 4>;

/// Expected persons by pattern, rounded, of classes of people; list 2 may depend on list 1.
Overlap expected_overlap(const std::vector<std::pair<double, Chances>>& classes,
                         double second_if_first = -1) {
  Overlap overlap;
  for (std::uint32_t pattern = 1; pattern < 16; ++pattern) {
    double persons = 0;
    for (const auto& [people, chances] : classes) {
      double product = people;
      for (std::size_t list = 0; list < 4; ++list) {
        double chance = chances[list];
        if (list == 1 && second_if_first >= 0 && (pattern & 1) != 0) chance = second_if_first;
        product *= (pattern >> list & 1) != 0 ? chance : 1 - chance;
      }
      persons += product;
    }
    overlap[pattern] = static_cast<std::int64_t>(persons + 0.5);
  }
  return overlap;
}

UnequalChances found_in(const Overlap& overlap) {
  return find_unequal_chances(make_capture_table(4, overlap));
}

TEST(UnequalChances, TwoClassesAreFlagged) {
  const auto found = found_in(expected_overlap({{6000, {.30, .20, .15, .25}}, {4000, {.06, .05, .10, .04}}}));
  EXPECT_TRUE(found.is_flagged());
  EXPECT_EQ(found.lists, 0b1011u);
  EXPECT_EQ(unequal_chances_text(found, {"north", "south", "east", "west"}).substr(0, 62),
            "Lists north, south and west hold the same people more often th");
}

TEST(UnequalChances, TheHeadlineSaysSo) {
  const Overlap overlap = expected_overlap({{6000, {.30, .20, .15, .25}}, {4000, {.06, .05, .10, .04}}});
  const UnseenEstimate estimate = estimate_unseen(4, overlap, {}, ExecutionContext{});
  EXPECT_NE(estimate.assumption.find("Caution: Lists 1, 2 and 4 hold the same people"), std::string::npos)
      << estimate.assumption;
}

TEST(UnequalChances, IndependentListsAreNot) {
  const auto found = found_in(expected_overlap({{10000, {.25, .15, .10, .20}}}));
  EXPECT_FALSE(found.is_flagged());
  EXPECT_LT(found.statistic, 0.1);
  EXPECT_EQ(unequal_chances_text(found, {"a", "b", "c", "d"}), "");
}

TEST(UnequalChances, OneDependentPairIsNot) {
  const auto found = found_in(expected_overlap({{10000, {.25, .10, .10, .20}}}, .35));
  EXPECT_FALSE(found.is_flagged());
  EXPECT_LT(found.statistic, 0.1);
}

TEST(UnequalChances, LimitIsThatOfTheMixture) {
  // 1/2 P(chi-square(1) > 5.5369) + 1/4 P(chi-square(2) > 5.5369) = .025, by quadrature.
  EXPECT_NEAR(found_in(expected_overlap({{10000, {.25, .15, .10, .20}}})).limit, 5.5369, 1e-4);
}

TEST(UnequalChances, NothingToLookAt) {
  EXPECT_EQ(find_unequal_chances(make_capture_table(2, {{1, 5}, {2, 5}, {3, 5}})).limit, 0);
  EXPECT_EQ(found_in({{1, 5}, {2, 5}, {4, 5}, {8, 5}}).limit, 0);
}

TEST(UnequalChances, TwoListsThatExcludeOneAnotherAreNoFault) {
  // Lists 1 and 2 share nobody; otherwise independent.
  Overlap overlap = expected_overlap({{5000, {.20, .20, .15, .10}}});
  for (const std::uint32_t pattern : {3u, 7u, 11u, 15u}) overlap[pattern] = 0;
  const auto found = found_in(overlap);
  EXPECT_GT(found.limit, 0);
  EXPECT_LT(found.statistic, 0.1);
}

TEST(UnequalChances, PairsWithoutPersonsAreNoFault) {
  const auto found = found_in({{1, 50}, {2, 50}, {4, 50}, {8, 50}, {3, 10}});
  EXPECT_FALSE(found.is_flagged());
}

}  // namespace
}  // namespace byname
