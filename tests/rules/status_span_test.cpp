// SPDX-License-Identifier: Apache-2.0
#include "rules/status_span.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace byname {
namespace {

const StatusSpan kLeft{"border", {"abroad"}, 183, 365};

TEST(DaysWithStatus, CountsTheDaysOfAStay) {
  const std::vector<DatedStatus> events = {{1000, 1000, "abroad"}, {1100, 1100, "returned"}};
  EXPECT_EQ(days_with_status(events, kLeft, 1049), (DayCount{50, 50}));
  EXPECT_EQ(days_with_status(events, kLeft, 1200), (DayCount{100, 100}));
  EXPECT_EQ(days_with_status(events, kLeft, 1404), (DayCount{60, 60}));  // the first 40 are too long ago
  EXPECT_EQ(days_with_status(events, kLeft, 999), (DayCount{0, 0}));
}

TEST(DaysWithStatus, AddsUpSeveralStays) {
  const std::vector<DatedStatus> events = {
      {1000, 1000, "abroad"}, {1010, 1010, "returned"}, {1020, 1020, "abroad"}};
  EXPECT_EQ(days_with_status(events, kLeft, 1029), (DayCount{20, 20}));
}

TEST(DaysWithStatus, HasTwoLimitsWhereADateIsUncertain) {
  const std::vector<DatedStatus> events = {{1000, 1030, "abroad"}};
  EXPECT_EQ(days_with_status(events, kLeft, 1059), (DayCount{30, 60}));
  const std::vector<DatedStatus> undated = {DatedStatus{.status = "abroad"}};
  EXPECT_EQ(days_with_status(undated, kLeft, 1000), (DayCount{0, 365}));
}

RC_GTEST_PROP(DaysWithStatus, IsTheSumOverTheDays, ()) {
  std::vector<DatedStatus> events;
  for (int n = *rc::gen::inRange(0, 5); n > 0; --n) {
    const auto first = static_cast<std::int64_t>(*rc::gen::inRange(0, 20));
    events.push_back(
        {first, first + *rc::gen::inRange(0, 6), *rc::gen::element<std::string>("abroad", "returned")});
  }
  const StatusSpan span{"border", {"abroad"}, 1, *rc::gen::inRange(1, 30)};
  const auto day = static_cast<std::int64_t>(*rc::gen::inRange(0, 30));
  DayCount expected;
  for (std::int64_t each = day - span.of + 1; each <= day; ++each) {
    const StatusAt status = status_at(events, each);
    const bool may = std::count(status.statuses.begin(), status.statuses.end(), "abroad") > 0;
    expected.most += may;
    expected.least += may && status.is_sure();
  }
  RC_ASSERT(days_with_status(events, span, day) == expected);
}

}  // namespace
}  // namespace byname
