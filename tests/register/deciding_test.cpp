// SPDX-License-Identifier: Apache-2.0
#include "register/deciding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include "drawn_register_log.hpp"
#include "error_text.hpp"
#include "peopled_register.hpp"
#include "reference/register_decisions.hpp"
#include "register/access.hpp"
#include "register/erasing.hpp"
#include "register/history.hpp"
#include "register/judging.hpp"
#include "register/person_view.hpp"
#include "register/record_name.hpp"
#include "register/record_view.hpp"
#include "register/rule_trial.hpp"
#include "register/todo.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

reference::FoldedDecisions decisions_in(Database& database) {
  reference::FoldedDecisions decisions;
  Rows rows = database.query(
      "SELECT d.id, d.verdict, d.active, x.said FROM decision d LEFT JOIN decision_mention x ON x.decision = "
      "d.id");
  while (rows.next()) {
    auto& [verdict, said, counts] = decisions[rows.fixed<RecordId>(0)];
    verdict = rows.text(1);
    counts = rows.number(2) != 0;
    if (!rows.is_null(3)) said.insert(rows.fixed<RecordId>(3));
  }
  return decisions;
}

// A row that was read twice is one mention: of two bodies that mean it, one is kept.
bool are_the_same(const reference::FoldedDecisions& held, const reference::FoldedDecisions& expected) {
  return std::equal(held.begin(), held.end(), expected.begin(), expected.end(),
                    [](const auto& a, const auto& b) {
                      const auto& [verdict, said, counts] = a.second;
                      const auto& [other_verdict, other_said, other_counts] = b.second;
                      return a.first == b.first && verdict == other_verdict && counts == other_counts &&
                             said.empty() == other_said.empty() &&
                             std::includes(other_said.begin(), other_said.end(), said.begin(), said.end());
                    });
}

RC_GTEST_PROP(DecisionFold, IsWhatTheSlowTwinSaysInAnyOrderOfArrival, ()) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, 16); n > 0; --n) log.grow(true);
  FoldedLog stepped;
  for (const LoggedOp& logged : log.ops()) stepped.apply(logged);
  const reference::FoldedDecisions expected = reference::fold_decisions(log.ops());
  RC_ASSERT(are_the_same(decisions_in(stepped.database), expected));
  std::vector<LoggedOp> ops = log.ops();
  std::reverse(ops.begin(), ops.end());
  FoldedLog reversed;
  reversed.take(ops);
  RC_ASSERT(are_the_same(decisions_in(reversed.database), expected));
  RC_ASSERT(decisions_in(reversed.database) == decisions_in(stepped.database));
}

class DecidingTest : public testing::Test {
 protected:
  DecidingTest() {
    Register opened = scratch_.open();
    for (const char* name : {"heron", "crane"})
      add_account(opened,
                  {name, AccountRole::kEditor, SecretBytes(std::string(name) + " phrase"), {8ull << 20, 1}},
                  "");
    add_people(opened, "state", {"gordev", "lomov", "sedin"}, "official");
    add_people(opened, "roster", {"gordev", "vetrov"});
    gordev_ = person_of(opened, "state", "1");
    vetrov_ = person_of(opened, "roster", "2");
  }

  Register as(const std::string& who) {
    return scratch_.open_with(SecretBytes(who == "anna" ? "a phrase" : who + " phrase"));
  }
  Deciding decide(const std::string& who, const std::string& person, DecisionVerdict verdict,
                  const std::string& why = "", bool is_check = false) {
    Register opened = as(who);
    return decide_persons(opened, {{person}, verdict, is_check}, {why, false});
  }
  PersonStanding standing(const std::string& person) {
    Register opened = as("anna");
    const ConfirmRule rule = read_rule_file(std::string(default_rules()), "").confirm;
    return standing_of_person(opened.database(), rule, person);
  }
  PersonVerdict verdict(const std::string& person) { return standing(person).standing.verdict; }
  void confirm_twice(const std::string& person) {
    decide("anna", person, DecisionVerdict::kConfirmed);
    decide("heron", person, DecisionVerdict::kConfirmed);
  }
  void expect_whole() {
    Register opened = as("anna");
    EXPECT_THAT(verify_register(opened, {}).findings, IsEmpty());
  }
  std::vector<std::string> waiting_for(const std::string& who) {
    Register opened = as(who);
    std::vector<std::string> kinds;
    for (const TodoEntry& entry : todo_for(opened.database(), opened.secret().sign_key(), 10).entries)
      kinds.push_back(
          fmt::format("{} {}", name_of(entry.kind), entry.about[0] == gordev_ ? "gordev" : "other"));
    return kinds;
  }

  ScratchRegister scratch_;
  std::string gordev_, vetrov_;
};

const std::string kBulk =
    "checks = 1\nbulk = [\"official\"]\n[[confirm]]\nname = \"official\"\nneeds = [{ class = \"official\" "
    "}]\n";

TEST_F(DecidingTest, TwoAccountsConfirmAndUndoTakesOneBack) {
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kProvisional);
  decide("anna", gordev_, DecisionVerdict::kConfirmed);
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kProvisional);
  const Deciding second = decide("heron", gordev_, DecisionVerdict::kConfirmed, "", true);
  EXPECT_EQ(second.persons[0].before.verdict(), PersonVerdict::kProvisional);
  EXPECT_EQ(second.persons[0].after.standing.verdict, PersonVerdict::kConfirmed);
  EXPECT_EQ(standing(gordev_).unpublishable_for(), "");
  Register opened = as("heron");
  undo_op(opened, "", {});
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kProvisional);
  EXPECT_EQ(standing(gordev_).unpublishable_for(), "needs 1 more check");
  expect_whole();
}

// R5: two keys, and the first check is hidden from the second until it is made.
TEST_F(DecidingTest, R5TheFirstCheckIsHiddenFromTheSecond) {
  decide("anna", gordev_, DecisionVerdict::kRejected, "a namesake who lives");
  {
    Register opened = as("heron");
    nlohmann::ordered_json view;
    ASSERT_TRUE(person_view(opened.database(), gordev_, opened.secret().sign_key(), view));
    EXPECT_THAT(view.dump(), testing::Not(HasSubstr("rejected")));
    EXPECT_THAT(view.dump(), testing::Not(HasSubstr("anna")));
    for (const HistoryEntry& entry : history_of_record(opened, gordev_))
      EXPECT_THAT(entry.reason, testing::Not(HasSubstr("namesake")));
    const HistoryEntry kept = history_of_record(opened, gordev_).back();
    EXPECT_TRUE(kept.is_kept);
    const NamedRecord op = record_named(opened.database(), kept.op.hex(), {RecordKind::kOp});
    EXPECT_THAT(record_view(opened.database(), op, opened.secret().sign_key()).dump(),
                testing::Not(HasSubstr("namesake")));
  }
  // Its author sees it.
  {
    Register opened = as("anna");
    EXPECT_EQ(history_of_record(opened, gordev_).back().reason, "a namesake who lives");
  }
  decide("heron", gordev_, DecisionVerdict::kConfirmed, "grave");
  Register opened = as("heron");
  nlohmann::ordered_json view;
  person_view(opened.database(), gordev_, opened.secret().sign_key(), view);
  EXPECT_EQ(view["verdict"], "disputed");
  EXPECT_EQ(view["decisions"][0]["by"], "anna");
  EXPECT_EQ(view["decisions"][0]["verdict"], "rejected");
}

// A dry run of the second check would tell what the first one said.
TEST_F(DecidingTest, R5ADryRunOfTheSecondCheckDoesNotTellTheFirst) {
  std::set<std::string> outcomes;
  for (const DecisionVerdict first :
       {DecisionVerdict::kConfirmed, DecisionVerdict::kRejected, DecisionVerdict::kUnsure}) {
    decide("anna", gordev_, first);
    Register opened = as("heron");
    const Deciding tried =
        decide_persons(opened, {{gordev_}, DecisionVerdict::kConfirmed, false}, {"", true});
    outcomes.insert(fmt::format("{} {} {}", name_of(tried.persons[0].after.verdict()),
                                tried.persons[0].after.standing.checks,
                                tried.persons[0].after.standing.lacks));
  }
  EXPECT_EQ(outcomes.size(), 1u);
}

// Nor may deciding on a file of one person tell it.
TEST_F(DecidingTest, R5ASampleDoesNotTellTheFirstCheck) {
  {
    Register opened = as("anna");
    std::string rules = kBulk;
    rules.replace(rules.find("checks = 1"), 10, "checks = 2");
    take_rules(opened, rules, "r.toml", {});
  }
  std::set<std::string> outcomes;
  for (const DecisionVerdict first : {DecisionVerdict::kConfirmed, DecisionVerdict::kRejected}) {
    decide("anna", gordev_, first);
    Register opened = as("heron");
    const DecidingMany many = decide_many(opened, {{gordev_}, DecisionVerdict::kConfirmed, 1}, {"", true});
    outcomes.insert(fmt::format("{} {} {}", many.to_check.size(), many.num_wrong, many.num_others));
  }
  EXPECT_THAT(outcomes, ElementsAre("1 0 0"));
}

TEST_F(DecidingTest, OneAccountIsOneCheck) {
  decide("anna", gordev_, DecisionVerdict::kConfirmed);
  EXPECT_THAT(error_of([&] { decide("anna", gordev_, DecisionVerdict::kConfirmed); }),
              HasSubstr("decided this already"));
  EXPECT_THAT(error_of([&] { decide("anna", gordev_, DecisionVerdict::kConfirmed, "", true); }),
              HasSubstr("another account"));
  decide("anna", gordev_, DecisionVerdict::kRejected);  // replaces what it said
  EXPECT_EQ(standing(gordev_).standing.checks, 1u);
  decide("heron", gordev_, DecisionVerdict::kRejected);
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kRejected);
}

TEST_F(DecidingTest, AThirdAccountSettlesAConflict) {
  decide("anna", gordev_, DecisionVerdict::kConfirmed);
  decide("heron", gordev_, DecisionVerdict::kRejected);
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kDisputed);
  EXPECT_THAT(waiting_for("crane"), testing::Contains("dispute gordev"));
  EXPECT_THAT(waiting_for("heron"), testing::Not(testing::Contains("dispute gordev")));
  decide("crane", gordev_, DecisionVerdict::kConfirmed);
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kConfirmed);
  Register opened = as("anna");
  for (const AccountAgreement& each : agreement_of(opened)) {
    EXPECT_EQ(each.num_compared, 1);
    // Of the two others one said the same as anna and crane: that is no majority.
    EXPECT_EQ(each.num_agreed, 0) << each.pseudonym;
  }
}

TEST_F(DecidingTest, RefusesWhatTheEvidenceDoesNotBear) {
  EXPECT_THAT(error_of([&] { decide("anna", vetrov_, DecisionVerdict::kConfirmed); }),
              HasSubstr("list alone"));
  EXPECT_THAT(error_of([&] { decide("anna", vetrov_, DecisionVerdict::kRejected, "", true); }),
              HasSubstr("nobody has decided"));
  decide("anna", vetrov_, DecisionVerdict::kRejected);
  EXPECT_EQ(verdict(vetrov_), PersonVerdict::kLead);
}

TEST_F(DecidingTest, ADryRunSaysAndChangesNothing) {
  Register opened = as("anna");
  const Deciding tried = decide_persons(opened, {{gordev_}, DecisionVerdict::kConfirmed, false}, {"", true});
  EXPECT_EQ(tried.persons[0].after.standing.checks, 1u);
  EXPECT_EQ(standing(gordev_).standing.checks, 0u);
}

TEST_F(DecidingTest, RetractedGroundsReopen) {
  confirm_twice(gordev_);
  {
    Register opened = as("anna");
    retract_records(opened, {"state:1"}, {});
  }
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kLead);  // a roster is left
  EXPECT_EQ(standing(gordev_).standing.num_fallen, 2u);
  EXPECT_THAT(waiting_for("anna"), testing::Contains("moved gordev"));
  {
    Register opened = as("anna");
    undo_op(opened, "", {});
  }
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kConfirmed);
  EXPECT_THAT(waiting_for("anna"), testing::Not(testing::Contains("moved gordev")));
  expect_whole();
}

TEST_F(DecidingTest, ErasedGroundsReopen) {
  confirm_twice(gordev_);
  {
    Register opened = as("anna");
    erase_records(opened, {"state:1"}, {});
  }
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kLead);
  expect_whole();
}

TEST_F(DecidingTest, OfASplitThePartThatMeetsTheRuleStaysConfirmed) {
  confirm_twice(gordev_);
  Register opened = as("anna");
  split_person(opened, {gordev_, {"roster:1"}, SplitKeeps::kByRule}, {});
  EXPECT_EQ(verdict(person_of(opened, "state", "1")), PersonVerdict::kConfirmed);
  EXPECT_EQ(verdict(person_of(opened, "roster", "1")), PersonVerdict::kLead);
}

TEST_F(DecidingTest, EvidenceThatIsAddedMovesNothingAndWaitsForALook) {
  confirm_twice(gordev_);
  {
    Register opened = as("anna");
    add_people(opened, "press", {"gordev"}, "media");
  }
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kConfirmed);
  EXPECT_TRUE(standing(gordev_).has_moved());
  decide("heron", gordev_, DecisionVerdict::kConfirmed);  // looked again
  EXPECT_FALSE(standing(gordev_).has_moved());
}

TEST_F(DecidingTest, MergedWithARejectedOneIsDisputed) {
  confirm_twice(gordev_);
  for (const char* who : {"anna", "heron"}) decide(who, vetrov_, DecisionVerdict::kRejected);
  EXPECT_EQ(verdict(vetrov_), PersonVerdict::kRejected);
  {
    Register opened = as("anna");
    merge_persons(opened, {{gordev_, vetrov_}}, {});
  }
  // The last that each said counts: both rejected after both had confirmed.
  EXPECT_EQ(verdict(gordev_), PersonVerdict::kRejected);
  EXPECT_TRUE(standing(gordev_).has_moved());
  EXPECT_THAT(error_of([&] { decide("anna", vetrov_, DecisionVerdict::kConfirmed); }), HasSubstr(gordev_));
}

TEST_F(DecidingTest, AHiddenPersonIsNotPublishable) {
  confirm_twice(gordev_);
  Register opened = as("anna");
  hide_persons(opened, {gordev_}, {});
  EXPECT_EQ(standing(gordev_).unpublishable_for(), "hidden");
}

TEST_F(DecidingTest, ManyAtOnceNeedARuleAndACheckedSample) {
  Register opened = as("anna");
  const std::vector<std::string> persons = {"state:1", "state:2", "state:3"};
  const auto many = [&] { return decide_many(opened, {persons, DecisionVerdict::kConfirmed, 2}, {}); };
  EXPECT_THAT(error_of([&] { many(); }), HasSubstr("bulk"));
  take_rules(opened, kBulk, "r.toml", {});
  const DecidingMany first = many();
  ASSERT_EQ(first.to_check.size(), 2u);
  EXPECT_FALSE(first.op);
  EXPECT_EQ(first.to_check, many().to_check);  // the same sample each time
  decide_persons(opened, {{first.to_check[0]}, DecisionVerdict::kConfirmed, false}, {});
  decide_persons(opened, {{first.to_check[1]}, DecisionVerdict::kRejected, false}, {});
  const DecidingMany done = many();
  ASSERT_TRUE(done.op);
  EXPECT_EQ(done.num_decided, 1u);
  EXPECT_EQ(done.num_already, 1u);
  EXPECT_EQ(done.num_others, 1u);
  EXPECT_EQ(done.num_wrong, 1u);
  EXPECT_GT(done.wrong_high, 0.9);
  const ConfirmRule rule = rules_in_force(opened.database()).read().confirm;
  EXPECT_EQ(standing_of_person(opened.database(), rule, first.to_check[1]).standing.verdict,
            PersonVerdict::kRejected);
  EXPECT_THAT(error_of([&] { many(); }), HasSubstr("nobody is left"));
  undo_op(opened, "", {});  // one op takes all back
  EXPECT_EQ(many().num_decided, 1u);
  EXPECT_THAT(verify_register(opened, {}).findings, IsEmpty());
}

TEST_F(DecidingTest, ManyAtOnceRefuseWhoIsOfNoBulkClass) {
  Register opened = as("anna");
  take_rules(opened, kBulk, "r.toml", {});
  EXPECT_THAT(
      error_of([&] { decide_many(opened, {{"state:1", "roster:2"}, DecisionVerdict::kConfirmed, 1}, {}); }),
      HasSubstr(vetrov_));
}

TEST_F(DecidingTest, ATrialSaysWhoWouldStayConfirmed) {
  confirm_twice(gordev_);
  Register opened = as("anna");
  const ConfirmRule held = rules_in_force(opened.database()).read().confirm;
  const ConfirmRule tried =
      read_rule_file("[[confirm]]\nname = \"court\"\nneeds = [{ class = \"court\" }]\n", "r").confirm;
  const RuleTrial trial = try_rules(opened.database(), held, tried, 0);
  EXPECT_EQ((trial.verdicts.at({PersonVerdict::kConfirmed, PersonVerdict::kLead})), 1);
  EXPECT_EQ((trial.verdicts.at({PersonVerdict::kProvisional, PersonVerdict::kLead})), 2);
}

}  // namespace
}  // namespace byname
