// SPDX-License-Identifier: Apache-2.0
#include "rules/status_at.hpp"

#include <algorithm>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace byname {
namespace {

using testing::ElementsAre;

StatusAt sure(const std::string& status) { return {{status}, false}; }

TEST(StatusAt, IsThatOfTheLastEventThatHadHappened) {
  const std::vector<DatedStatus> events = {{30, 30, "sentenced"}, {10, 10, "charged"}, {50, 50, "freed"}};
  EXPECT_TRUE(status_at(events, 9).is_none());
  EXPECT_EQ(status_at(events, 10), sure("charged"));
  EXPECT_EQ(status_at(events, 29), sure("charged"));
  EXPECT_EQ(status_at(events, 30), sure("sentenced"));
  EXPECT_EQ(status_at(events, 1000), sure("freed"));
}

TEST(StatusAt, IsUnclearWhereDaysOverlapWithDifferentStatuses) {
  const std::vector<DatedStatus> events = {{1, 365, "charged"}, {130, 130, "sentenced"}};
  const StatusAt status = status_at(events, 400);
  EXPECT_TRUE(status.is_unclear());
  EXPECT_THAT(status.statuses, ElementsAre("charged", "sentenced"));
  EXPECT_FALSE(status.may_be_none);
  // Before the sentence it may or may not have been.
  EXPECT_TRUE(status_at(events, 100).may_be_none);
}

TEST(StatusAt, IsClearWhereOverlappingEventsAgree) {
  const std::vector<DatedStatus> events = {{1, 365, "charged"}, {130, 130, "charged"}};
  EXPECT_EQ(status_at(events, 400), sure("charged"));
}

TEST(StatusAt, KnowsNoOrderWithinADayUnlessTheRulesSayIt) {
  EXPECT_TRUE(status_at(std::vector<DatedStatus>{{5, 5, "fined"}, {5, 5, "freed"}}, 5).is_unclear());
  EXPECT_EQ(status_at(std::vector<DatedStatus>{{5, 5, "imprisoned", 2}, {5, 5, "sentenced", 1}}, 5),
            sure("imprisoned"));
  // A rank says nothing of spans.
  EXPECT_TRUE(
      status_at(std::vector<DatedStatus>{{5, 9, "imprisoned", 2}, {5, 9, "sentenced", 1}}, 9).is_unclear());
}

TEST(StatusAt, TakesAnEventWithoutADateForOneOfAnyTime) {
  const std::vector<DatedStatus> undated = {DatedStatus{.status = "abroad"}};
  EXPECT_TRUE(status_at(undated, 10).is_unclear());
  EXPECT_EQ(status_at(undated, kAllDays), sure("abroad"));
  const std::vector<DatedStatus> both = {DatedStatus{.status = "abroad"}, {5, 5, "returned"}};
  EXPECT_TRUE(status_at(both, kAllDays).is_unclear());
}

TEST(StatusAt, OfNoEventsIsNone) { EXPECT_TRUE(status_at({}, kAllDays).is_none()); }

// In plain words: every way in which the events may fall on days, with every order within a day.
std::set<std::string> possible_statuses(const std::vector<DatedStatus>& events, std::int64_t day) {
  std::set<std::string> possible;
  std::vector<std::int64_t> days(events.size());
  const auto note = [&] {
    std::int64_t last = -1;
    for (const std::int64_t each : days) {
      if (each <= day) last = std::max(last, each);
    }
    if (last < 0) possible.insert("");
    for (std::size_t i = 0; i < events.size(); ++i) {
      const bool is_outranked = std::any_of(events.begin(), events.end(), [&](const DatedStatus& other) {
        const auto j = static_cast<std::size_t>(&other - events.data());
        return days[j] == last && events[i].earliest == events[i].latest && other.earliest == other.latest &&
               events[i].rank > 0 && other.rank > events[i].rank;
      });
      if (last >= 0 && days[i] == last && !is_outranked) possible.insert(events[i].status);
    }
  };
  const std::function<void(std::size_t)> place = [&](std::size_t at) {
    if (at == events.size()) {
      note();
      return;
    }
    for (std::int64_t each = events[at].earliest; each <= events[at].latest; ++each) {
      days[at] = each;
      place(at + 1);
    }
  };
  place(0);
  return possible;
}

RC_GTEST_PROP(StatusAt, IsWhatAllWaysInWhichItMayHaveBeenGive, ()) {
  std::vector<DatedStatus> events;
  for (int n = *rc::gen::inRange(0, 5); n > 0; --n) {
    const auto first = static_cast<std::int64_t>(*rc::gen::inRange(0, 6));
    const auto last = first + *rc::gen::inRange(0, 4);
    const std::string status(1, static_cast<char>('a' + *rc::gen::inRange(0, 3)));
    events.push_back({first, last, status, *rc::gen::inRange(0, 3)});
  }
  const auto day = static_cast<std::int64_t>(*rc::gen::inRange(0, 11));
  const std::set<std::string> expected = possible_statuses(events, day);
  const StatusAt status = status_at(events, day);
  std::set<std::string> said(status.statuses.begin(), status.statuses.end());
  if (status.may_be_none) said.insert("");
  RC_ASSERT(said == expected);
}

}  // namespace
}  // namespace byname
