// SPDX-License-Identifier: Apache-2.0
#include "evaluate/joining_pairs.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "evaluate/partition_change.hpp"
#include "reference/reachability.hpp"

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;
using Pairs = std::vector<JoiningPair>;

TEST(JoiningPairs, TakesTheStrongestBetweenTwoGroups) {
  const Labels mentions = {3, 5, 8, 9};
  const Labels groups = {1, 1, 2, 2};
  const Pairs pairs = {{3, 5, 20}, {3, 8, 1}, {5, 9, 4}, {8, 9, 20}};
  EXPECT_EQ(joining_pairs(mentions, groups, pairs), (std::vector<std::size_t>{2}));
}

TEST(JoiningPairs, GoesByWayOfANewMentionButNotToOne) {
  const Labels mentions = {0, 1, 2, 3};
  const Labels groups = {7, 8, kNoPerson, kNoPerson};
  const Pairs pairs = {{0, 2, 5}, {1, 2, 6}, {2, 3, 9}};
  EXPECT_EQ(joining_pairs(mentions, groups, pairs), (std::vector<std::size_t>{1, 0}));
}

TEST(JoiningPairs, TakesNothingWhereNothingIsJoined) {
  EXPECT_TRUE(joining_pairs(Labels{0, 1}, Labels{4, 4}, Pairs{{0, 1, 3}}).empty());
  EXPECT_TRUE(joining_pairs(Labels{0, 1}, Labels{4, 5}, Pairs{}).empty());
  EXPECT_TRUE(joining_pairs(Labels{0, 1}, Labels{4, kNoPerson}, Pairs{{0, 1, 3}}).empty());
}

// What pairs of at least `weight` connect, groups included.
std::vector<std::vector<bool>> connected(const Labels& groups, const Pairs& pairs,
                                         const std::vector<std::size_t>& chosen, double weight) {
  return reference::reachability(groups.size(), [&](std::size_t i, std::size_t j) {
    if (groups[i] != kNoPerson && groups[i] == groups[j]) return true;
    for (const std::size_t at : chosen) {
      if (pairs[at].weight >= weight && pairs[at].left == i && pairs[at].right == j) return true;
    }
    return false;
  });
}

// Whether mentions of groups are connected as they are by all pairs.
bool connects_as_all(const Labels& groups, const Pairs& pairs, const std::vector<std::size_t>& chosen,
                     double weight) {
  std::vector<std::size_t> all(pairs.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto wanted = connected(groups, pairs, all, weight);
  const auto found = connected(groups, pairs, chosen, weight);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    for (std::size_t j = 0; j < groups.size(); ++j) {
      if (groups[i] != kNoPerson && groups[j] != kNoPerson && wanted[i][j] != found[i][j]) return false;
    }
  }
  return true;
}

RC_GTEST_PROP(JoiningPairs, ConnectAsAllPairsDoAtEveryWeightAndAreAllNeeded, ()) {
  const std::size_t n = *rc::gen::inRange<std::size_t>(1, 9);
  Labels mentions(n);
  std::iota(mentions.begin(), mentions.end(), 0u);
  Labels groups(n);
  for (std::uint32_t& group : groups) {
    group = *rc::gen::inRange<std::uint32_t>(0, 5);
    if (group == 0) group = kNoPerson;
  }
  Pairs pairs;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = i + 1; j < n; ++j) {
      if (*rc::gen::inRange(0, 2) == 0) pairs.push_back({i, j, *rc::gen::inRange(0, 6) * 1.0});
    }
  }
  const std::vector<std::size_t> chosen = joining_pairs(mentions, groups, pairs);
  for (int weight = -1; weight < 7; ++weight) RC_ASSERT(connects_as_all(groups, pairs, chosen, weight));
  for (std::size_t left_out = 0; left_out < chosen.size(); ++left_out) {
    std::vector<std::size_t> fewer = chosen;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
    RC_ASSERT(!connects_as_all(groups, pairs, fewer, -1));
  }
}

}  // namespace
}  // namespace byname
