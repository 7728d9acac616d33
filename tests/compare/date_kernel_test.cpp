// SPDX-License-Identifier: Apache-2.0
#include "compare/date_kernel.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

struct DateCase {
  const char* left;
  const char* right;
  int gamma;
};

void PrintTo(const DateCase& c, std::ostream* out) { *out << c.left << " and " << c.right; }

class BirthDates : public testing::TestWithParam<DateCase> {};
class EventDates : public testing::TestWithParam<DateCase> {};

TEST_P(BirthDates, HaveTheirGammaInBothOrders) {
  const DateValue a = parse_comparable_date(GetParam().left);
  const DateValue b = parse_comparable_date(GetParam().right);
  EXPECT_EQ(date_gamma(a, b), GetParam().gamma);
  EXPECT_EQ(date_gamma(b, a), GetParam().gamma);
}

INSTANTIATE_TEST_SUITE_P(
    Full, BirthDates,
    testing::Values(DateCase{"1950-03-04", "1950-03-04", kDateSame},
                    DateCase{"1950-03-04", "1951-03-04", kDateSlip},   // one digit
                    DateCase{"1910-03-04", "1970-03-04", kDateSlip},   // one digit, far
                    DateCase{"1945-03-04", "1954-03-04", kDateSlip},   // neighbours swapped
                    DateCase{"1950-03-12", "1950-03-21", kDateSlip},   // in the day
                    DateCase{"1950-03-04", "1950-04-03", kDateSlip},   // day and month
                    DateCase{"1950-01-01", "1950-07-23", kDateSlip},   // rounded to the year
                    DateCase{"1950-01-01", "1951-07-23", kDateOther},  // rounded, other year
                    DateCase{"1950-03-04", "1950-03-28", kDateTwoParts},
                    DateCase{"1950-03-04", "1950-11-04", kDateTwoParts},
                    DateCase{"1950-03-04", "1950-11-28", kDateYearOrDay},
                    DateCase{"1950-03-04", "1962-03-04", kDateYearOrDay},
                    DateCase{"1950-03-04", "1951-11-28", kDateOther},
                    DateCase{"1950-03-04", "1952-11-28", kDateConflict}));

INSTANTIATE_TEST_SUITE_P(
    InPart, BirthDates,
    testing::Values(
        DateCase{"1950", "1950-03-04", kDateOverlapYear},
        DateCase{"1950-03", "1950-03-04", kDateOverlapMonth}, DateCase{"1950", "1950", kDateOverlapYear},
        DateCase{"1950-03-01/1950-03-10", "1950-03-04", kDateOverlapMonth},
        DateCase{"1950-03-01/1950-03-10", "1950-03", kDateOverlapMonth},
        DateCase{"1950-03-01/1950-03-10", "1950-03-11", kDateYearOrDay},
        DateCase{"1950-12-01/1951-02-28", "1951", kDateOverlapYear},
        DateCase{"../1951-02-28", "1930-07-01", kDateOverlapWide},
        DateCase{"../1951-02-28", "1952-07-01", kDateOther}, DateCase{"../1951-02-28", "1953", kDateConflict},
        DateCase{"1951/..", "1960-01-01/..", kDateOverlapWide}, DateCase{"1950?", "1960", kDateOther},
        DateCase{"1950-03-04?", "1950-03-04", kDateSame}, DateCase{"1950-03", "1950-04-04", kDateYearOrDay},
        DateCase{"1950", "1951-03-04", kDateOther}, DateCase{"1950", "1952", kDateConflict},
        DateCase{"1949/1951", "1950-03-04", kDateOverlapWide},
        DateCase{"1949/1951", "1951/1953", kDateOverlapWide}, DateCase{"1949/1951", "1952-03", kDateOther},
        DateCase{"1949/1951", "1947", kDateConflict}));

TEST_P(EventDates, HaveTheirGammaInBothOrders) {
  const DateValue a = parse_comparable_date(GetParam().left);
  const DateValue b = parse_comparable_date(GetParam().right);
  EXPECT_EQ(event_gamma(a, b), GetParam().gamma);
  EXPECT_EQ(event_gamma(b, a), GetParam().gamma);
}

INSTANTIATE_TEST_SUITE_P(All, EventDates,
                         testing::Values(DateCase{"2024-05-11", "2024-05-11", kEventSame},
                                         DateCase{"2024-05-11", "2024-05-18", kEventWeek},  // seven days
                                         DateCase{"2024-05-11", "2024-08-11", kEventWeek},  // a slip
                                         DateCase{"2024-02-27", "2024-03-01", kEventWeek},  // over a leap day
                                         DateCase{"2024-05-11", "2024-05-20", kEventMonth},
                                         DateCase{"2024-04-16", "2024-05-17", kEventMonth},  // 31 days
                                         DateCase{"2024-04-16", "2024-05-18", kEventOther},  // 32 days
                                         DateCase{"2023-12-29", "2024-01-03",
                                                  kEventWeek},  // over the year's end
                                         DateCase{"2024-05-11", "2024-11-29", kEventOther},
                                         DateCase{"2024-05-11", "2025-11-29", kEventConflict},
                                         DateCase{"2024-05", "2024-05-11", kEventOverlapMonth},
                                         DateCase{"2024", "2024-05-11", kEventOverlapYear},
                                         DateCase{"2023/2024", "2024-05-11", kEventOverlapWide},
                                         DateCase{"2020?", "2026-03-02", kEventOther},
                                         DateCase{"2024-05", "2024-06-11", kEventOther},
                                         DateCase{"2024", "2025-03-02", kEventOther},
                                         DateCase{"2024", "2026-03-02", kEventConflict}));

TEST(ComparableDate, IsTakenApart) {
  const DateValue full = parse_comparable_date("1972-11-05");
  EXPECT_EQ(full.year, 1972);
  EXPECT_EQ(full.last_year, 1972);
  EXPECT_EQ(full.month, 11);
  EXPECT_EQ(full.day, 5);
  EXPECT_EQ(full.first_day, 1039);  // 365 + 365 + 309
  EXPECT_EQ(full.last_day, 1039);
  EXPECT_EQ(parse_comparable_date("1970-01-01").first_day, 0);
  EXPECT_EQ(parse_comparable_date("1969-12-31").first_day, -1);
  const DateValue span = parse_comparable_date("1949/1951");
  EXPECT_EQ(span.year, 1949);
  EXPECT_EQ(span.last_year, 1951);
  EXPECT_EQ(span.month, 0);
  EXPECT_FALSE(span.is_full());
  EXPECT_EQ(parse_comparable_date("1970").last_day, 364);
  EXPECT_EQ(parse_comparable_date("1972-02").last_day, 365 + 365 + 31 + 29 - 1);
  EXPECT_EQ(parse_comparable_date("1969/1970-01-04").last_day, 3);
  EXPECT_EQ(parse_comparable_date("1970-12").last_day, 364);
  EXPECT_EQ(parse_comparable_date("1950-03").month, 3);
  EXPECT_FALSE(parse_comparable_date("1950-03").is_full());
}

}  // namespace
}  // namespace byname
