// SPDX-License-Identifier: Apache-2.0
#include "register/person_ids.hpp"

#include <gtest/gtest.h>
#include <ostream>
#include <rapidcheck/gtest.h>

#include "drawn_person_history.hpp"
#include "reference/register_persons.hpp"

namespace byname {

void PrintTo(const PersonKey& key, std::ostream* out) { *out << key.founder << "." << key.serial; }

namespace {

using testing::Test;

// Mentions 0 and 1 of op 0, 2 and 3 of op 1, each pair one person by a link of its op.
PersonHistory two_persons() {
  PersonHistory history;
  history.mentions = {{{0, {}}}, {{0, {}}}, {{1, {}}}, {{1, {}}}};
  history.links = {{{0, {}}, {0, 1, 9, 0}}, {{1, {}}, {2, 3, 9, 1}}};
  return history;
}

HistoryJudgement judged(std::uint32_t op, JudgementVerdict verdict, std::vector<std::uint32_t> one,
                        std::vector<std::uint32_t> other, bool pins = true) {
  HistoryJudgement judgement;
  judgement.validity.op = op;
  judgement.judgement.verdict = verdict;
  judgement.judgement.pins = pins;
  judgement.judgement.place = op;
  judgement.judgement.sides = {std::move(one), std::move(other)};
  return judgement;
}

std::vector<PersonKey> ids_of(const FoldedHistory& folded) {
  std::vector<PersonKey> ids;
  for (const FoldedPerson& person : folded.persons) ids.push_back(person.id);
  return ids;
}

using Ids = std::vector<PersonKey>;

TEST(FoldPersonHistory, PersonBeginsWithItsFirstMention) {
  const FoldedHistory folded = fold_person_history(two_persons());
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}, {2, 0}}));
  EXPECT_EQ(folded.persons[1].mentions, (std::vector<std::uint32_t>{2, 3}));
  EXPECT_TRUE(folded.fates.empty());
}

TEST(FoldPersonHistory, MergeRedirectsTheYounger) {
  PersonHistory history = two_persons();
  history.judgements = {judged(2, JudgementVerdict::kSame, {2, 3}, {0, 1})};
  const FoldedHistory folded = fold_person_history(history);
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}}));
  ASSERT_EQ(folded.fates.size(), 1u);
  EXPECT_EQ(folded.fates[0], (FoldedFate{{2, 0}, Fate::kRedirect, {{0, 0}}, 2}));
}

TEST(FoldPersonHistory, UndoneMergeGivesBothBack) {
  PersonHistory history = two_persons();
  history.judgements = {judged(2, JudgementVerdict::kSame, {2, 3}, {0, 1})};
  history.judgements[0].validity.switches = {3};
  EXPECT_EQ(fold_person_history(history).persons, fold_person_history(two_persons()).persons);
  history.judgements[0].validity.switches = {3, 4};
  EXPECT_EQ(ids_of(fold_person_history(history)), (Ids{{0, 0}}));
}

TEST(FoldPersonHistory, SplitGivesTheSmallerPartANewId) {
  PersonHistory history = two_persons();
  history.mentions.push_back({{1, {}}});
  history.links.push_back({{1, {}}, {3, 4, 9, 1}});
  history.judgements = {judged(2, JudgementVerdict::kDifferent, {2}, {3, 4})};
  const FoldedHistory folded = fold_person_history(history);
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}, {2, 1}, {2, 0}})) << "2.0 stays with the two others";
  EXPECT_EQ(folded.persons[1].split_from, (PersonKey{2, 0}));
  EXPECT_TRUE(folded.fates.empty());
}

// Several bodies of one row are one mention as long as they count, and may stand on both sides of a
// judgement. That splits nobody: were a new id given, it would be forgotten once the row counts no more and
// the bodies are read apart.
TEST(FoldPersonHistory, NobodyIsSplitFromHimself) {
  PersonHistory history;
  history.mentions = {{{1, {}}}};
  for (const JudgementVerdict verdict : {JudgementVerdict::kSame, JudgementVerdict::kDifferent}) {
    history.judgements = {judged(2, verdict, {0}, {0})};
    history.judgements[0].keeps = SplitKeeps::kNeither;
    EXPECT_EQ(ids_of(fold_person_history(history)), (Ids{{0, 0}}));
    EXPECT_TRUE(fold_person_history(history).fates.empty());
  }
}

TEST(FoldPersonHistory, SplitSaysWhoKeepsTheId) {
  PersonHistory history = two_persons();
  history.judgements = {judged(2, JudgementVerdict::kDifferent, {2}, {3})};
  history.judgements[0].keeps = SplitKeeps::kSecondSide;
  EXPECT_EQ(ids_of(fold_person_history(history)), (Ids{{0, 0}, {2, 1}, {2, 0}}));
  history.judgements[0].keeps = SplitKeeps::kNeither;
  const FoldedHistory folded = fold_person_history(history);
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}, {2, 1}, {3, 0}}));
  ASSERT_EQ(folded.fates.size(), 1u);
  EXPECT_EQ(folded.fates[0], (FoldedFate{{2, 0}, Fate::kSplit, {{2, 1}, {3, 0}}, 2}));
}

TEST(FoldPersonHistory, SplitAfterAMergeGivesTheOldIdBack) {
  PersonHistory history = two_persons();
  history.judgements = {judged(2, JudgementVerdict::kSame, {2, 3}, {0, 1}),
                        judged(3, JudgementVerdict::kDifferent, {2, 3}, {0, 1})};
  EXPECT_EQ(ids_of(fold_person_history(history)), (Ids{{0, 0}, {2, 0}}));
}

TEST(FoldPersonHistory, RetractingAMentionMovesNoId) {
  PersonHistory history = two_persons();
  history.mentions[2].validity.switches = {2};
  EXPECT_EQ(ids_of(fold_person_history(history)), (Ids{{0, 0}, {2, 0}})) << "3 alone keeps the id of 2 and 3";
  history.mentions[3].validity.switches = {3};
  FoldedHistory folded = fold_person_history(history);
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}}));
  EXPECT_EQ(folded.fates, (std::vector<FoldedFate>{{{2, 0}, Fate::kRetracted, {}, 3}}));
  history.mentions[3].is_erased = true;
  EXPECT_EQ(fold_person_history(history).fates[0].fate, Fate::kErased);
}

TEST(FoldPersonHistory, ARetractionThatCountsAgainEndsAMentionWhenItDidBefore) {
  // 2 ends at op 2; at 3 a judgement says that 2 and 0 are one: it comes too late, whether 2 was back for a
  // while or not.
  PersonHistory history = two_persons();
  history.judgements = {judged(3, JudgementVerdict::kSame, {2, 3}, {0, 1}),
                        judged(4, JudgementVerdict::kDifferent, {3}, {0})};
  history.mentions[2].validity.switches = {2};
  const FoldedHistory before = fold_person_history(history);
  history.mentions[2].validity.switches = {2, 5, 6};
  history.mentions[2].validity.ended_by = {2, 2};
  EXPECT_EQ(fold_person_history(history).persons, before.persons);
  EXPECT_EQ(history.mentions[2].validity.end_at(6), 2u);
  EXPECT_EQ(history.mentions[2].validity.end_at(5), std::nullopt);
}

TEST(FoldPersonHistory, IdGivenMeanwhileIsNotForgotten) {
  PersonHistory history = two_persons();
  history.links[1].validity.switches = {2, 3};  // for a while 3 was a person of its own
  const FoldedHistory folded = fold_person_history(history);
  EXPECT_EQ(ids_of(folded), (Ids{{0, 0}, {2, 0}}));
  EXPECT_EQ(folded.fates, (std::vector<FoldedFate>{{{3, 0}, Fate::kRedirect, {{2, 0}}, 3}}));
}

RC_GTEST_PROP(FoldPersonHistory, IsWhatTheSlowTwinSays, ()) {
  const auto num_ops = *rc::gen::inRange<std::uint32_t>(1, 14);
  const PersonHistory history = drawn_person_history(num_ops);
  const FoldedHistory fast = fold_person_history(history);
  const FoldedHistory plain = reference::plain_person_history(history, num_ops);
  RC_ASSERT(fast.persons == plain.persons);
  RC_ASSERT(fast.fates == plain.fates);
}

// A history as it was known before an op.
PersonHistory history_before(const PersonHistory& history, std::uint32_t op) {
  PersonHistory before;
  const auto take = [&](const auto& from, auto& to) {
    for (auto record : from) {
      std::erase_if(record.validity.switches, [&](std::uint32_t at) { return at >= op; });
      if (record.validity.op < op) to.push_back(record);
    }
  };
  take(history.mentions, before.mentions);
  take(history.judgements, before.judgements);
  take(history.links, before.links);
  for (HistoryLink& link : before.links) {
    for (Validity& end : link.ends) std::erase_if(end.switches, [&](std::uint32_t at) { return at >= op; });
    std::erase_if(link.ends, [&](const Validity& end) { return end.op >= op; });
  }
  return before;
}

RC_GTEST_PROP(FoldPersonHistory, NoIdIsEverForgotten, ()) {
  const auto num_ops = *rc::gen::inRange<std::uint32_t>(1, 12);
  const PersonHistory history = drawn_person_history(num_ops);
  std::set<PersonKey> ever;
  for (std::uint32_t op = 1; op <= num_ops; ++op) {
    const FoldedHistory folded = fold_person_history(history_before(history, op));
    std::set<PersonKey> known;
    for (const FoldedPerson& person : folded.persons) known.insert(person.id);
    for (const FoldedFate& fate : folded.fates) {
      RC_ASSERT(known.insert(fate.id).second);  // one or the other
      for (const PersonKey& to : fate.to) RC_ASSERT(known.contains(to));
    }
    ever.insert(known.begin(), known.end());
    RC_ASSERT(known == ever);
  }
}

RC_GTEST_PROP(FoldPersonHistory, UndoAndRedoOfAnythingRestoreTheSame, ()) {
  const auto num_ops = *rc::gen::inRange<std::uint32_t>(2, 12);
  PersonHistory history = drawn_person_history(num_ops);
  const FoldedHistory before = fold_person_history(history);
  // Undoes and redoes: its op if it counts, what ended it if not. That which counts again is the same as
  // before.
  const auto flip = [&](Validity& validity) {
    const std::optional<std::uint32_t> end = validity.end_at(num_ops);
    if (end) {
      for (std::size_t i = 2 * validity.ended_by.size(); i < validity.switches.size(); i += 2)
        validity.ended_by.push_back(validity.switches[i]);
      validity.ended_by.push_back(*end);
    }
    validity.switches.push_back(num_ops);
    validity.switches.push_back(num_ops + 1);
  };
  const auto drawn = [&](auto& records) -> Validity& {
    return records[*rc::gen::inRange<std::size_t>(0, records.size())].validity;
  };
  if (!history.judgements.empty()) flip(drawn(history.judgements));
  if (!history.links.empty()) flip(drawn(history.links));
  flip(drawn(history.mentions));
  const FoldedHistory after = fold_person_history(history);
  RC_ASSERT(after.persons == before.persons);
  RC_ASSERT(after.partition.part_of == before.partition.part_of);
  // What was known of former ids is known still; one that lived again in between may have died again.
  for (const FoldedFate& fate : before.fates) {
    RC_ASSERT(std::any_of(after.fates.begin(), after.fates.end(),
                          [&](const FoldedFate& each) { return each.id == fate.id; }));
  }
}

RC_GTEST_PROP(FoldPersonHistory, TwoHistoriesApartAreFoldedAsOne, ()) {
  const auto num_ops = *rc::gen::inRange<std::uint32_t>(1, 10);
  const PersonHistory one = drawn_person_history(num_ops);
  PersonHistory both = one;
  const PersonHistory other = drawn_person_history(num_ops);
  const auto shift = static_cast<std::uint32_t>(one.mentions.size());
  both.mentions.insert(both.mentions.end(), other.mentions.begin(), other.mentions.end());
  for (HistoryJudgement judgement : other.judgements) {
    for (auto& side : judgement.judgement.sides) {
      for (std::uint32_t& mention : side) mention += shift;
    }
    both.judgements.push_back(judgement);
  }
  for (HistoryLink link : other.links) {
    link.link.left += shift;
    link.link.right += shift;
    both.links.push_back(link);
  }
  for (const auto& [key, op] : other.released)
    both.released.emplace(PersonKey{key.founder + shift, key.serial}, op);
  const auto by_op = [](const auto& a, const auto& b) { return a.validity.op < b.validity.op; };
  std::stable_sort(both.judgements.begin(), both.judgements.end(), by_op);
  std::stable_sort(both.links.begin(), both.links.end(), by_op);
  const FoldedHistory whole = fold_person_history(both);
  std::vector<FoldedPerson> apart = fold_person_history(one).persons;
  for (FoldedPerson person : fold_person_history(other).persons) {
    person.id.founder += shift;
    if (person.split_from) person.split_from->founder += shift;
    for (std::uint32_t& mention : person.mentions) mention += shift;
    apart.push_back(person);
  }
  RC_ASSERT(whole.persons == apart);
}

}  // namespace
}  // namespace byname
