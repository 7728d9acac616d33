// SPDX-License-Identifier: Apache-2.0
#include "register/register_captures.hpp"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "error_text.hpp"
#include "peopled_register.hpp"
#include "register/deciding.hpp"
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

}  // namespace
}  // namespace byname
