// SPDX-License-Identifier: Apache-2.0
#include "names/date_reading.hpp"

#include <chrono>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace byname {
namespace {

std::string read(std::string_view text, const DateFormat& format) {
  const auto date = read_date(text, format);
  return date ? date_text(*date) : "-";
}

DateFormat vote(std::initializer_list<const char*> values) {
  DateFormatVote ballot;
  for (const char* value : values) ballot.add(value, 1);
  return ballot.format();
}

TEST(DateReadingTest, TheColumnDecidesTheOrderOfDayAndMonth) {
  const DateFormat american = vote({"05/12/1990", "07/31/1985", "01/02/2000"});
  EXPECT_FALSE(american.day_first);
  EXPECT_EQ(read("05/12/1990", american), "1990-05-12");
  const DateFormat british = vote({"05/12/1990", "31/07/1985"});
  EXPECT_TRUE(british.day_first);
  EXPECT_EQ(read("05/12/1990", british), "1990-12-05");
  EXPECT_TRUE(vote({"05/12/1990"}).day_first);
}

TEST(DateReadingTest, TwoDigitYearsNeedTheWholeColumn) {
  EXPECT_TRUE(vote({"12.05.90", "01.02.03"}).two_digit_years);
  EXPECT_FALSE(vote({"12.05.90", "01.02.1903"}).two_digit_years);
  const DateFormat format = vote({"12.05.90", "01.02.03"});
  EXPECT_EQ(read("12.05.90", format), "1990-05-12");
  EXPECT_EQ(read("01.02.03", format), "2003-02-01");
}

TEST(DateReadingTest, ExcelNumbersNeedTheWholeColumn) {
  const DateFormat format = vote({"33005", "44561"});
  ASSERT_TRUE(format.is_excel_serial);
  EXPECT_EQ(read("44561", format), "2021-12-31");
  EXPECT_EQ(read("25569", format), "1970-01-01");
  EXPECT_FALSE(vote({"33005", "12.05.1990"}).is_excel_serial);
}

TEST(DateReadingTest, SaysWhenNothingDecidesTheOrder) {
  DateFormatVote ballot;
  ballot.add("05/12/1990", 1);
  EXPECT_TRUE(ballot.is_ambiguous());
  ballot.add("25/12/1990", 1);
  EXPECT_FALSE(ballot.is_ambiguous());
}

RC_GTEST_PROP(DateReadingProperty, EveryDayReadsBackInEveryForm, ()) {
  using namespace std::chrono;
  const int offset = *rc::gen::inRange(-200'000, 40'000);
  const year_month_day day{sys_days{days{offset}}};
  const PartialDate date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                         static_cast<int>(static_cast<unsigned>(day.day()))};
  const std::string iso = date_text(date);
  RC_ASSERT(read(iso, {}) == iso);
  const std::string year = iso.substr(0, 4), month = iso.substr(5, 2), of_month = iso.substr(8, 2);
  RC_ASSERT(read(of_month + "." + month + "." + year, {}) == iso);
  RC_ASSERT(read(year + month + of_month, {}) == iso);
  DateFormat american;
  american.day_first = false;
  RC_ASSERT(read(month + "/" + of_month + "/" + year, american) == iso);
}

RC_GTEST_PROP(DateReadingProperty, NoTextEndsTheReader, (const std::string& text)) {
  const auto date = read_date(text, {});
  RC_ASSERT(!date || is_real_date(*date));
}

}  // namespace
}  // namespace byname
