// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"

#include <gtest/gtest.h>
#include <limits>

namespace byname {
namespace {

TEST(FormatCount, GroupsThousands) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(1000), "1,000");
  EXPECT_EQ(format_count(31204), "31,204");
  EXPECT_EQ(format_count(1234567), "1,234,567");
  EXPECT_EQ(format_count(-100), "-100");
  EXPECT_EQ(format_count(-1000), "-1,000");
  EXPECT_EQ(format_count(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(FormatPercent, NeverRoundsToAllOrNothing) {
  EXPECT_EQ(format_percent(0.98765, 1), "98.8 %");
  EXPECT_EQ(format_percent(1, 0), "100 %");
  EXPECT_EQ(format_percent(0.99999, 0), "99 %");
  EXPECT_EQ(format_percent(0.99999, 1), "99.9 %");
  EXPECT_EQ(format_percent(0, 1), "0.0 %");
  EXPECT_EQ(format_percent(0.00001, 1), "0.1 %");
}

TEST(FormatCounted, AgreesInNumber) {
  EXPECT_EQ(format_counted(1, "person", "persons"), "1 person");
  EXPECT_EQ(format_counted(0, "person", "persons"), "0 persons");
  EXPECT_EQ(format_counted(31204, "person", "persons"), "31,204 persons");
}

TEST(FormatSeconds, ChoosesItsUnit) {
  EXPECT_EQ(format_seconds(0.44), "0.4 s");
  EXPECT_EQ(format_seconds(9.97), "10 s");
  EXPECT_EQ(format_seconds(59.7), "1 min 0 s");
  EXPECT_EQ(format_seconds(185), "3 min 5 s");
}

}  // namespace
}  // namespace byname
