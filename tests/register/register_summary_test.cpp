// SPDX-License-Identifier: Apache-2.0
#include "register/register_summary.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numeric>

#include "peopled_register.hpp"
#include "register/deciding.hpp"
#include "register/event_json.hpp"
#include "register/rule_versions.hpp"

namespace byname {
namespace {

using testing::ElementsAre;

std::vector<std::pair<std::string, std::int64_t>> pairs_of(const std::vector<SummaryPart>& parts) {
  std::vector<std::pair<std::string, std::int64_t>> pairs;
  for (const SummaryPart& part : parts) pairs.emplace_back(part.label, part.number);
  return pairs;
}

class RegisterSummaryTest : public testing::Test {
 protected:
  RegisterSummaryTest() {
    take_rules(opened_, "checks = 1\n[[confirm]]\nname = \"o\"\nneeds = [{ class = \"official\" }]\n",
               "r.toml", {});
    OpWriter writer(opened_, "add");
    writer.add(body_kind::kSource, source_body({"state", "official", "", "", ""}));
    writer.add(body_kind::kSource, source_body({"secret", "official", "", "sealed", ""}));
    add(writer, "state", "gordev", "1985-03-07", "2023-06-12", "Perm");
    add(writer, "state", "lomov", "1990", "2023-08", "PERM");
    add(writer, "secret", "sedin", "", "2023", "Omsk");
    add(writer, "state", "vetrov", "2010-01-01", "2023-06-30", "Perm");
    writer.append();
    writer.commit();
    for (const char* label : {"state:1", "state:2", "secret:3"})
      decide_persons(opened_, {{label}, DecisionVerdict::kConfirmed, false}, {});
  }

  void add(OpWriter& writer, const std::string& list, const std::string& name, const std::string& birth,
           const std::string& death, const std::string& region) {
    MentionBody mention;
    mention.list = list;
    mention.key = std::to_string(++number_);
    mention.values = {{"family", "Name", name, name}};
    if (!birth.empty()) mention.values.push_back({"birth_date", "Born", birth, birth});
    if (!death.empty()) mention.values.push_back({"death_date", "Died", death, death});
    if (!region.empty())
      mention.values.push_back({"region", "Region", region, region == "PERM" ? "Perm" : region});
    writer.add(body_kind::kMention, mention_body(mention));
  }
  RegisterSummary summary() { return summarise(opened_, 1'701'388'800, {}); }  // 1 December 2023

  int number_ = 0;
  ScratchRegister scratch_;
  Register opened_ = scratch_.open();
};

TEST_F(RegisterSummaryTest, CountsWhoIsConfirmed) {
  const RegisterSummary summary = this->summary();
  EXPECT_EQ(summary.num_persons, 4);
  EXPECT_EQ(summary.num_confirmed, 3);
  EXPECT_THAT(pairs_of(summary.regions), ElementsAre(std::pair("Perm", 2), std::pair("Omsk", 1)));
  EXPECT_THAT(pairs_of(summary.ages),
              ElementsAre(std::pair("25 to 34", 1), std::pair("35 to 44", 1), std::pair("", 1)));
  EXPECT_THAT(pairs_of(summary.sources), ElementsAre(std::pair("state", 2), std::pair("a sealed source", 1)));
  EXPECT_THAT(pairs_of(summary.kinds), ElementsAre(std::pair("official", 3)));
}

TEST_F(RegisterSummaryTest, MonthsHaveNoGapsAndADateWithoutMonthIsUndated) {
  const RegisterSummary summary = this->summary();
  EXPECT_THAT(pairs_of(summary.months),
              ElementsAre(std::pair("2023-06", 1), std::pair("2023-07", 0), std::pair("2023-08", 1)));
  EXPECT_EQ(summary.num_undated, 1);
  // The clock of these tests stands in November 2023: the one of June came five months later.
  ASSERT_EQ(summary.delays.events.size(), 7u);
  EXPECT_EQ(summary.delays.counts[0], (std::vector<double>{0, 0, 0, 0, 0, 1, 0}));
  EXPECT_EQ(summary.delays.counts[2], (std::vector<double>{0, 0, 0, 1, 0}));
}

TEST_F(RegisterSummaryTest, StatusesAreOfLinesWithEvents) {
  EXPECT_TRUE(summary().statuses.empty());
  OpWriter writer(opened_, "event");
  EventBody event;
  event.type = "charge";
  event.mentions = {mention_ids(opened_.database(), {1}).front()};
  writer.add(body_kind::kEvent, event_body(event));
  writer.append();
  writer.commit();
  const auto statuses = summary().statuses;
  ASSERT_EQ(statuses.size(), 1u);
  EXPECT_THAT(pairs_of(statuses.at("prosecution")),
              ElementsAre(std::pair("no event", 3), std::pair("charged", 1)));
}

TEST_F(RegisterSummaryTest, TheQueueHasItsAge) {
  const RegisterSummary summary = this->summary();
  EXPECT_EQ(summary.num_waiting, 1);  // vetrov, since 14 November
  EXPECT_NEAR(summary.queue_days, 16.1, 0.2);
  EXPECT_EQ(summary.queue.front().kind, TodoKind::kUndecided);
}

TEST(Redact, HidesSmallNumbersAndNeverOneAlone) {
  std::vector<SummaryPart> parts = {{"a", 100}, {"b", 12}, {"c", 3}, {"d", 0}};
  redact(parts);
  EXPECT_THAT(pairs_of(parts),
              ElementsAre(std::pair("a", 100), std::pair("b", -1), std::pair("c", -1), std::pair("d", 0)));
  parts = {{"a", 100}, {"b", 2}, {"c", 3}};
  redact(parts);
  EXPECT_THAT(pairs_of(parts), ElementsAre(std::pair("a", 100), std::pair("b", -1), std::pair("c", -1)));
  parts = {{"a", 100}, {"b", 5}};
  redact(parts);
  EXPECT_THAT(pairs_of(parts), ElementsAre(std::pair("a", 100), std::pair("b", 5)));
}

}  // namespace
}  // namespace byname
