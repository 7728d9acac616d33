// SPDX-License-Identifier: Apache-2.0
#include "register/register_captures.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "error_text.hpp"
#include "peopled_register.hpp"
#include "register/deciding.hpp"
#include "register/judging.hpp"
#include "register/linkage_draws.hpp"
#include "register/rule_versions.hpp"

namespace byname {
namespace {

using testing::HasSubstr;

class RegisterCapturesTest : public testing::Test {
 protected:
  RegisterCapturesTest() {
    add_people(opened_, "a", {"gordev", "lomov", "sedin"});
    add_people(opened_, "b", {"gordev", "vetrov"});
    add_people(opened_, "c", {"gordev", "lomov", "karpin"});
  }
  // A link or a doubtful pair of two mentions.
  void add_pair(const std::string& left, const std::string& right, double weight, bool is_link) {
    OpWriter writer(opened_, "link");
    const MentionPair pair{id_of(left), id_of(right), weight};
    writer.add(body_kind::kRun, run_body({"test", false}));
    writer.add(body_kind::kLinks, links_body(is_link ? LinksBody{{pair}, {}} : LinksBody{{}, {pair}}));
    writer.append();
    writer.commit();
  }
  RecordId id_of(const std::string& label) {
    return mention_ids(opened_.database(), {mentions_named(opened_, label).front()}).front();
  }
  CaptureData captures(CaptureOptions options = {}) {
    return read_register_captures(opened_, options, ExecutionContext{});
  }

  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(RegisterCapturesTest, APersonIsOnTheSourcesThatNameIt) {
  const CaptureData data = captures();
  EXPECT_EQ(data.input.lists, (std::vector<std::string>{"a", "b", "c"}));
  ASSERT_EQ(data.input.strata.size(), 1u);
  // gordev on all three, lomov on a and c, sedin on a, vetrov on b, karpin on c.
  EXPECT_EQ(data.input.strata[0].decided, (Overlap{{7, 1}, {5, 1}, {1, 1}, {2, 1}, {4, 1}}));
  EXPECT_EQ(data.input.strata[0].draws.size(), kRegisterDraws);
}

TEST_F(RegisterCapturesTest, WhoIsRejectedIsLeftOut) {
  decide_persons(opened_, {{"b:2"}, DecisionVerdict::kRejected, false}, {});
  EXPECT_TRUE(captures().input.strata[0].decided.contains(2));  // one check of two
  take_rules(
      opened_,
      "checks = 1\n" + std::string(default_rules()).substr(std::string(default_rules()).find("# Kinds")),
      "r.toml", {});
  EXPECT_FALSE(captures().input.strata[0].decided.contains(2));
}

TEST_F(RegisterCapturesTest, RefusesWhatCannotBe) {
  CaptureOptions two;
  two.lists = {"a,b"};
  EXPECT_THAT(error_of([&] { captures(two); }), HasSubstr("3 sources or more"));
  CaptureOptions none;
  none.lists = {"a,b,nowhere"};
  EXPECT_THAT(error_of([&] { captures(none); }), HasSubstr("nowhere"));
  CaptureOptions by;
  by.by = {"weather"};
  EXPECT_THAT(error_of([&] { captures(by); }), HasSubstr("weather"));
}

TEST_F(RegisterCapturesTest, StrataAreTheValuesOfARoleInAnySpelling) {
  OpWriter writer(opened_, "add");
  int key = 0;
  for (const char* raw : {"Perm", "PERM", "Omsk"}) {
    MentionBody mention;
    mention.list = "a";
    mention.key = "region " + std::to_string(++key);
    mention.values = {{"family", "Name", "zorin", "zorin" + std::to_string(key)},
                      {"region", "Region", raw, key < 3 ? "perm" : "omsk"}};
    writer.add(body_kind::kMention, mention_body(mention));
  }
  writer.append();
  writer.commit();
  CaptureOptions by;
  by.by = {"region"};
  std::vector<std::string> names;
  for (const StratumOverlap& stratum : captures(by).input.strata) names.push_back(stratum.name);
  EXPECT_EQ(names.size(), 2u);
  by.by = {"place"};
  EXPECT_THAT(error_of([&] { captures(by); }), HasSubstr("the place known"));
}

TEST_F(RegisterCapturesTest, ADoubtfulPairIsOnePersonAsOftenAsItsWeightSays) {
  add_pair("a:3", "c:3", 0, false);  // even odds
  const LinkageDraws linkage(opened_.database());
  EXPECT_EQ(linkage.num_unsure(), 1u);
  int joined = 0;
  for (std::uint64_t draw = 0; draw < 2000; ++draw) {
    const std::vector<std::uint32_t> first = linkage.draw(1, draw);
    joined += first[2] == first[7];  // a:3 and c:3 among a:1 to a:3, b:1, b:2, c:1 to c:3
  }
  EXPECT_NEAR(joined / 2000.0, 0.5, 0.05);  // 4.5 standard errors
  EXPECT_EQ(linkage.draw(1, 7), linkage.draw(1, 7));
  const DrawnNumber number = number_over_draws(opened_.database(), 500, 1);
  EXPECT_EQ(number.low, 4);
  EXPECT_EQ(number.high, 5);
}

TEST_F(RegisterCapturesTest, WhatPeopleJudgedIsNotDrawn) {
  add_pair("a:3", "c:3", 0, false);
  judge_pairs(opened_, {{"a:3", "c:3", JudgementVerdict::kDifferent}}, {});
  EXPECT_EQ(number_over_draws(opened_.database(), 200, 1).low, 5);
  add_pair("b:2", "a:2", 0.1, true);
  EXPECT_LT(number_over_draws(opened_.database(), 200, 1).low,
            number_over_draws(opened_.database(), 200, 1).high);
  judge_pairs(opened_, {{"b:2", "a:2", JudgementVerdict::kSame}}, {});
  EXPECT_EQ(number_over_draws(opened_.database(), 200, 1).low,
            number_over_draws(opened_.database(), 200, 1).high);
}

}  // namespace
}  // namespace byname
