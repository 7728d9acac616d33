// SPDX-License-Identifier: Apache-2.0
#include "register/joining.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peopled_register.hpp"
#include "register/access.hpp"
#include "register/copies.hpp"
#include "register/deciding.hpp"
#include "register/erasing.hpp"
#include "register/fold.hpp"
#include "register/judging.hpp"
#include "register/releasing.hpp"
#include "register/rule_versions.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A register, and a copy of it on another machine.
class JoiningTest : public testing::Test {
 protected:
  JoiningTest() {
    Register opened = scratch_.open();
    add_people(opened, "a", {"gordev", "lomov", "sedin"});
    back_up_register(opened, copy_path());
  }
  std::string copy_path() const { return scratch_.folder.file("copy.byname"); }
  Register open(const std::string& path, const std::string& machine) {
    const auto slot = open_slot(key_file_of(path), SecretBytes("a phrase"));
    RegisterHost host = scratch_.host;
    host.machine = machine;
    return Register(path, slot->account.seed().copy(), host);
  }
  Register here() { return open(scratch_.path(), "machine"); }
  Register there() { return open(copy_path(), "other machine"); }

  ScratchRegister scratch_;
};

TEST_F(JoiningTest, BringsWhatTheOtherHolds) {
  Register one = here();
  Register other = there();
  add_people(one, "b", {"lomov"});
  add_people(other, "c", {"sedin", "zorin"});
  const Joining joining = join_register(one, other, {});
  EXPECT_EQ(joining.num_ops, 1);
  EXPECT_THAT(joining.authors, ElementsAre("anna"));
  EXPECT_THAT(joining.torn_devices, IsEmpty());
  EXPECT_EQ(num_persons(one.database()), 4);
  EXPECT_EQ(one.log().heads().size(), 1u);
  EXPECT_EQ(one.log().find(one.log().heads()[0])->parents.size(), 2u);
  EXPECT_THAT(verify_register(one, {}).findings, IsEmpty());
  // The other way round it is only brought up to date: no op is made.
  const Joining back = join_register(other, one, {});
  EXPECT_EQ(back.num_ops, 2);
  EXPECT_EQ(other.log().heads(), one.log().heads());
  EXPECT_EQ(digest_of_derived_tables(other.database()), digest_of_derived_tables(one.database()));
  EXPECT_EQ(join_register(one, other, {}).num_ops, 0);
}

// Two copies that publish apart: both releases stay, the next goes on from the later one, and whoever only
// the other one published is looked after.
TEST_F(JoiningTest, ReleasesMadeApartStayAndNobodyPublishedIsForgotten) {
  Register one = here();
  take_rules(one,
             "checks = 1\nnever_alone = []\n[[confirm]]\nname = \"a\"\nneeds = [{ class = \"source:a\" }]\n",
             "r.toml", {});
  Register other = there();
  join_register(other, one, {});
  for (const auto& [opened, label] : {std::pair(&one, "a:1"), std::pair(&other, "a:2")}) {
    decide_persons(*opened, {{label}, DecisionVerdict::kConfirmed, false}, {});
    make_release(*opened, {std::string("r-") + label, false}, {});
  }
  join_register(one, other, {});
  EXPECT_EQ(releases_in(one.database()).size(), 2u);
  EXPECT_THAT(unsound_releases(one.database()), IsEmpty());
  const Release last = *last_release(one.database());
  const ReleaseDraft next = draft_release(one.database());
  EXPECT_EQ(next.parent->id, last.id);
  EXPECT_EQ(next.after, 2);
  EXPECT_THAT(next.blocking, IsEmpty());
  // The one that the last release does not name loses its ground.
  const std::string forgotten = last.name == "r-a:1" ? "a:2" : "a:1";
  decide_persons(one, {{forgotten}, DecisionVerdict::kUnsure, false}, {});
  const ConfirmRule rule = rules_in_force(one.database()).read().confirm;
  const std::string person = person_of(one, "a", forgotten.substr(2));
  EXPECT_EQ(standing_of_person(one.database(), rule, person).verdict(), PersonVerdict::kDisputed);
  EXPECT_THAT(verify_register(one, {}).findings, IsEmpty());
}

TEST_F(JoiningTest, DryRunChangesNothing) {
  Register one = here();
  Register other = there();
  add_people(other, "c", {"zorin"});
  const Joining joining = join_register(one, other, {"", true});
  EXPECT_EQ(joining.change.persons.num_after, 4);
  EXPECT_EQ(num_persons(one.database()), 3);
}

TEST_F(JoiningTest, ErasureIsObeyedInBothDirections) {
  {
    Register one = here();
    erase_records(one, {"a:2"}, {});
  }
  Register one = here();
  Register other = there();
  add_people(other, "c", {"zorin"});
  join_register(one, other, {});
  EXPECT_EQ(one.database().number("SELECT count(*) FROM body WHERE instr(bytes, 'lomov') > 0", -1), 0);
  join_register(other, one, {});
  EXPECT_EQ(other.database().number("SELECT count(*) FROM body WHERE instr(bytes, 'lomov') > 0", -1), 0);
  EXPECT_THAT(verify_register(other, {}).findings, IsEmpty());
  EXPECT_THAT(verify_register(one, {}).findings, IsEmpty());
}

TEST_F(JoiningTest, ForeignRegisterIsRefused) {
  ScratchRegister foreign_files;
  const RegisterHost host = seeded_host(99);
  const std::string path = scratch_.folder.file("foreign.byname");
  create_register({path, "anna", SecretBytes("a phrase"), {8ull << 20, 1}}, host);
  const auto slot = open_slot(key_file_of(path), SecretBytes("a phrase"));
  Register foreign(path, slot->account.seed().copy(), host);
  Register one = here();
  EXPECT_THROW(join_register(one, foreign, {}), UserError);
}

TEST_F(JoiningTest, OlderCopyWorkedOnByTheSameDeviceIsReported) {
  Register one = here();
  Register other = open(copy_path(), "machine");
  add_people(one, "b", {"lomov"});
  add_people(other, "c", {"sedin"});
  EXPECT_EQ(join_register(one, other, {}).torn_devices.size(), 1u);
}

TEST_F(JoiningTest, AlteredOpIsNotTakenIn) {
  Register one = here();
  Register other = there();
  const OpId op = add_people(other, "c", {"sedin"});
  other.database().run("UPDATE op SET time = 1 WHERE id = ?1", op);
  EXPECT_THROW(join_register(one, other, {}), DataError);
  EXPECT_EQ(one.log().num_ops(), 2u);
}

TEST_F(JoiningTest, AccountsAddedThereOpenThisRegister) {
  Register one = here();
  Register other = there();
  add_account(other, {"heron", AccountRole::kHelper, SecretBytes("her own phrase"), {8ull << 20, 1}}, "");
  join_register(one, other, {});
  const auto slot = open_slot(key_file_of(scratch_.path()), SecretBytes("her own phrase"));
  ASSERT_TRUE(slot);
  Register hers(scratch_.path(), slot->account.seed().copy(), scratch_.host);
  EXPECT_EQ(hers.account().pseudonym, "heron");
}

TEST_F(JoiningTest, ContradictingJudgementsAreSettledTheSameWayOnBothSides) {
  Register one = here();
  Register other = there();
  judge_pairs(one, {{"a:1", "a:2", JudgementVerdict::kSame}}, {});
  judge_pairs(other, {{"a:1", "a:2", JudgementVerdict::kDifferent}}, {});
  join_register(one, other, {});
  join_register(other, one, {});
  EXPECT_EQ(person_of(one, "a", "1") == person_of(one, "a", "2"),
            person_of(other, "a", "1") == person_of(other, "a", "2"));
  EXPECT_EQ(one.database().number("SELECT count(*) FROM judgement WHERE suspended_by IS NOT NULL", 0), 1);
}

}  // namespace
}  // namespace byname
