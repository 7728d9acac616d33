// SPDX-License-Identifier: Apache-2.0
#include "rules/standing.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "rules/rule_file.hpp"

namespace byname {
namespace {

const ConfirmRule kBuiltIn = read_rule_file(std::string(default_rules()), "r.toml").confirm;
const Evidence kOfficial{"official", "a", "", "1"};
const Evidence kRoster{"list", "b", "", "2"};

Check confirms(std::vector<Evidence> seen) { return {DecisionVerdict::kConfirmed, std::move(seen)}; }
Check rejects(std::vector<Evidence> seen) { return {DecisionVerdict::kRejected, std::move(seen)}; }
Check unsure(std::vector<Evidence> seen) { return {DecisionVerdict::kUnsure, std::move(seen)}; }

TEST(Standing, NobodyDecided) {
  const Standing lead = standing_of(kBuiltIn, {kRoster}, {});
  EXPECT_EQ(lead.verdict, PersonVerdict::kLead);
  EXPECT_EQ(lead.lacks, "list alone");
  const Standing provisional = standing_of(kBuiltIn, {kOfficial}, {});
  EXPECT_EQ(provisional.verdict, PersonVerdict::kProvisional);
  EXPECT_EQ(provisional.lacks, "needs 2 checks");
}

TEST(Standing, AsManyAccountsAsTheRuleAsksFor) {
  const Standing one = standing_of(kBuiltIn, {kOfficial}, {confirms({kOfficial})});
  EXPECT_EQ(one.verdict, PersonVerdict::kProvisional);
  EXPECT_EQ(one.lacks, "needs 1 more check");
  const Standing two = standing_of(kBuiltIn, {kOfficial}, {confirms({kOfficial}), confirms({kOfficial})});
  EXPECT_EQ(two.verdict, PersonVerdict::kConfirmed);
  EXPECT_EQ(two.checks, 2u);
  EXPECT_EQ(two.lacks, "");
  EXPECT_EQ(standing_of(kBuiltIn, {kRoster}, {rejects({kRoster}), rejects({kRoster})}).verdict,
            PersonVerdict::kRejected);
}

// R5: what stands before the second check is the same whatever the first one said.
TEST(Standing, R5TheFirstCheckDoesNotShow) {
  const Standing of_confirmed = standing_of(kBuiltIn, {kOfficial}, {confirms({kOfficial})});
  for (const Check& first : {rejects({kOfficial}), unsure({kOfficial})}) {
    const Standing other = standing_of(kBuiltIn, {kOfficial}, {first});
    EXPECT_EQ(other.verdict, of_confirmed.verdict);
    EXPECT_EQ(other.checks, of_confirmed.checks);
    EXPECT_EQ(other.lacks, of_confirmed.lacks);
  }
}

TEST(Standing, AThirdSettlesAConflict) {
  std::vector<Check> checks = {confirms({kOfficial}), rejects({kOfficial})};
  const Standing disputed = standing_of(kBuiltIn, {kOfficial}, checks);
  EXPECT_EQ(disputed.verdict, PersonVerdict::kDisputed);
  EXPECT_EQ(disputed.lacks, "needs a check that settles the conflict");
  checks.push_back(rejects({kOfficial}));
  EXPECT_EQ(standing_of(kBuiltIn, {kOfficial}, checks).verdict, PersonVerdict::kRejected);
  checks.push_back(confirms({kOfficial}));
  EXPECT_EQ(standing_of(kBuiltIn, {kOfficial}, checks).verdict, PersonVerdict::kDisputed);
}

TEST(Standing, AnUnsureOneNeitherConfirmsNorHinders) {
  EXPECT_EQ(standing_of(kBuiltIn, {kOfficial}, {confirms({kOfficial}), unsure({kOfficial})}).verdict,
            PersonVerdict::kProvisional);
  EXPECT_EQ(
      standing_of(kBuiltIn, {kOfficial}, {confirms({kOfficial}), unsure({kOfficial}), confirms({kOfficial})})
          .verdict,
      PersonVerdict::kConfirmed);
}

TEST(Standing, HoldsWhileWhatWasSeenIsEnough) {
  // Evidence that came later moves nothing.
  EXPECT_EQ(
      standing_of(kBuiltIn, {kOfficial, kRoster}, {confirms({kOfficial}), confirms({kOfficial})}).verdict,
      PersonVerdict::kConfirmed);
  // The official notice was retracted after both had seen it beside the roster.
  const Standing fallen = standing_of(kBuiltIn, {kRoster}, {confirms({kRoster}), confirms({kRoster})});
  EXPECT_EQ(fallen.verdict, PersonVerdict::kLead);
  EXPECT_EQ(fallen.num_fallen, 2u);
  EXPECT_EQ(fallen.checks, 0u);
  // What was seen is with somebody else now, and other evidence has come: nobody has checked that.
  const Standing moved = standing_of(kBuiltIn, {kOfficial}, {confirms({}), rejects({})});
  EXPECT_EQ(moved.verdict, PersonVerdict::kProvisional);
  EXPECT_EQ(moved.num_fallen, 2u);
}

RC_GTEST_PROP(Standing, TheOrderOfChecksDoesNotMatterAndCountsDecide, ()) {
  std::vector<Check> checks;
  for (int n = *rc::gen::inRange(0, 7); n > 0; --n)
    checks.push_back(
        {static_cast<DecisionVerdict>(*rc::gen::inRange(0, 3)),
         *rc::gen::arbitrary<bool>() ? std::vector<Evidence>{kOfficial} : std::vector<Evidence>{}});
  const Standing standing = standing_of(kBuiltIn, {kOfficial, kRoster}, checks);
  RC_ASSERT(standing.checks + standing.num_fallen == checks.size());
  const auto votes = [&](DecisionVerdict verdict) {
    return std::count_if(checks.begin(), checks.end(),
                         [&](const Check& check) { return check.verdict == verdict && !check.seen.empty(); });
  };
  const auto confirm = votes(DecisionVerdict::kConfirmed), reject = votes(DecisionVerdict::kRejected);
  RC_ASSERT((standing.verdict == PersonVerdict::kConfirmed) == (confirm >= 2 && confirm > reject));
  RC_ASSERT((standing.verdict == PersonVerdict::kRejected) == (reject >= 2 && reject > confirm));
  std::reverse(checks.begin(), checks.end());
  RC_ASSERT(standing_of(kBuiltIn, {kOfficial, kRoster}, checks).verdict == standing.verdict);
}

}  // namespace
}  // namespace byname
