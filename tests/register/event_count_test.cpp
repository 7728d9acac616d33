// SPDX-License-Identifier: Apache-2.0
#include "register/event_count.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <numeric>
#include <rapidcheck/gtest.h>

#include "drawn_register_log.hpp"
#include "register/event_json.hpp"
#include "rules/rule_file.hpp"

namespace byname {
namespace {

using testing::ElementsAre;

const StatusTable& built_in() {
  static const StatusTable table = read_rule_file(default_rules(), "built-in rules").statuses;
  return table;
}

std::int64_t day(int year, int month, int of_month) { return day_number({year, month, of_month}); }
StatusLine prosecution(std::int64_t at) { return {&built_in(), "prosecution", at}; }
StatusLine border(std::int64_t at) { return {&built_in(), "border", at}; }

HeldEvent event(const std::string& type, const std::string& edtf, const std::string& case_id = "") {
  HeldEvent made;
  made.type = type;
  made.edtf = edtf;
  if (!edtf.empty()) made.days = days_of(read_edtf(edtf).value()).value();
  made.case_id = case_id;
  return made;
}

TEST(StatusOfPerson, FollowsAProsecutionThroughItsStages) {
  const std::vector<HeldEvent> life = {
      event("charge", "2021-02-10", "a"), event("hearing", "2021-03-01", "a"),
      event("sentence", "2021-06-01", "a"), event("imprisonment", "2021-06-01", "a"),
      event("release", "2022-08-15", "a")};
  EXPECT_EQ(status_of_person(life, prosecution(day(2021, 2, 9))).text, kNoStatus);
  EXPECT_EQ(status_of_person(life, prosecution(day(2021, 5, 31))).text, "charged");
  EXPECT_EQ(status_of_person(life, prosecution(day(2021, 6, 1))).text, "imprisoned");
  EXPECT_EQ(status_of_person(life, prosecution(day(2022, 8, 15))).text, "freed");
  EXPECT_EQ(status_of_person(life, border(kAllDays)).text, kNoStatus);
}

TEST(StatusOfPerson, SaysAllStatusesOfCasesThatStandDifferently) {
  const std::vector<HeldEvent> life = {event("imprisonment", "2021-06-01", "a"),
                                       event("charge", "2022-11-20", "b")};
  EXPECT_EQ(status_of_person(life, prosecution(day(2022, 1, 1))).text, "imprisoned");
  EXPECT_EQ(status_of_person(life, prosecution(day(2023, 1, 1))).text, "charged + imprisoned");
  EXPECT_EQ(status_of_person_case(life, "b", prosecution(day(2023, 1, 1))).text, "charged");
}

TEST(StatusOfPerson, TakesEventsWithoutANumberForEveryCase) {
  const std::vector<HeldEvent> life = {event("imprisonment", "2021-06-01", "a"),
                                       event("fine", "2021-07-01", "b"), event("release", "2022-08-15")};
  EXPECT_EQ(status_of_person(life, prosecution(kAllDays)).text, "freed");
}

TEST(StatusOfPerson, KnowsACaseThatIsReopened) {
  const std::vector<HeldEvent> life = {event("charge", "2021-03-01", "a"), event("fine", "2021-05-05", "a"),
                                       event("charge", "2022-02-02", "a")};
  EXPECT_EQ(status_of_person(life, prosecution(day(2021, 12, 31))).text, "fined");
  EXPECT_EQ(status_of_person(life, prosecution(day(2022, 12, 31))).text, "charged");
}

TEST(StatusOfPerson, IsUnclearWhereOneCaseIs) {
  const std::vector<HeldEvent> life = {event("charge", "2022", "a"), event("sentence", "2022-05-12", "a"),
                                       event("fine", "2020", "b")};
  const LineStatus status = status_of_person(life, prosecution(day(2022, 12, 31)));
  EXPECT_EQ(status.text, kUnclearStatus);
  EXPECT_THAT(status.candidates, ElementsAre("charged", "fined", "sentenced"));
}

TEST(StatusOfPerson, FollowsWhoLeftAndReturnedByTheRules) {
  const std::vector<HeldEvent> life = {event("border_exit", "2022-03-05"), event("border_transit", "2022-06"),
                                       event("border_entry", "2022-09-01"),
                                       event("border_exit", "2022-09-21")};
  EXPECT_EQ(status_of_person(life, border(day(2022, 3, 31))).text, "abroad");
  EXPECT_EQ(status_of_person(life, border(day(2022, 6, 15))).text, kUnclearStatus);
  EXPECT_EQ(status_of_person(life, border(day(2022, 7, 1))).text, "between");
  EXPECT_EQ(status_of_person(life, border(day(2022, 9, 10))).text, "returned");
  EXPECT_EQ(status_of_person(life, border(day(2023, 1, 1))).text, "abroad");
  StatusTable wide = built_in();
  wide.lines["border"]["border_transit"] = "abroad";
  EXPECT_EQ(status_of_person(life, {&wide, "border", day(2022, 6, 15)}).text, "abroad");
}

TEST(StatusOfPerson, GoesByARuleOverASpanOfDays) {
  const auto left = [](const std::vector<HeldEvent>& life, std::int64_t at) {
    return status_of_person(life, {&built_in(), "border", at, "left"}).text;
  };
  const std::vector<HeldEvent> life = {event("border_exit", "2022-03-05"),
                                       event("border_entry", "2022-12-01")};
  EXPECT_EQ(left(life, day(2022, 3, 1)), kNoStatus);
  EXPECT_EQ(left(life, day(2022, 9, 2)), "abroad");  // 182 days
  EXPECT_EQ(left(life, day(2022, 9, 3)), "left");
  EXPECT_EQ(left(life, day(2022, 12, 31)), "left");
  EXPECT_EQ(left(life, day(2023, 5, 31)), "left");  // 183 days since 1 June
  EXPECT_EQ(left(life, day(2023, 6, 1)), "returned");
  const std::vector<HeldEvent> vague = {event("border_exit", "2022")};
  EXPECT_EQ(left(vague, day(2022, 12, 31)), kUnclearStatus);
  EXPECT_EQ(left(vague, day(2023, 7, 3)), "left");
}

// Parts that are divided by nothing, or by a role: every one has one status and one value.
RC_GTEST_PROP(CountByStatus, ThePartsAddUpToTheNumber, ()) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, 20); n > 0; --n) log.grow(true);
  FoldedLog folded;
  folded.take(log.ops());
  const std::int64_t at = *rc::gen::element(day(2020, 1, 1), day(2021, 5, 12), day(2021, 6, 1), kAllDays);
  for (const CountUnit unit : {CountUnit::kPersons, CountUnit::kCases, CountUnit::kPersonCases}) {
    for (const std::string line : {"", "fate", "prosecution", "border"}) {
      for (const std::string by : {"", "family", "region"}) {
        const EventCount count = count_by_status(folded.database, {unit, {&built_in(), line, at}, by});
        const std::int64_t sum = std::accumulate(
            count.parts.begin(), count.parts.end(), std::int64_t{0},
            [](std::int64_t total, const EventCountLine& part) { return total + part.number; });
        RC_ASSERT(sum == count.number);
      }
    }
  }
  const std::int64_t persons = folded.database.number(
      "SELECT count(DISTINCT person) FROM person_mention JOIN mention ON number = mention WHERE is_named", 0);
  RC_ASSERT(count_by_status(folded.database, {CountUnit::kPersons, prosecution(at), ""}).number == persons);
  RC_ASSERT(static_cast<std::int64_t>(persons_with_status(folded.database, prosecution(at), "").size()) ==
            persons);
}

RC_GTEST_PROP(CountByStatus, ListsWhatItCounts, ()) {
  DrawnLog log(static_cast<std::uint64_t>(*rc::gen::arbitrary<int>()));
  for (int n = *rc::gen::inRange(1, 20); n > 0; --n) log.grow(true);
  FoldedLog folded;
  folded.take(log.ops());
  const std::int64_t at = *rc::gen::element(day(2021, 5, 12), day(2021, 6, 1), kAllDays);
  const EventCount count = count_by_status(folded.database, {CountUnit::kPersons, prosecution(at), ""});
  for (const EventCountLine& part : count.parts)
    RC_ASSERT(static_cast<std::int64_t>(
                  persons_with_status(folded.database, prosecution(at), part.status).size()) == part.number);
  const EventCount cases = count_by_status(folded.database, {CountUnit::kCases, prosecution(at), ""});
  std::map<std::string, std::int64_t> listed;
  for (const CaseLine& each : list_cases(folded.database, prosecution(at), true).lines)
    ++listed[each.status.text];
  for (const EventCountLine& part : cases.parts) {
    if (part.status != kNoStatus) RC_ASSERT(listed[part.status] == part.number);
  }
}

}  // namespace
}  // namespace byname
