// SPDX-License-Identifier: Apache-2.0
#include "register/rule_versions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "drawn_register_log.hpp"
#include "peopled_register.hpp"
#include "reference/register_rules.hpp"
#include "register/access.hpp"
#include "register/migration.hpp"
#include "register/person_evidence.hpp"
#include "register/rule_trial.hpp"
#include "register/schema.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string kRosters =
    "never_alone = []\n[[confirm]]\nname = \"rosters\"\nneeds = [{ origins = 2, class = \"list\" }]\n";

reference::FoldedRules rules_in(Database& database) {
  reference::FoldedRules rules;
  for (const RuleVersion& each : rule_versions(database)) rules[each.version] = {each.text, each.is_active};
  return rules;
}

RC_GTEST_PROP(RuleFold, IsWhatTheSlowTwinSaysInAnyOrderOfArrival, ()) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, 16); n > 0; --n) log.grow(true);
  FoldedLog stepped;
  for (const LoggedOp& logged : log.ops()) stepped.apply(logged);
  const reference::FoldedRules expected = reference::fold_rules(log.ops());
  RC_ASSERT(rules_in(stepped.database) == expected);
  std::vector<LoggedOp> ops = log.ops();
  std::reverse(ops.begin(), ops.end());
  FoldedLog reversed;
  reversed.take(ops);
  RC_ASSERT(rules_in(reversed.database) == expected);
}

class RuleVersionsTest : public testing::Test {
 protected:
  void expect_whole() { EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty()); }
  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(RuleVersionsTest, TheLastThatIsNotUndoneHolds) {
  EXPECT_EQ(rules_in_force(opened_.database()).version, 0);
  take_rules(opened_, kRosters, "r.toml", {});
  const Change second = take_rules(opened_, "checks = 1\n" + kRosters, "r.toml", {"", true});
  EXPECT_EQ(rules_in_force(opened_.database()).version, 1);  // that was a dry run
  EXPECT_EQ(rules_in_force(opened_.database()).text, kRosters);
  take_rules(opened_, std::string(default_rules()), "r.toml", {});
  EXPECT_EQ(rules_in_force(opened_.database()).version, 2);
  undo_op(opened_, "", {});
  EXPECT_EQ(rules_in_force(opened_.database()).version, 1);
  EXPECT_EQ(rule_versions(opened_.database()).size(), 2u);
  expect_whole();
}

TEST_F(RuleVersionsTest, RefusesTheSameAgainAndBadOnes) {
  take_rules(opened_, kRosters, "r.toml", {});
  EXPECT_THROW(take_rules(opened_, kRosters, "r.toml", {}), UserError);
  EXPECT_THROW(take_rules(opened_, "", "r.toml", {}), DataError);
  EXPECT_EQ(rule_versions(opened_.database()).size(), 1u);
}

TEST_F(RuleVersionsTest, ARegisterOfFormat1GetsTheTable) {
  add_people(opened_, "a", {"gordev"});
  opened_.database().execute(
      "DROP TABLE rule; DROP TABLE decision; DROP TABLE decision_mention; DROP TABLE audit; DROP TABLE "
      "release; DROP TABLE release_row; DROP TABLE event; DROP TABLE event_mention; DROP TABLE former_link; "
      "PRAGMA user_version = 1;");
  Database again(scratch_.path(), opened_.data_key(), Database::Access::kOpen);
  bring_to_present_format(again);
  EXPECT_EQ(again.number("PRAGMA user_version", 0), kRegisterFormat);
  EXPECT_EQ(rules_in_force(again).version, 0);
  take_rules(opened_, kRosters, "r.toml", {});
  expect_whole();
}

TEST_F(RuleVersionsTest, ATrialCountsWhoLosesAndGains) {
  add_people(opened_, "a", {"gordev", "lomov"});
  add_people(opened_, "b", {"gordev"});
  const ConfirmRule built_in = rules_in_force(opened_.database()).read().confirm;
  const ConfirmRule rosters = read_rule_file(kRosters, "r.toml").confirm;
  const RuleTrial gain = try_rules(opened_.database(), built_in, rosters, 10);
  EXPECT_EQ(gain.num_gain, 1);
  EXPECT_EQ(gain.num_without, 1);
  EXPECT_EQ(gain.num_stay + gain.num_lose, 0);
  ASSERT_EQ(gain.persons.size(), 1u);
  EXPECT_EQ(gain.persons[0].id, person_of(opened_, "a", "1"));
  EXPECT_EQ(gain.persons[0].after.clause, "rosters");
  const RuleTrial lose = try_rules(opened_.database(), rosters, built_in, 0);
  EXPECT_EQ(lose.lost, (std::map<std::string, std::int64_t>{{"list alone", 1}}));
  EXPECT_THAT(lose.persons, IsEmpty());
  EXPECT_EQ(evidence_of(opened_.database(), person_of(opened_, "a", "1")).size(), 2u);
}

}  // namespace
}  // namespace byname
