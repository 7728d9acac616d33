// SPDX-License-Identifier: Apache-2.0
#include "table/cell_format.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

std::string shown(std::string_view stored, std::string_view code, bool is_1904 = false) {
  return number_text(stored, read_number_format(code), is_1904);
}

TEST(NumberText, HasNoFalseDigits) {
  EXPECT_EQ(shown("0.10000000000000001", "General"), "0.1");
  EXPECT_EQ(shown("3.2999999999999998", "#,##0.00"), "3.3");
  EXPECT_EQ(shown("1985", "General"), "1985");
  EXPECT_EQ(shown("1985.0", "0"), "1985");
  EXPECT_EQ(shown("-0", "General"), "-0");
  EXPECT_EQ(shown("1.5E+5", "General"), "150000");
  EXPECT_EQ(shown("1.0000000000000001E-5", "General"), "0.00001");
}

TEST(NumberText, KeepsAllDigitsOfALongNumber) {
  EXPECT_EQ(shown("12345678901234567890", "General"), "12345678901234567890");
  EXPECT_EQ(shown("7.7020123456789E+19", "General"), "77020123456789000000");
}

TEST(NumberText, LeavesAloneWhatIsNoNumber) {
  EXPECT_EQ(shown("", "General"), "");
  EXPECT_EQ(shown("1,5", "General"), "1,5");
  EXPECT_EQ(shown("inf", "yyyy"), "inf");
  EXPECT_EQ(shown("1e999", "General"), "1e999");
}

TEST(NumberText, FillsUpAndShowsPercents) {
  EXPECT_EQ(shown("1701", "00000"), "01701");
  EXPECT_EQ(shown("-7", "000"), "-007");
  EXPECT_EQ(shown("0.125", "0.0%"), "12.5%");
}

TEST(NumberText, WritesDatesAsFarAsTheirFormatShowsThem) {
  EXPECT_EQ(shown("33005", "dd.mm.yyyy"), "1990-05-12");
  EXPECT_EQ(shown("33005.9", "d mmmm yyyy \"h.\""), "1990-05-12");
  EXPECT_EQ(shown("33005", "yyyy"), "1990");
  EXPECT_EQ(shown("33005", "mmm-yy"), "1990-05");
  EXPECT_EQ(shown("33005.5", "dd/mm/yyyy hh:mm"), "1990-05-12 12:00");
  EXPECT_EQ(shown("33005.500011574", "dd/mm/yyyy hh:mm"), "1990-05-12 12:00:01");
  EXPECT_EQ(shown("33005", "dd/mm/yyyy hh:mm"), "1990-05-12");
  EXPECT_EQ(shown("33005.25", "m/d/yyyy h:mm AM/PM"), "1990-05-12 06:00");
  EXPECT_EQ(shown("33005", "[$-419]d mmm yyyy;@"), "1990-05-12");
}

TEST(NumberText, CountsDaysFrom1900AndFrom1904) {
  EXPECT_EQ(shown("1", "yyyy-mm-dd"), "1900-01-01");
  EXPECT_EQ(shown("59", "yyyy-mm-dd"), "1900-02-28");
  EXPECT_EQ(shown("60", "yyyy-mm-dd"), "1900-02-29");
  EXPECT_EQ(shown("61", "yyyy-mm-dd"), "1900-03-01");
  EXPECT_EQ(shown("2958465", "yyyy-mm-dd"), "9999-12-31");
  EXPECT_EQ(shown("0", "yyyy-mm-dd", true), "1904-01-01");
  EXPECT_EQ(shown("31543", "yyyy-mm-dd", true), "1990-05-12");
}

TEST(NumberText, LeavesANumberThatIsNoDay) {
  EXPECT_EQ(shown("0", "yyyy-mm-dd"), "0");
  EXPECT_EQ(shown("-3", "yyyy-mm-dd"), "-3");
  EXPECT_EQ(shown("2958466", "yyyy-mm-dd"), "2958466");
  EXPECT_EQ(shown("1e300", "yyyy-mm-dd"), shown("1e300", "General"));
}

TEST(NumberText, WritesTimes) {
  EXPECT_EQ(shown("0.5", "h:mm"), "12:00");
  EXPECT_EQ(shown("1.5", "[h]:mm"), "36:00");
  EXPECT_EQ(shown("0.000694444", "mm:ss"), "00:01:00");
  EXPECT_EQ(shown("1.5", "[m]"), "36:00");
  EXPECT_EQ(shown("1.5", "[mm]:ss"), "36:00:00");
  EXPECT_EQ(shown("1.5", "[s]"), "36:00:00");
}

TEST(ReadNumberFormat, TakesNoTextForADate) {
  for (const char* code :
       {"General", "0.00E+00", "#,##0 \"days\"", "[Red]0", "\\d0", "@", "", "[", "\"", "_", "0;dd.mm"})
    EXPECT_FALSE(read_number_format(code).is_date()) << code;
}

TEST(BuiltinNumberFormat, KnowsDates) {
  EXPECT_TRUE(builtin_number_format(14).is_date());
  EXPECT_TRUE(builtin_number_format(22).is_time());
  EXPECT_FALSE(builtin_number_format(20).is_date());
  EXPECT_FALSE(builtin_number_format(0).is_date());
  EXPECT_TRUE(builtin_number_format(10).is_percent);
}

}  // namespace
}  // namespace byname
