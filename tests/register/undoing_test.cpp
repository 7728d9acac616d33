// SPDX-License-Identifier: Apache-2.0
#include "register/undoing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peopled_register.hpp"
#include "register/access.hpp"
#include "register/erasing.hpp"
#include "register/fold.hpp"
#include "register/history.hpp"
#include "register/judging.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class UndoingTest : public testing::Test {
 protected:
  UndoingTest() {
    first_ = add_people(opened_, "a", {"gordev", "lomov", "sedin"});
    second_ = add_people(opened_, "b", {"gordev", "lomova"});
  }
  std::string person(const std::string& list, const std::string& key) {
    return person_of(opened_, list, key);
  }
  std::int64_t persons() { return num_persons(opened_.database()); }
  void expect_whole() { EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty()); }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
  OpId first_, second_;
};

TEST_F(UndoingTest, UndoneMergeGivesTheIdBack) {
  const std::string older = person("a", "2");
  const std::string younger = person("b", "2");
  merge_persons(opened_, {{older, younger}}, {});
  const Undoing undoing = undo_op(opened_, "", {"a slip", false});
  EXPECT_EQ(undoing.ops[0].verb, "merge");
  EXPECT_EQ(person("b", "2"), younger);
  ASSERT_EQ(undoing.change.persons.appeared.size(), 1u);
  EXPECT_TRUE(undoing.change.persons.appeared[0].is_back);
  undo_op(opened_, undoing.change.op.hex(), {});
  EXPECT_EQ(person("b", "2"), older);
  expect_whole();
}

TEST_F(UndoingTest, UndoTakesTheLastChangeThatCounts) {
  judge_pairs(opened_, {{"a:2", "b:2", JudgementVerdict::kSame}}, {});
  judge_pairs(opened_, {{"a:3", "b:2", JudgementVerdict::kSame}}, {});
  EXPECT_EQ(persons(), 2);
  undo_op(opened_, "", {});
  undo_op(opened_, "", {});
  EXPECT_EQ(persons(), 4);
  expect_whole();
}

TEST_F(UndoingTest, UndoneAdditionIsGoneAndComesBack) {
  const std::string before = person("b", "2");
  const Undoing undoing = undo_op(opened_, second_.hex(), {});
  EXPECT_EQ(persons(), 3);
  EXPECT_EQ(find_former_person(opened_.database(), before)->fate, "retracted");
  expect_whole();
  undo_op(opened_, undoing.change.op.short_hex(), {});
  EXPECT_EQ(persons(), 4);
  EXPECT_EQ(person("b", "2"), before);
  expect_whole();
}

TEST_F(UndoingTest, WhatCannotBeUndoneIsSaid) {
  const auto expect_error = [&](const std::string& digits, const std::string& text) {
    try {
      undo_op(opened_, digits, {});
      ADD_FAILURE() << "no error";
    } catch (const UserError& error) {
      EXPECT_THAT(error.what(), HasSubstr(text));
    }
  };
  expect_error(scratch_.creation.op.hex(), "cannot be undone");
  expect_error("0000000000000000", "no op has an id");
  const OpId op = undo_op(opened_, second_.hex(), {}).change.op;
  expect_error(second_.hex(), "undone already. To bring it back: byname undo " + op.short_hex());
}

TEST_F(UndoingTest, MentionThatRestsOnBothSidesOfAnUndoneMergeStandsAlone) {
  const Change merge = merge_persons(opened_, {{person("a", "2"), person("b", "2")}}, {});
  add_people(opened_, "c", {"other"});
  OpWriter writer(opened_, "link");
  const std::vector<RecordId> ids = mention_ids(opened_.database(), {2, 5, 6});
  writer.add(body_kind::kLinks, links_body({{{ids[0], ids[2], 9}, {ids[1], ids[2], 8}}, {}}));
  writer.append();
  writer.commit();
  EXPECT_EQ(person("c", "1"), person("a", "2"));
  const Undoing undoing = undo_op(opened_, merge.op.hex(), {});
  EXPECT_THAT(undoing.leads, ElementsAre("c:1"));
  EXPECT_NE(person("a", "2"), person("b", "2"));
  EXPECT_NE(person("a", "2"), person("c", "1"));
  EXPECT_NE(person("b", "2"), person("c", "1"));
  undo_op(opened_, undoing.change.op.hex(), {});
  EXPECT_EQ(person("a", "2"), person("b", "2"));
  EXPECT_EQ(person("a", "2"), person("c", "1"));
  expect_whole();
}

TEST_F(UndoingTest, RetractedSourceCountsNoMoreAndIdsStay) {
  const std::string shared = person("a", "1");
  const Undoing undoing = retract_records(opened_, {"a"}, {"forged", false});
  EXPECT_EQ(persons(), 2);
  EXPECT_EQ(person("b", "1"), shared) << "the id stays with what is left";
  EXPECT_EQ(undoing.change.persons.num_gone, 2);
  EXPECT_EQ(opened_.database().number("SELECT active FROM source WHERE label = 'a'", -1), 0);
  add_people(opened_, "a", {"gordev", "lomov", "sedin", "zorin"});
  EXPECT_EQ(persons(), 2) << "what is added to it counts neither";
  expect_whole();
  undo_op(opened_, undoing.change.op.hex(), {});
  EXPECT_EQ(persons(), 5);
  expect_whole();
}

TEST_F(UndoingTest, RetractedMention) {
  retract_records(opened_, {"b:2"}, {});
  EXPECT_EQ(persons(), 3);
  expect_whole();
}

TEST_F(UndoingTest, WorkOfAnAccountIsRetractedAsAWhole) {
  add_account(opened_, {"heron", AccountRole::kHelper, SecretBytes("her own phrase"), {8ull << 20, 1}}, "");
  {
    Register hers = scratch_.open_with(SecretBytes("her own phrase"));
    judge_pairs(hers, {{"a:2", "b:2", JudgementVerdict::kSame}}, {});
    undo_op(hers, second_.hex(), {});
    add_people(hers, "c", {"forged"});
  }
  EXPECT_EQ(persons(), 4);
  const Undoing preview = retract_author(opened_, "heron", 0, {"", true});
  EXPECT_EQ(preview.ops.size(), 3u);
  const Undoing undoing = retract_author(opened_, "heron", 0, {"hostile", false});
  EXPECT_EQ(persons(), 4);
  EXPECT_EQ(person("c", "1"), "");
  EXPECT_NE(person("b", "2"), "") << "what she had undone is back";
  EXPECT_NE(person("a", "2"), person("b", "2"));
  EXPECT_THROW(retract_author(opened_, "heron", 0, {}), UserError) << "nothing is left that counts";
  EXPECT_THROW(retract_author(opened_, "crane", 0, {}), UserError);
  expect_whole();
}

TEST_F(UndoingTest, HistoryOfAPersonNamesAllThatConcernsIt) {
  const std::string older = person("a", "2");
  const std::string younger = person("b", "2");
  merge_persons(opened_, {{older, younger}}, {"same grave", false});
  undo_op(opened_, "", {});
  std::vector<std::string> verbs;
  for (const HistoryEntry& entry : history_named(opened_, younger)) verbs.push_back(entry.verb);
  EXPECT_THAT(verbs, ElementsAre("add", "merge", "undo"));
  EXPECT_TRUE(history_named(opened_, younger)[1].is_undone);
  EXPECT_EQ(history_named(opened_, "a:3").size(), 1u);
}

TEST_F(UndoingTest, MovedMentionIsFoundByVerify) {
  opened_.database().run("UPDATE person_mention SET person = ?1 WHERE mention = 3", person("a", "1"));
  EXPECT_THAT(verify_register(opened_, {}).findings, ElementsAre(HasSubstr("computed tables")));
}

TEST_F(UndoingTest, AlteredJudgementIsFoundByVerify) {
  const OpId op = judge_pairs(opened_, {{"a:2", "b:2", JudgementVerdict::kSame}}, {}).op;
  opened_.database().run(
      "UPDATE body SET bytes = CAST(replace(CAST(bytes AS TEXT), 'same', 'unsure') AS BLOB) WHERE op = ?1",
      op);
  EXPECT_THAT(verify_register(opened_, {}).findings, testing::Contains(HasSubstr("is not what was signed")));
}

class ErasingTest : public UndoingTest {};

TEST_F(ErasingTest, ErasedPersonIsGoneAndTheLogIsWhole) {
  const std::string id = person("a", "3");
  merge_persons(opened_, {{person("a", "2"), person("b", "2")}}, {"not about her", false});
  hide_persons(opened_, {id}, {"sedin must not be seen", false});
  const Erasing erasing = erase_records(opened_, {id}, {"asked for", false});
  EXPECT_EQ(erasing.num_mentions, 1);
  EXPECT_EQ(erasing.num_reasons, 1);
  EXPECT_EQ(find_former_person(opened_.database(), id)->fate, "erased");
  EXPECT_THAT(erasing.lists_left, ElementsAre("a"));
  EXPECT_EQ(opened_.database().number("SELECT count(*) FROM body WHERE instr(bytes, 'sedin') > 0", -1), 0);
  const Verification verification = verify_register(opened_, {});
  EXPECT_THAT(verification.findings, IsEmpty());
  EXPECT_EQ(verification.num_erased, 2u);
}

TEST_F(ErasingTest, ErasingAMentionMovesNoId) {
  const std::string id = person("a", "1");
  erase_records(opened_, {"a:1"}, {});
  EXPECT_EQ(person("b", "1"), id);
  expect_whole();
}

TEST_F(ErasingTest, OnlyAnOwnerErases) {
  add_account(opened_, {"heron", AccountRole::kEditor, SecretBytes("her own phrase"), {8ull << 20, 1}}, "");
  Register hers = scratch_.open_with(SecretBytes("her own phrase"));
  EXPECT_THROW(erase_records(hers, {"a:1"}, {}), UserError);
  // With the data key she can write such an op all the same: it erases nothing.
  OpWriter writer(hers, "erase");
  writer.add(body_kind::kErasure, erasure_body({{{first_, 1}}}));
  writer.append();
  writer.commit();
  EXPECT_NE(person("a", "1"), "");
  expect_whole();
}

TEST_F(ErasingTest, ErasureCannotBeUndone) {
  const OpId op = erase_records(opened_, {"a:1"}, {}).change.op;
  EXPECT_THROW(undo_op(opened_, op.hex(), {}), UserError);
}

TEST_F(ErasingTest, BodyThatComesBackIsFound) {
  const std::string bytes = [&] {
    Rows rows = opened_.database().query("SELECT bytes FROM body WHERE op = ?1 AND ordinal = 1", first_);
    return rows.next() ? rows.text(0) : "";
  }();
  erase_records(opened_, {"a:1"}, {});
  opened_.database().run("UPDATE body SET bytes = ?2, salt = zeroblob(32) WHERE op = ?1 AND ordinal = 1",
                         first_, Blob{bytes});
  EXPECT_THAT(verify_register(opened_, {}).findings,
              testing::Contains(HasSubstr("was erased, and is still there")));
}

TEST(ReadMoment, TakesDaysAndMinutes) {
  EXPECT_EQ(read_moment("1970-01-02"), 86400);
  EXPECT_EQ(read_moment("1970-01-02 00:01"), 86460);
  EXPECT_THROW(read_moment("yesterday"), UserError);
  EXPECT_THROW(read_moment("2025-03-01x"), UserError);
}

}  // namespace
}  // namespace byname
