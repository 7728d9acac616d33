// SPDX-License-Identifier: Apache-2.0
#include "register/judging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "peopled_register.hpp"
#include "register/verify.hpp"

namespace byname {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const UserError& error) {
    return error.what();
  }
  return "no error";
}

class JudgingTest : public testing::Test {
 protected:
  JudgingTest() {
    add_people(opened_, "a", {"gordev", "lomov", "sedin"});
    add_people(opened_, "b", {"gordev", "lomova"});
  }
  std::string person(const std::string& list, const std::string& key) {
    return person_of(opened_, list, key);
  }
  void expect_whole() { EXPECT_THAT(verify_register(opened_, {}).findings, IsEmpty()); }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(JudgingTest, MachineLinksMakePersons) {
  EXPECT_EQ(num_persons(opened_.database()), 4);
  EXPECT_EQ(person("a", "1"), person("b", "1"));
  expect_whole();
}

TEST_F(JudgingTest, MergeKeepsTheOlderId) {
  const std::string older = person("a", "2");
  const std::string younger = person("b", "2");
  const Change change = merge_persons(opened_, {{younger, older.substr(0, 5)}}, {"same grave", false});
  EXPECT_EQ(change.persons.num_before, 4);
  EXPECT_EQ(change.persons.num_after, 3);
  ASSERT_EQ(change.persons.gone.size(), 1u);
  EXPECT_EQ(change.persons.gone[0].id, younger);
  EXPECT_EQ(change.persons.gone[0].to, std::vector<std::string>{older});
  EXPECT_EQ(person("b", "2"), older);
  EXPECT_THAT(message_of([&] { held_person(opened_.database(), younger); }),
              HasSubstr("is part of " + older));
  expect_whole();
}

TEST_F(JudgingTest, MergeNamesWhatContradicts) {
  OpWriter writer(opened_, "add");
  for (const char* year : {"1985", "1958"}) {
    MentionBody mention;
    mention.list = std::string("list ") + year;
    mention.key = "1";
    mention.values = {{"family", "Name", "Sedin", "sedin"},
                      {"birth_date", "born", year, std::string(year) + "-01-02"}};
    writer.add(body_kind::kSource, source_body({mention.list, "list", "", "", ""}));
    writer.add(body_kind::kMention, mention_body(mention));
  }
  writer.append();
  writer.commit();
  const Change change = merge_persons(opened_, {{"list 1985:1", "list 1958:1"}}, {});
  EXPECT_THAT(change.persons.conflicts,
              testing::ElementsAre(person("list 1985", "1") +
                                   ": birth year 1958 (1 origin) against 1985 (1 origin)"));
}

TEST_F(JudgingTest, DryRunChangesNothing) {
  const Change change = merge_persons(opened_, {{person("a", "2"), person("b", "2")}}, {"", true});
  EXPECT_EQ(change.persons.num_after, 3);
  EXPECT_EQ(num_persons(opened_.database()), 4);
  EXPECT_EQ(opened_.log().num_ops(), 3u);
}

TEST_F(JudgingTest, MergeOfOneWithItselfIsRefused) {
  const std::string id = person("a", "2");
  EXPECT_THAT(message_of([&] { merge_persons(opened_, {{id, id}}, {}); }), HasSubstr("named twice"));
  merge_persons(opened_, {{id, person("b", "2")}}, {});
  EXPECT_THAT(message_of([&] { judge_pairs(opened_, {{id, "b:2", JudgementVerdict::kSame}}, {}); }),
              HasSubstr("in common"));
}

TEST_F(JudgingTest, SplitMakesTwo) {
  const std::string id = person("a", "1");
  const Change change = split_person(opened_, {id, {"b:1"}, SplitKeeps::kByRule}, {});
  EXPECT_EQ(change.persons.num_after, 5);
  EXPECT_EQ(person("a", "1"), id);
  ASSERT_EQ(change.persons.appeared.size(), 1u);
  EXPECT_EQ(change.persons.appeared[0].person.split_from, id);
  EXPECT_EQ(change.persons.num_suspended_links, 1);
  expect_whole();
}

TEST_F(JudgingTest, SplitOffAllOrOthersIsRefused) {
  const std::string id = person("a", "1");
  EXPECT_THAT(message_of([&] { split_person(opened_, {id, {"a:1", "b:1"}, SplitKeeps::kByRule}, {}); }),
              HasSubstr("all mentions"));
  EXPECT_THAT(message_of([&] { split_person(opened_, {id, {"a:2"}, SplitKeeps::kByRule}, {}); }),
              HasSubstr("is no mention of"));
}

TEST_F(JudgingTest, DifferentHoldsAgainstLaterLinks) {
  judge_pairs(opened_, {{"a:2", "b:2", JudgementVerdict::kDifferent}}, {});
  OpWriter writer(opened_, "link");
  const std::vector<RecordId> ids = mention_ids(opened_.database(), {2, 5});
  writer.add(body_kind::kLinks, links_body({{{ids[0], ids[1], 30}}, {}}));
  writer.append();
  writer.commit();
  EXPECT_NE(person("a", "2"), person("b", "2"));
  EXPECT_EQ(opened_.database().number("SELECT count(*) FROM suspended_link", 0), 1);
  expect_whole();
}

TEST_F(JudgingTest, ContradictionIsNamed) {
  judge_pairs(opened_, {{"a:2", "b:2", JudgementVerdict::kSame}}, {});
  const Change change = judge_pairs(opened_, {{"b:2", "a:2", JudgementVerdict::kDifferent}}, {});
  EXPECT_EQ(change.persons.suspended.size(), 1u);
  EXPECT_EQ(change.persons.num_after, change.persons.num_before + 1);
}

TEST_F(JudgingTest, HideMarksThePerson) {
  const std::string id = person("a", "3");
  hide_persons(opened_, {id}, {"family asked", false});
  EXPECT_TRUE(held_person(opened_.database(), id).is_hidden);
  EXPECT_EQ(num_persons(opened_.database()), 4);
  EXPECT_THAT(message_of([&] { hide_persons(opened_, {id}, {}); }), HasSubstr("hidden already"));
  expect_whole();
}

TEST_F(JudgingTest, SetWritesAClaim) {
  const std::string id = person("a", "3");
  set_value(opened_, {id, "birth_year", "1985", "", false}, {"gravestone", false});
  EXPECT_EQ(
      opened_.database().number("SELECT count(*) FROM claim WHERE property = 'birth_year' AND value = '1985' "
                                "AND subject = 3 AND asserts = 1 AND active = 1",
                                0),
      1);
  EXPECT_THAT(message_of([&] { set_value(opened_, {id, "shoe_size", "42", "", false}, {}); }),
              HasSubstr("no property shoe_size"));
  EXPECT_THAT(message_of([&] { set_value(opened_, {id, "sex", "f", "00000000", false}, {}); }),
              HasSubstr("item"));
  expect_whole();
}

TEST_F(JudgingTest, NamesThatNameNothingAreSaid) {
  EXPECT_THAT(message_of([&] { mentions_named(opened_, "a:99"); }), HasSubstr("no mention"));
  EXPECT_THAT(message_of([&] { held_person(opened_.database(), "hello there"); }),
              HasSubstr("no person's id"));
  std::string slip = person("a", "1");
  slip[9] = slip[9] == '0' ? '1' : '0';
  EXPECT_THAT(message_of([&] { held_person(opened_.database(), slip); }), HasSubstr("slip of the pen"));
}

}  // namespace
}  // namespace byname
