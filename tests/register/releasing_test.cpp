// SPDX-License-Identifier: Apache-2.0
#include "register/releasing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "error_text.hpp"
#include "peopled_register.hpp"
#include "register/access.hpp"
#include "register/as_of.hpp"
#include "register/deciding.hpp"
#include "register/erasing.hpp"
#include "register/judging.hpp"
#include "register/person_list.hpp"
#include "register/rebuilt_release.hpp"
#include "register/release_diff.hpp"
#include "register/rule_versions.hpp"
#include "register/todo.hpp"
#include "register/undoing.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// One account confirms on one official source.
const std::string kOneCheck =
    "checks = 1\n[[confirm]]\nname = \"official\"\nneeds = [{ class = \"official\" }]\n";

class ReleasingTest : public testing::Test {
 protected:
  ReleasingTest() {
    take_rules(opened_, kOneCheck, "r.toml", {});
    add_people(opened_, "state", {"gordev", "lomov", "sedin", "vetrov"}, "official");
  }
  std::string person(const std::string& key) { return person_of(opened_, "state", key); }
  void decide(const std::string& typed, DecisionVerdict verdict = DecisionVerdict::kConfirmed) {
    decide_persons(opened_, {{typed}, verdict, false}, {});
  }
  MadeRelease release(const std::string& name, bool accepts = false) {
    return make_release(opened_, {name, accepts}, {accepts ? "a reason" : "", false});
  }
  std::map<std::string, std::string> reasons(const std::vector<ReleaseRow>& rows) {
    std::map<std::string, std::string> by_id;
    for (const ReleaseRow& row : rows) by_id[row.person] = name_of(row.reason);
    return by_id;
  }
  std::vector<std::string> rebuilt(const std::string& name) {
    const RebuiltRelease release = rebuild_release(opened_, release_named(opened_.database(), name));
    EXPECT_THAT(release.differing, IsEmpty()) << name;
    std::vector<std::string> rows;
    for (const RebuiltRow& row : release.rows) rows.push_back(row.text.value_or("erased"));
    return rows;
  }
  void expect_whole() { EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty()); }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

using Reasons = std::map<std::string, std::string>;

TEST_F(ReleasingTest, SaysWhyEachIdCameAndWent) {
  const std::string gordev = person("1"), lomov = person("2"), sedin = person("3"), vetrov = person("4");
  for (const std::string& id : {gordev, lomov, sedin}) decide(id);
  EXPECT_EQ(reasons(release("1").draft.rows),
            (Reasons{{gordev, "added"}, {lomov, "added"}, {sedin, "added"}}));
  decide(vetrov);
  merge_persons(opened_, {{gordev, lomov}}, {});
  const Change retracted = retract_records(opened_, {"state:3"}, {}).change;
  const MadeRelease second = release("2");
  EXPECT_EQ(reasons(second.draft.rows),
            (Reasons{{gordev, "changed"}, {lomov, "merged"}, {sedin, "retracted"}, {vetrov, "added"}}));
  EXPECT_EQ(second.draft.after, 2);
  for (const ReleaseRow& row : second.draft.rows) {
    if (row.person == sedin) {
      EXPECT_EQ(row.op, retracted.op);
    }
  }
  undo_op(opened_, retracted.op.hex(), {});
  erase_records(opened_, {"state:4"}, {});
  decide(gordev, DecisionVerdict::kRejected);
  const MadeRelease third = release("3");
  EXPECT_EQ(reasons(third.draft.rows),
            (Reasons{{gordev, "rejected"}, {sedin, "returned"}, {vetrov, "erased"}}));
  const ReleaseDiff whole = diff_of_releases(opened_.database(), release_named(opened_.database(), "1"),
                                             release_named(opened_.database(), "3"));
  EXPECT_EQ(reasons(whole.rows), (Reasons{{gordev, "rejected"}, {lomov, "merged"}}));
  EXPECT_EQ(whole.before, 3);
  EXPECT_EQ(whole.after, 1);
  EXPECT_THAT(error_of([&] {
                diff_of_releases(opened_.database(), release_named(opened_.database(), "3"),
                                 release_named(opened_.database(), "1"));
              }),
              HasSubstr("earlier one first"));
  expect_whole();
}

TEST_F(ReleasingTest, WhoWasMergedAndThenErasedLeavesByTheErasure) {
  decide(person("1"));
  decide(person("2"));
  release("1");
  const std::string merged = person("2");
  merge_persons(opened_, {{person("1"), merged}}, {});
  const OpId erased = erase_records(opened_, {"state:1", "state:2"}, {}).change.op;
  for (const ReleaseRow& row : release("2").draft.rows) {
    EXPECT_EQ(name_of(row.reason), "erased");
    EXPECT_EQ(row.op, erased);
  }
}

TEST_F(ReleasingTest, ASplitPersonAddsOne) {
  const std::string gordev = person("1");
  merge_persons(opened_, {{gordev, person("2")}}, {});
  decide(gordev);
  release("1");
  split_person(opened_, {gordev, {"state:2"}, SplitKeeps::kByRule}, {});
  const std::string part = person("2") == gordev ? person("1") : person("2");
  const MadeRelease second = release("2");
  EXPECT_EQ(second.draft.after, 2);
  EXPECT_EQ(reasons(second.draft.rows).at(part), "added");  // the id that was there before the merge
  expect_whole();
}

TEST_F(ReleasingTest, AnIdThatIsNewBySplitSaysSo) {
  add_people(opened_, "court", {"gordev"}, "official");
  const std::string gordev = person("1");
  decide(gordev);
  release("1");
  split_person(opened_, {gordev, {"court:1"}, SplitKeeps::kByRule}, {});
  EXPECT_EQ(reasons(release("2").draft.rows).at(person_of(opened_, "court", "1")), "by split");
}

TEST_F(ReleasingTest, NobodyLeavesSilently) {
  decide(person("1"));
  decide(person("2"));
  release("1");
  take_rules(opened_, "checks = 1\n[[confirm]]\nname = \"court\"\nneeds = [{ class = \"court\" }]\n", "r",
             {});
  EXPECT_EQ(draft_release(opened_.database()).blocking.size(), 2u);
  const ConfirmRule rule = rules_in_force(opened_.database()).read().confirm;
  const PersonStanding leaving = standing_of_person(opened_.database(), rule, person("1"));
  EXPECT_EQ(leaving.verdict(), PersonVerdict::kDisputed);
  EXPECT_EQ(leaving.standing.verdict, PersonVerdict::kLead);
  EXPECT_EQ(todo_of(opened_.database(), 10).counts.front(), std::pair(TodoKind::kDispute, std::int64_t{2}));
  EXPECT_THAT(error_of([&] { release("2"); }), HasSubstr("2 persons were published"));
  EXPECT_THAT(error_of([&] { make_release(opened_, {"2", true}, {}); }), HasSubstr("--why"));
  EXPECT_EQ(releases_in(opened_.database()).size(), 1u);
  const MadeRelease accepted = release("2", true);
  EXPECT_EQ(count_reasons(accepted.draft.rows).at(ReleaseReason::kWithdrawn), 2);
  EXPECT_EQ(standing_of_person(opened_.database(), rule, person("1")).verdict(), PersonVerdict::kLead);
  expect_whole();
}

TEST_F(ReleasingTest, ThePublishedIdSurvivesAMerge) {
  const std::string older = person("1"), published = person("2");
  decide(published);
  release("1");
  merge_persons(opened_, {{older, published}}, {});
  EXPECT_EQ(person("1"), published);
  EXPECT_EQ(find_former_person(opened_.database(), older)->to, std::vector<std::string>{published});
  expect_whole();  // from scratch, too
}

TEST_F(ReleasingTest, AnEarlierReleaseIsRebuiltToTheSameBytes) {
  for (const char* key : {"1", "2", "3"}) decide(person(key));
  release("1");
  const std::vector<std::string> first = rebuilt("1");
  ASSERT_EQ(first.size(), 3u);
  EXPECT_THAT(first, testing::Contains(HasSubstr("\"family\":\"gordev\"")));
  merge_persons(opened_, {{person("1"), person("2")}}, {});
  take_rules(opened_, std::string(default_rules()), "r", {});
  set_value(opened_, {person("3"), "birth_year", "1990", "", false}, {});
  EXPECT_EQ(rebuilt("1"), first);
  retract_records(opened_, {"state"}, {});
  EXPECT_EQ(rebuilt("1"), first);
  expect_whole();
}

TEST_F(ReleasingTest, AfterErasureItsRowSaysSoAndTheRestIsTheSame) {
  for (const char* key : {"1", "2"}) decide(person(key));
  release("1");
  const std::string erased = person("1");
  std::vector<std::string> expected = rebuilt("1");
  for (std::string& row : expected) {
    if (row.find(erased) != row.npos) row = "erased";
  }
  erase_records(opened_, {"state:1"}, {});
  EXPECT_EQ(rebuilt("1"), expected);
  EXPECT_THAT(unsound_releases(opened_.database()), IsEmpty());
  expect_whole();
}

// What fold 1 makes of a log, byte for byte. A release says by which fold it was made; whoever writes a fold
// 2 keeps this one for such releases, and this test as it is.
TEST_F(ReleasingTest, TheBytesOfFold1AreForEver) {
  ASSERT_EQ(kFold, 1) << "make the releases of this test by fold 1 still";
  for (const char* key : {"1", "2", "3"}) decide(person(key));
  merge_persons(opened_, {{person("1"), person("2")}}, {});
  set_value(opened_, {person("3"), "birth_year", "1990", "", false}, {});
  release("1");
  split_person(opened_, {person("1"), {"state:2"}, SplitKeeps::kByRule}, {});
  retract_records(opened_, {"state:3"}, {});
  EXPECT_EQ(release_named(opened_.database(), "1").root.hex(),
            "d79f41989d00192f31c0c8e16f2ad634ac49f3589ba17cb6937f7e64ee3d54fe");
  EXPECT_THAT(
      rebuilt("1"),
      ElementsAre(R"({"person":"0GT6F5E6-H","family":"sedin","birth_year":"1990","evidence":["official"]})",
                  R"({"person":"T79VHS4J-2","family":"gordev","evidence":["official"]})"));
}

TEST_F(ReleasingTest, NothingOfASealedSourceIsInARow) {
  {
    OpWriter writer(opened_, "add");
    writer.add(body_kind::kSource, source_body({"tips", "official", "", "sealed", ""}));
    MentionBody mention;
    mention.list = "tips";
    mention.key = "1";
    mention.values = {{"family", "Name", "secretov", "secretov", ""}};
    writer.add(body_kind::kMention, mention_body(mention));
    writer.append();
    writer.commit();
  }
  merge_persons(opened_, {{"state:1", "tips:1"}}, {});
  decide(person("1"));
  release("1");
  EXPECT_THAT(rebuilt("1"), ElementsAre(testing::Not(HasSubstr("secretov"))));
}

TEST_F(ReleasingTest, TheRegisterIsReadAsItWasKnownThen) {
  Database& database = opened_.database();
  decide(person("1"));
  release("1");
  const std::string gordev = person("1"), lomov = person("2");
  merge_persons(opened_, {{gordev, lomov}}, {});
  add_people(opened_, "press", {"sedin", "karpin"}, "media");
  retract_records(opened_, {"state:4"}, {});
  const auto number = [&] { return count_register(database, CountUnit::kPersons, "").number; };
  const std::int64_t now = number();
  {
    WriteTransaction transaction(database);
    const AsOf then(database, ops_known(database, "1"));
    EXPECT_EQ(number(), 4);
    EXPECT_TRUE(find_held_person(database, lomov));
    EXPECT_FALSE(find_former_person(database, lomov));
    EXPECT_EQ(person_of(opened_, "press", "1"), "");
  }
  EXPECT_EQ(number(), now);
  EXPECT_FALSE(find_held_person(database, lomov));
  // The clock of these tests began in November 2023, and ticks by seconds.
  EXPECT_EQ(ops_known(database, "2100-01-01").size(), opened_.log().num_ops());
  EXPECT_THAT(error_of([&] { ops_known(database, "2020-01-01"); }), HasSubstr("nothing was known"));
  EXPECT_THAT(error_of([&] { ops_known(database, "some day"); }), HasSubstr("neither a release nor a time"));
  expect_whole();
}

TEST_F(ReleasingTest, RefusesWhatCannotBe) {
  EXPECT_THAT(error_of([&] { release("1"); }), HasSubstr("nobody is confirmed"));
  decide(person("1"));
  EXPECT_THAT(error_of([&] { release(""); }), HasSubstr("name"));
  EXPECT_THAT(error_of([&] { release("a b"); }), HasSubstr("name"));
  make_release(opened_, {"1", false}, {"", true});  // a dry run
  const MadeRelease made = release("1");
  EXPECT_THAT(error_of([&] { release("1"); }), HasSubstr("already"));
  EXPECT_THAT(error_of([&] { undo_op(opened_, made.op.hex(), {}); }), HasSubstr("cannot be undone"));
  EXPECT_THAT(error_of([&] { release_named(opened_.database(), "nine"); }), HasSubstr("no release"));
}

TEST_F(ReleasingTest, AlteredRowsAreFound) {
  decide(person("1"));
  release("1");
  opened_.database().execute("UPDATE release_row SET person = '00000000-0'");
  EXPECT_THAT(unsound_releases(opened_.database()), ElementsAre("1"));
}

// Any life of a register: every release adds up, differs from every earlier one by what adds up, and is
// rebuilt to the same bytes at the end, but for rows of erased persons.
RC_GTEST_PROP(Releasing, AnyLifeGivesReleasesThatAddUpAndAreRebuilt, ()) {
  const ScratchRegister scratch;
  Register opened = scratch.open();
  Database& database = opened.database();
  take_rules(opened, kOneCheck, "r.toml", {});
  add_people(opened, "a", {"p", "q", "r", "s", "t"}, "official");
  add_people(opened, "b", {"p", "q"}, "media");
  std::vector<std::vector<RebuiltRow>> printed;
  std::set<std::string> erased;
  const auto drawn = [] {
    return *rc::gen::element<std::string>("a:1", "a:2", "a:3", "a:4", "a:5", "b:1", "b:2");
  };
  const auto rebuild = [&](const Release& release) {
    RebuiltRelease rebuilt = rebuild_release(opened, release);
    RC_ASSERT(rebuilt.differing.empty());
    return rebuilt.rows;
  };
  for (int n = *rc::gen::inRange(3, 9); n > 0; --n) {
    try {
      switch (*rc::gen::inRange(0, 10)) {
        case 0:
        case 1:
          decide_persons(opened, {{drawn()}, DecisionVerdict::kConfirmed, false}, {});
          break;
        case 2:
          decide_persons(opened, {{drawn()}, DecisionVerdict::kRejected, false}, {});
          break;
        case 3:
          merge_persons(opened, {{drawn(), drawn()}}, {});
          break;
        case 4:
          split_person(opened, {drawn(), {drawn()}, SplitKeeps::kByRule}, {});
          break;
        case 5:
          retract_records(opened, {drawn()}, {});
          break;
        case 6:
          undo_op(opened, "", {});
          break;
        case 7:
          if (*rc::gen::inRange(0, 3) == 0) {
            const std::string typed = drawn();
            const std::string person = person_named(opened, typed).id;
            erase_records(opened, {typed}, {});
            erased.insert(person);
          }
          break;
        default:
          make_release(opened, {std::to_string(printed.size()), true}, {"accepted", false});
          printed.push_back(rebuild(*last_release(database)));
      }
    } catch (const UserError&) {  // what cannot be is refused, and changes nothing
    }
  }
  RC_ASSERT(unsound_releases(database).empty());
  const std::vector<Release> releases = releases_in(database);
  RC_ASSERT(releases.size() == printed.size());
  for (std::size_t i = 0; i < releases.size(); ++i) {
    const std::vector<RebuiltRow> again = rebuild(releases[i]);
    RC_ASSERT(again.size() == printed[i].size());
    for (std::size_t k = 0; k < again.size(); ++k) {
      RC_ASSERT(again[k].person == printed[i][k].person);
      RC_ASSERT(again[k].text == printed[i][k].text || (!again[k].text && !erased.empty()));
    }
    for (std::size_t j = 0; j <= i; ++j) {
      const ReleaseDiff diff = diff_of_releases(database, releases[j], releases[i]);
      RC_ASSERT(adds_up(diff.before, diff.after, count_reasons(diff.rows)));
    }
  }
  RC_ASSERT(verify_register(opened, {}).findings.empty());
}

}  // namespace
}  // namespace byname
