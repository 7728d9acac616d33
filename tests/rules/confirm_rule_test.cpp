// SPDX-License-Identifier: Apache-2.0
#include "rules/confirm_rule.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "rules/rule_file.hpp"

namespace byname {
namespace {

ConfirmRule rule_of(const std::string& text) { return read_rule_file(text, "r.toml").confirm; }

const ConfirmRule kBuiltIn = rule_of(std::string(default_rules()));

TEST(ConfirmRule, OneOfficialSourceIsEnough) {
  const EvidenceSupport support = kBuiltIn.support_of({{"official", "a", "", "1"}});
  EXPECT_TRUE(support.is_enough());
  EXPECT_EQ(support.clause, "official");
}

TEST(ConfirmRule, CountsDistinctOriginsAndNotLinks) {
  EXPECT_EQ(kBuiltIn.support_of({{"media", "a", "", "1"}, {"media", "b", "", "1"}}).lacking,
            "needs 1 more origin");
  EXPECT_EQ(kBuiltIn.support_of({{"media", "a", "", "1"}, {"media", "b", "", "2"}}).clause, "two origins");
}

TEST(ConfirmRule, WhatHasOneOwnerHasOneOrigin) {
  EXPECT_FALSE(kBuiltIn.support_of({{"media", "a", "press", "1"}, {"media", "b", "press", "2"}}).is_enough());
  // a and b by their owner, b and c by their origin.
  EXPECT_FALSE(
      kBuiltIn
          .support_of({{"media", "a", "press", "1"}, {"media", "c", "", "2"}, {"media", "b", "press", "2"}})
          .is_enough());
}

// R13: a leak or a tip counts beside evidence of another class, and never alone.
TEST(ConfirmRule, R13LeaksAndTipsNeverStandAlone) {
  const EvidenceSupport alone = kBuiltIn.support_of({{"leak", "a", "", "1"}, {"tip", "b", "", "2"}});
  EXPECT_FALSE(alone.is_enough());
  EXPECT_EQ(alone.lacking, "leak, tip alone");
  EXPECT_TRUE(kBuiltIn.support_of({{"leak", "a", "", "1"}, {"media", "b", "", "2"}}).is_enough());
}

TEST(ConfirmRule, WhatIsOfNoKindConfirmsNobody) {
  EXPECT_EQ(kBuiltIn.support_of({{"", "a", "", "1"}, {"", "b", "", "2"}}).lacking, "kind of source not said");
  EXPECT_EQ(kBuiltIn.support_of({}).lacking, "no evidence");
}

TEST(ConfirmRule, EachNeedWantsOriginsOfItsOwn) {
  const ConfirmRule rule = rule_of(
      "[[confirm]]\nname = \"both\"\nneeds = [{ class = \"media\" }, { classes = [\"media\", \"relative\"] "
      "}]");
  EXPECT_EQ(rule.support_of({{"media", "a", "", "1"}}).lacking, "needs 1 more origin");
  EXPECT_FALSE(rule.support_of({{"media", "a", "", "1"}, {"relative", "b", "", "1"}}).is_enough());
  EXPECT_FALSE(rule.support_of({{"relative", "a", "", "1"}, {"relative", "b", "", "2"}}).is_enough());
  EXPECT_TRUE(rule.support_of({{"media", "a", "", "1"}, {"relative", "b", "", "2"}}).is_enough());
}

TEST(ConfirmRule, ASourceMayBeAClass) {
  const ConfirmRule rule = rule_of("[[confirm]]\nname = \"zags\"\nneeds = [{ class = \"source:zags\" }]");
  EXPECT_TRUE(rule.support_of({{"", "zags", "", "1"}}).is_enough());
  EXPECT_FALSE(rule.support_of({{"official", "other", "", "1"}}).is_enough());
}

// Whether origins can be given to needs, by trying all ways.
bool can_be_met(const std::vector<std::size_t>& asked, const std::vector<std::vector<bool>>& serves,
                std::size_t need, std::vector<bool>& used) {
  if (need == asked.size()) return true;
  std::vector<std::size_t> left = asked;
  if (asked[need] == 0) return can_be_met(asked, serves, need + 1, used);
  --left[need];
  for (std::size_t origin = 0; origin < serves.size(); ++origin) {
    if (used[origin] || !serves[origin][need]) continue;
    used[origin] = true;
    const bool is_met = can_be_met(left, serves, need, used);
    used[origin] = false;
    if (is_met) return true;
  }
  return false;
}

RC_GTEST_PROP(ConfirmRule, IsWhatTryingAllWaysSaysInAnyOrder, ()) {
  const std::vector<std::string> kinds = {"media", "relative", "court"};
  ConfirmRule rule;
  ConfirmClause clause{"drawn", {}};
  std::vector<std::size_t> asked;
  for (int n = *rc::gen::inRange(1, 4); n > 0; --n) {
    EvidenceNeed need;
    need.origins = *rc::gen::inRange<std::size_t>(1, 3);
    EvidenceClass drawn{"c", {}, {}};
    for (const std::string& kind : kinds) {
      if (*rc::gen::arbitrary<bool>()) drawn.kinds.push_back(kind);
    }
    need.classes = {drawn};
    asked.push_back(need.origins);
    clause.needs.push_back(need);
  }
  rule.clauses = {clause};
  std::vector<Evidence> evidence;
  for (int n = *rc::gen::inRange(1, 7); n > 0; --n)
    evidence.push_back({*rc::gen::elementOf(kinds), "s", "", std::to_string(*rc::gen::inRange(0, 5))});
  std::vector<std::vector<bool>> serves(5, std::vector<bool>(asked.size(), false));
  for (const Evidence& each : evidence) {
    for (std::size_t n = 0; n < asked.size(); ++n) {
      if (clause.needs[n].holds(each)) serves[std::stoul(each.origin)][n] = true;
    }
  }
  std::vector<bool> used(serves.size(), false);
  const EvidenceSupport support = rule.support_of(evidence);
  RC_ASSERT(support.is_enough() == can_be_met(asked, serves, 0, used));
  std::reverse(evidence.begin(), evidence.end());
  RC_ASSERT(rule.support_of(evidence).lacking == support.lacking);
}

}  // namespace
}  // namespace byname
