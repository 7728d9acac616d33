// SPDX-License-Identifier: Apache-2.0
#include "block/pair_order.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "reference/all_pairs.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A record's list and id.
struct Node {
  std::uint32_t list;
  std::string id;
};

PairOrder order_of(const std::vector<Node>& nodes, const std::vector<std::string>& list_names,
                   const std::string& link_type, bool ids_are_numbers) {
  std::vector<std::string> ids;
  std::vector<std::uint32_t> lists;
  for (const Node& node : nodes) {
    ids.push_back(node.id);
    lists.push_back(node.list);
  }
  return splink_order(ids, lists, list_names, link_type, ids_are_numbers);
}

/// The nodes as "list id", by rank.
std::vector<std::string> sorted(const std::vector<Node>& nodes, const std::vector<std::string>& list_names,
                                const std::string& link_type, bool ids_are_numbers) {
  const PairOrder order = order_of(nodes, list_names, link_type, ids_are_numbers);
  std::vector<std::string> names(nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i)
    names.at(order.rank[i]) = list_names[nodes[i].list] + " " + nodes[i].id;
  return names;
}

std::string complaint(const std::vector<Node>& nodes, const std::vector<std::string>& list_names,
                      const std::string& link_type, bool ids_are_numbers) {
  try {
    order_of(nodes, list_names, link_type, ids_are_numbers);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(SplinkOrder, OfOneListIsByNumber) {
  EXPECT_THAT(sorted({{0, "10"}, {0, "9"}, {0, "-3"}, {0, "0"}, {0, "9223372036854775807"}}, {"x"},
                     "dedupe_only", true),
              ElementsAre("x -3", "x 0", "x 9", "x 10", "x 9223372036854775807"));
}

TEST(SplinkOrder, OfOneListIsByBytes) {
  EXPECT_THAT(sorted({{0, "9"}, {0, "10"}, {0, "a"}, {0, "B"}, {0, "я"}, {0, ""}, {0, "1"}}, {"x"},
                     "dedupe_only", false),
              ElementsAre("x ", "x 1", "x 10", "x 9", "x B", "x a", "x я"));
}

TEST(SplinkOrder, OfLinkedListsIsByTheBytesOfListAndId) {
  const std::vector<Node> nodes = {{1, "9"}, {1, "10"}, {0, "9"}, {0, "10"}};
  for (const bool ids_are_numbers : {false, true}) {
    EXPECT_THAT(sorted(nodes, {"b", "a"}, "link_and_dedupe", ids_are_numbers),
                ElementsAre("a 10", "a 9", "b 10", "b 9"));
  }
}

TEST(SplinkOrder, ANameThatContinuesAnotherStandsWhereItsBytesSay) {
  // "a b-__-1" is before "a-__-1", though "a" is before "a b".
  const std::vector<Node> nodes = {{0, "1"}, {1, "1"}, {2, "1"}};
  const std::vector<std::string> names = {"a", "a b", "aa"};
  EXPECT_THAT(sorted(nodes, names, "link_and_dedupe", false), ElementsAre("a b 1", "a 1", "aa 1"));
  EXPECT_THAT(sorted(nodes, names, "link_only", false), ElementsAre("a b 1", "a 1", "aa 1"));
}

TEST(SplinkOrder, OfTwoListsToLinkIsByTheirNames) {
  const std::vector<Node> nodes = {{0, "1"}, {1, "9"}, {1, "10"}, {0, "2"}};
  EXPECT_THAT(sorted(nodes, {"a b", "a"}, "link_only", true), ElementsAre("a 10", "a 9", "a b 1", "a b 2"));
  EXPECT_THAT(sorted(nodes, {"a b", "a"}, "link_and_dedupe", true),
              ElementsAre("a b 1", "a b 2", "a 10", "a 9"));
}

TEST(SplinkOrder, AllowsPairsWithinAListUnlessLinkOnly) {
  const std::vector<Node> nodes = {{0, "1"}, {0, "2"}, {1, "1"}};
  const PairOrder all = order_of(nodes, {"a", "b"}, "link_and_dedupe", false);
  EXPECT_TRUE(all.allows(0, 1));
  EXPECT_TRUE(all.allows(0, 2));
  EXPECT_EQ(all.num_pairs(), 3);
  const PairOrder between = order_of(nodes, {"a", "b"}, "link_only", false);
  EXPECT_FALSE(between.allows(0, 1));
  EXPECT_FALSE(between.allows(1, 0));
  EXPECT_TRUE(between.allows(0, 2));
  EXPECT_EQ(between.num_pairs(), 2);
}

TEST(SplinkOrder, RefusesAnIdThatAListHasTwice) {
  for (const bool ids_are_numbers : {false, true}) {
    EXPECT_EQ(complaint({{0, "7"}, {0, "8"}, {0, "7"}}, {"people"}, "dedupe_only", ids_are_numbers),
              "the list people has the id 7 twice. Ids must tell records apart");
  }
  for (const char* link_type : {"link_only", "link_and_dedupe"}) {
    EXPECT_EQ(complaint({{0, "7"}, {1, "7"}, {1, "8"}, {1, "7"}}, {"a", "b"}, link_type, false),
              "the list b has the id 7 twice. Ids must tell records apart");
    EXPECT_EQ(complaint({{0, "7"}, {1, "7"}}, {"a", "b"}, link_type, false), "");
  }
}

TEST(SplinkOrder, RefusesIdsThatAreOneNumber) {
  EXPECT_THAT(complaint({{0, "7"}, {0, "007"}}, {"people"}, "dedupe_only", true),
              HasSubstr("the list people has the id"));
  EXPECT_EQ(complaint({{0, "7"}, {0, "007"}}, {"people"}, "dedupe_only", false), "");
}

TEST(SplinkOrder, SeesARepeatedIdBehindAnEqualText) {
  // "a-__-b" and 1, "a" and b-__-1 come to the same text.
  EXPECT_THAT(complaint({{0, "b-__-1"}, {1, "1"}, {0, "b-__-1"}}, {"a", "a-__-b"}, "link_and_dedupe", false),
              HasSubstr("the list a has the id b-__-1 twice"));
  EXPECT_EQ(complaint({{0, "b-__-1"}, {1, "1"}}, {"a", "a-__-b"}, "link_and_dedupe", false), "");
}

TEST(SplinkOrder, RefusesTextWhereNumbersAreSaidToBe) {
  EXPECT_EQ(complaint({{0, "1"}, {0, "1x"}}, {"x"}, "dedupe_only", true),
            "an id is no whole number though the ids are said to be: 1x");
  EXPECT_THAT(complaint({{0, ""}}, {"x"}, "dedupe_only", true), HasSubstr("no whole number"));
  EXPECT_THAT(complaint({{0, "99999999999999999999"}}, {"x"}, "dedupe_only", true),
              HasSubstr("no whole number"));
}

TEST(SplinkOrder, OfNothingIsEmpty) {
  const PairOrder order = order_of({}, {}, "dedupe_only", true);
  EXPECT_TRUE(order.rank.empty());
  EXPECT_EQ(order.num_pairs(), 0);
}

RC_GTEST_PROP(SplinkOrderProperty, RanksAreAPermutationAndPairsAreCounted, (bool between)) {
  const auto lists = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange(0u, 5u));
  std::vector<Node> nodes;
  for (std::size_t i = 0; i < lists.size(); ++i) nodes.push_back({lists[i], std::to_string(i * 7919 % 1009)});
  RC_PRE(lists.size() < 1009);
  const PairOrder order =
      order_of(nodes, {"e", "d", "c", "b", "a"}, between ? "link_only" : "link_and_dedupe", false);
  double pairs = 0;
  reference::for_all_pairs(
      nodes.size(), [&](std::uint32_t left, std::uint32_t right) { pairs += order.allows(left, right); });
  RC_ASSERT(order.num_pairs() == pairs);
  std::vector<std::uint32_t> ranks = order.rank;
  std::sort(ranks.begin(), ranks.end());
  for (std::uint32_t i = 0; i < ranks.size(); ++i) RC_ASSERT(ranks[i] == i);
}

}  // namespace
}  // namespace byname
