// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"

namespace byname {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string refusal_of(const std::string& text) {
  try {
    read_rule_file(text, "r.toml");
  } catch (const DataError& error) {
    return error.what();
  }
  return "no error";
}

const std::string kClause = "[[confirm]]\nname = \"a\"\nneeds = [{ class = \"official\" }]\n";

TEST(RuleFile, TheBuiltInOneIsSound) {
  const RuleFile file = read_rule_file(default_rules(), "built in");
  EXPECT_EQ(file.confirm.checks, 2u);
  EXPECT_EQ(file.confirm.clauses.size(), 3u);
  EXPECT_EQ(file.statuses.status_of("fate", "burial"), "dead");
  EXPECT_EQ(file.statuses.status_of("border", "border_transit"), "between");
  EXPECT_EQ(file.statuses.status_of("border", "burial"), std::nullopt);
  EXPECT_EQ(file.statuses.status_of("weather", "burial"), std::nullopt);
}

TEST(RuleFile, WhatIsLeftOutIsAsBuiltIn) {
  const RuleFile file = read_rule_file(kClause, "r.toml");
  EXPECT_EQ(file.confirm.clauses.size(), 1u);
  EXPECT_EQ(file.confirm.never_alone.size(), 3u);
  EXPECT_EQ(file.statuses.lines.size(), 3u);
}

TEST(RuleFile, AClassMayBeMadeOfOthers) {
  const RuleFile file = read_rule_file(
      "bulk = [\"registry\"]\n[classes]\nstate = [\"official\", \"court\"]\nregistry = [\"state\", "
      "\"source:zags\"]\n" +
          kClause,
      "r.toml");
  ASSERT_EQ(file.confirm.bulk.size(), 1u);
  EXPECT_EQ(file.confirm.bulk[0].kinds, (std::vector<std::string>{"court", "official"}));
  EXPECT_EQ(file.confirm.bulk[0].sources, std::vector<std::string>{"zags"});
}

TEST(RuleFile, AStatusTableReplacesTheBuiltInOne) {
  const RuleFile file = read_rule_file(kClause + "[statuses.fate]\ndeath = \"killed\"\n", "r.toml");
  EXPECT_EQ(file.statuses.lines.size(), 1u);
  EXPECT_EQ(file.statuses.status_of("fate", "death"), "killed");
}

TEST(RuleFile, RefusesWithLineAndColumn) {
  EXPECT_THAT(refusal_of("checks = \n"), StartsWith("r.toml:1:"));
  EXPECT_EQ(refusal_of("checks = 2\nchekcs = 1\n" + kClause),
            "r.toml:2:1: there is no key chekcs here. One of: checks, never_alone, bulk, classes, confirm, "
            "statuses, spans");
  EXPECT_EQ(refusal_of("checks = 3\n" + kClause), "r.toml:1:10: checks is a whole number from 1 to 2");
  EXPECT_THAT(refusal_of("checks = 2.0\n" + kClause), StartsWith("r.toml:1:10:"));
  EXPECT_THAT(refusal_of("bulk = \"list\"\n" + kClause), HasSubstr("bulk is a list in brackets"));
  EXPECT_THAT(refusal_of("bulk = [\"lsit\"]\n" + kClause), StartsWith("r.toml:1:9: there is no class lsit."));
  EXPECT_THAT(refusal_of(kClause + "[statuses.fate]\ndeth = \"dead\"\n"),
              StartsWith("r.toml:5:1: there is no event deth."));
}

TEST(RuleFile, RefusesWhatIsEmpty) {
  EXPECT_THAT(refusal_of(""), StartsWith("r.toml:1:1: these rules confirm nothing"));
  EXPECT_THAT(refusal_of("confirm = []"), HasSubstr("these rules confirm nothing"));
  EXPECT_THAT(refusal_of("[classes]\nx = []\n" + kClause), StartsWith("r.toml:2:5: the class x is empty"));
  EXPECT_THAT(refusal_of("[[confirm]]\nname = \"a\"\nneeds = []"), HasSubstr("confirm everybody"));
  EXPECT_THAT(refusal_of("[[confirm]]\nname = \"a\"\nneeds = [{ classes = [] }]"),
              HasSubstr("has no classes"));
  EXPECT_THAT(refusal_of(kClause + "[statuses]\n"), HasSubstr("the table of statuses is empty"));
  EXPECT_THAT(refusal_of(kClause + "[statuses.fate]\n"), HasSubstr("no event gives a status of fate"));
}

TEST(RuleFile, RefusesCircles) {
  EXPECT_THAT(refusal_of("[classes]\nx = [\"y\"]\ny = [\"court\", \"x\"]\n" + kClause),
              HasSubstr("the class x is made of itself: x -> y -> x"));
  EXPECT_THAT(refusal_of("[classes]\nx = [\"x\"]\n" + kClause),
              StartsWith("r.toml:2:6: the class x is made of itself"));
}

TEST(RuleFile, RefusesClausesThatConfirmNobodyOrAreNotClear) {
  EXPECT_THAT(
      refusal_of("[[confirm]]\nname = \"rosters\"\nneeds = [{ origins = 2, classes = [\"list\", \"tip\"] }]"),
      StartsWith("r.toml:1:1: the clause \"rosters\" can confirm nobody"));
  EXPECT_THAT(refusal_of(kClause + kClause), HasSubstr("two clauses of the name \"a\""));
  EXPECT_THAT(refusal_of("[[confirm]]\nneeds = []"), HasSubstr("no name"));
  EXPECT_THAT(refusal_of("[[confirm]]\nname = \"a\""), HasSubstr("has no needs"));
  EXPECT_THAT(refusal_of("[[confirm]]\nname = \"a\"\nneeds = [{ origins = 2 }]"),
              HasSubstr("either class or classes"));
  EXPECT_THAT(refusal_of("[classes]\ncourt = [\"tip\"]\n" + kClause), HasSubstr("court is a kind of source"));
}

TEST(ReadRuleFile, ReadsTheOrderWithinADayAndSpans) {
  const RuleFile file =
      read_rule_file(kClause +
                         "[statuses.border]\nborder_exit = \"abroad\"\nborder_entry = \"back\"\nsame_day = "
                         "[\"border_entry\", \"border_exit\"]\n[spans.gone]\nline = \"border\"\nstatuses = "
                         "[\"abroad\"]\ndays = 90\nof = 180\n",
                     "r.toml");
  EXPECT_EQ(file.statuses.rank_of("border", "border_exit"), 2);
  EXPECT_EQ(file.statuses.rank_of("border", "residence"), 0);
  EXPECT_EQ(file.statuses.rank_of("fate", "border_exit"), 0);
  ASSERT_EQ(file.statuses.spans.size(), 1u);
  EXPECT_EQ(file.statuses.spans.at("gone").days, 90);
  EXPECT_EQ(file.statuses.spans.at("gone").of, 180);
  // Other statuses leave no built-in spans; without them these stay.
  EXPECT_TRUE(
      read_rule_file(kClause + "[statuses.fate]\ndeath = \"dead\"\n", "r.toml").statuses.spans.empty());
  EXPECT_TRUE(read_rule_file(kClause, "r.toml").statuses.spans.contains("left"));
}

TEST(ReadRuleFile, RefusesUnsoundOrdersAndSpans) {
  const std::string fate = kClause + "[statuses.fate]\ndeath = \"dead\"\ncapture = \"captive\"\n";
  EXPECT_THAT(refusal_of(fate + "same_day = [\"fine\"]\n"), HasSubstr("fine gives no status of this line"));
  EXPECT_THAT(refusal_of(fate + "same_day = [\"death\", \"death\"]\n"), HasSubstr("death stands twice"));
  EXPECT_THAT(refusal_of(kClause + "[statuses.fate]\nsame_day = []\n"),
              HasSubstr("no event gives a status of fate"));
  EXPECT_THAT(refusal_of(kClause + "[statuses.fate]\ndeath = \"unclear\"\n"), HasSubstr("use another word"));
  const auto span = [&](const std::string& name, const std::string& rest) {
    return refusal_of(fate + "[spans." + name + "]\n" + rest);
  };
  const std::string whole = "line = \"fate\"\nstatuses = [\"captive\"]\n";
  EXPECT_THAT(span("long", whole + "days = 3\n"), HasSubstr("spans.long has no of"));
  EXPECT_THAT(span("long", whole + "days = 4\nof = 3\n"), HasSubstr("days is a whole number from 1 to 3"));
  EXPECT_THAT(span("dead", whole + "days = 2\nof = 3\n"),
              HasSubstr("is the name of a line or a status already"));
  EXPECT_THAT(span("long", "line = \"sea\"\nstatuses = [\"x\"]\ndays = 2\nof = 3\n"),
              HasSubstr("no line of statuses sea"));
  EXPECT_THAT(span("long", "line = \"fate\"\nstatuses = [\"x\"]\ndays = 2\nof = 3\n"),
              HasSubstr("fate has no status x"));
}

}  // namespace
}  // namespace byname
