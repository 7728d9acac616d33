// SPDX-License-Identifier: Apache-2.0
#include "block/list_pairs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

#include "base/error.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

const std::vector<std::string> kLabels = {"court", "papers", "north-2024", "a,b", "a", "b"};

std::string complaint(const std::string& text, const std::vector<std::string>& labels) {
  try {
    parse_list_pairs({text}, labels);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST(ListPairs, AreLabelsJoinedByDashes) {
  EXPECT_EQ(parse_list_pairs({"court-papers,papers-papers"}, kLabels), (ListPairs{{0, 1}, {1, 1}}));
  EXPECT_EQ(parse_list_pairs({"court-court", "papers-court"}, kLabels), (ListPairs{{0, 0}, {1, 0}}));
}

TEST(ListPairs, LabelsMayHoldDashesAndCommas) {
  EXPECT_EQ(parse_list_pairs({"north-2024-court,court-north-2024,north-2024-north-2024"}, kLabels),
            (ListPairs{{2, 0}, {0, 2}, {2, 2}}));
  EXPECT_EQ(parse_list_pairs({"a,b-court,a-b"}, kLabels), (ListPairs{{3, 0}, {4, 5}}));
}

TEST(ListPairs, WhatIsNoPairIsNamed) {
  EXPECT_EQ(complaint("court-paper", {"court", "papers"}),
            "--pairs court-paper: there is no list paper. The lists are: court, papers");
  EXPECT_THAT(complaint("curt-papers", kLabels), HasSubstr("there is no list curt"));
  EXPECT_THAT(complaint("court-papers,papers", kLabels),
              HasSubstr("\"papers\" is no pair of lists such as A-B"));
  EXPECT_THAT(complaint("court-papers,", kLabels), HasSubstr("\"\" is no pair of lists"));
  EXPECT_THAT(complaint("", kLabels), HasSubstr("\"\" is no pair of lists"));
  EXPECT_THAT(complaint("x-y-z", {"x", "y-z", "x-y", "z"}), HasSubstr("x-y-z can be read in two ways"));
}

TEST(ListPairs, ThatLeaveNothingToCompareAreRefused) {
  PairOrder order;
  order.rank = {0, 1, 2};
  order.list = {0, 1, 1};
  EXPECT_THROW(compare_only({{0, 0}}, 2, order), UserError);
  compare_only({{0, 1}}, 2, order);
  EXPECT_EQ(order.num_pairs(), 2);
}

RC_GTEST_PROP(ListPairs, AllowWhatASetOfPairsAllows, ()) {
  const auto num_lists = *rc::gen::inRange<std::uint32_t>(1, 5);
  PairOrder order;
  order.list =
      *rc::gen::container<std::vector<std::uint32_t>>(12, rc::gen::inRange<std::uint32_t>(0, num_lists));
  order.rank.resize(order.list.size());
  order.only_between_lists = *rc::gen::arbitrary<bool>();
  const auto pairs = *rc::gen::container<ListPairs>(rc::gen::pair(
      rc::gen::inRange<std::uint32_t>(0, num_lists), rc::gen::inRange<std::uint32_t>(0, num_lists)));
  std::set<std::pair<std::uint32_t, std::uint32_t>> allowed;
  for (const auto& [a, b] : pairs) allowed.insert({std::min(a, b), std::max(a, b)});
  double num_pairs = 0;
  const auto is_allowed = [&](std::size_t i, std::size_t k) {
    return allowed.contains(std::minmax(order.list[i], order.list[k]));
  };
  for (std::size_t i = 0; i < order.list.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) num_pairs += is_allowed(i, k);
  }
  if (num_pairs == 0) {
    RC_ASSERT_THROWS_AS(compare_only(pairs, num_lists, order), UserError);
    return;
  }
  compare_only(pairs, num_lists, order);
  RC_ASSERT(order.num_pairs() == num_pairs);
  for (std::uint32_t i = 0; i < order.list.size(); ++i) {
    for (std::uint32_t k = 0; k < order.list.size(); ++k)
      if (i != k) RC_ASSERT(order.allows(i, k) == is_allowed(i, k));
  }
}

}  // namespace
}  // namespace byname
