// SPDX-License-Identifier: Apache-2.0
#include "register/linkage_draws.hpp"

#include <fmt/format.h>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/random.hpp"
#include "cluster/link_records.hpp"
#include "error_text.hpp"
#include "peopled_register.hpp"
#include "register/add_list.hpp"
#include "register/judging.hpp"
#include "register/link_register.hpp"
#include "register/link_run.hpp"
#include "scratch_register.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

constexpr std::size_t kPersons = 240;
constexpr std::size_t kOfBoth = 100;  // persons 0 to 99 are on both lists

// Two lists of invented people. The second knows no date of birth of a third of them, so that nobody can be
// sure of those.
class LinkageDrawsTest : public testing::Test {
 protected:
  LinkageDrawsTest() {
    RandomStream random(5, RandomStage::kSynth, 1, 2, 3);
    for (std::size_t i = 0; i < kPersons; ++i) {
      constexpr std::array kStems = {"Горд", "Лапш",   "Корз", "Ждан", "Мирон", "Тимоф", "Зар", "Булав",
                                     "Сух",  "Прокоф", "Вишн", "Дубр", "Крот",  "Малах", "Ник", "Остр"};
      constexpr std::array kEndings = {"еев", "ин", "ов", "ков", "енко", "ский"};
      constexpr std::array kGiven = {"Пётр", "Илья", "Сергей", "Николай", "Тимофей", "Антон", "Роман", "Лев"};
      family_.push_back(std::string(kStems[random.below(kStems.size())]) +
                        kEndings[random.below(kEndings.size())]);
      given_.emplace_back(kGiven[random.below(kGiven.size())]);
      birth_.push_back(
          fmt::format("{:02}.{:02}.{}", 1 + random.below(28), 1 + random.below(12), 1950 + random.below(50)));
    }
    add("first", 0, 170, false);
    add("second", 0, kOfBoth, true, 170);
    link_register(opened_, {}, context_);
  }

  // Persons from `begin` to `end`, then from `more` to the last.
  void add(const std::string& label, std::size_t begin, std::size_t end, bool lacks_dates,
           std::size_t more = kPersons) {
    const std::string path = scratch_.folder.file(label + ".csv");
    std::ofstream file(path, std::ios::binary);
    file << "id,family name,given name,birth date\n";
    for (std::size_t i = 0; i < kPersons; ++i) {
      if ((i < begin || i >= end) && i < more) continue;
      const bool has_date = !lacks_dates || i % 3 != 0;
      file << i << "," << family_[i] << "," << given_[i] << "," << (has_date ? birth_[i] : "") << "\n";
    }
    file.close();
    ListAddition addition;
    addition.source.label = label;
    addition.list.list = {label, {path}};
    addition.list.key_column = "id";
    addition.links = false;
    add_list(opened_, addition, context_);
  }
  std::vector<PartitionDraw> draw(std::vector<std::string> sources = {"first", "second"}) {
    LinkageDrawRequest request;
    request.sources = std::move(sources);
    return draw_linkage(opened_.database(), request, context_).draws;
  }
  DrawnNumber number() { return number_over_draws(opened_.database(), 200, context_); }

  std::vector<std::string> family_, given_, birth_;
  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
  ExecutionContext context_;
};

// What it is: the draws of the linker that byname count uses, over the same records.
TEST_F(LinkageDrawsTest, AreThoseOfTheLinker) {
  MentionRecords records(std::nullopt);
  records.append_held(opened_.database(), [](std::int64_t) { return true; });
  records.finish(context_);
  LinkOptions options;
  options.num_draws = 200;
  std::vector<std::int64_t> of_linker, of_register;
  for (const PartitionDraw& each : link_records(records.table(), options, context_).draws)
    of_linker.push_back(each.num_persons);
  for (const PartitionDraw& each : draw()) of_register.push_back(each.num_persons);
  EXPECT_EQ(of_register, of_linker);
}

TEST_F(LinkageDrawsTest, HoldTheTruthBetweenTheirLimits) {
  const DrawnNumber drawn = number();
  EXPECT_LE(drawn.low, static_cast<std::int64_t>(kPersons));
  EXPECT_GE(drawn.high, static_cast<std::int64_t>(kPersons));
  EXPECT_LT(drawn.low, drawn.high);
  EXPECT_LT(drawn.high - drawn.low, 40);
}

TEST_F(LinkageDrawsTest, OverlapIsBySourceAndTheOthersTogether) {
  for (const PartitionDraw& each : draw()) {
    std::int64_t sum = 0;
    for (const auto& [lists, number] : each.overlap) {
      EXPECT_TRUE(lists >= 1 && lists <= 3) << lists;
      sum += number;
    }
    EXPECT_EQ(sum, each.num_persons);
  }
  for (const PartitionDraw& each : draw({"second"})) {
    for (const auto& [lists, number] : each.overlap) EXPECT_TRUE(lists >= 1 && lists <= 3) << lists;
    EXPECT_TRUE(each.overlap.contains(2));  // on none of those asked for
  }
}

TEST_F(LinkageDrawsTest, WhomIsLeftOutIsNotDrawn) {
  LinkageDrawRequest request;
  Rows rows = opened_.database().query("SELECT person FROM person_mention WHERE mention = 1");
  ASSERT_TRUE(rows.next());
  request.left_out = {rows.text(0)};
  request.num_draws = 20;
  for (const PartitionDraw& each : draw_linkage(opened_.database(), request, context_).draws)
    EXPECT_LT(each.num_persons, static_cast<std::int64_t>(kPersons) + 40);
}

// What people judged is so in every draw: with all judged as they are, nothing is left to draw but matches
// that look like any other pair.
TEST_F(LinkageDrawsTest, WhatPeopleJudgedIsNotDrawn) {
  const DrawnNumber before = number();
  std::vector<JudgedMentions> judged;
  for (std::size_t i = 0; i < kOfBoth; ++i)
    judged.push_back({fmt::format("first:{}", i), fmt::format("second:{}", i), JudgementVerdict::kSame});
  judge_pairs(opened_, judged, {});
  const DrawnNumber same = number();
  EXPECT_LE(same.high, static_cast<std::int64_t>(kPersons));
  EXPECT_LT(same.high - same.low, before.high - before.low);
  for (JudgedMentions& pair : judged) pair.verdict = JudgementVerdict::kDifferent;
  judge_pairs(opened_, judged, {});
  EXPECT_GT(number().low, static_cast<std::int64_t>(kPersons));
}

TEST_F(LinkageDrawsTest, AreTheSameForAnyNumberOfThreads) {
  const DrawnNumber one = number();
  context_.num_threads = 3;
  const DrawnNumber three = number();
  EXPECT_EQ(std::tie(one.low, one.median, one.high), std::tie(three.low, three.median, three.high));
}

TEST(LinkageDraws, OfFewSayThatTheyAreUnsure) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  add_people(opened, "a", {"gordev", "lomov", "sedin"});
  EXPECT_FALSE(number_over_draws(opened.database(), 10, {}).doubts.empty());
}

TEST(LinkageDraws, OfNobodyAreRefused) {
  ScratchRegister scratch;
  Register opened = scratch.open();
  EXPECT_THAT(error_of([&] { number_over_draws(opened.database(), 10, {}); }), HasSubstr("too little"));
}

}  // namespace
}  // namespace byname
