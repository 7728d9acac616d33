// SPDX-License-Identifier: Apache-2.0
#include "names/comparable_date.hpp"

#include <gtest/gtest.h>

#include "names/case_file.hpp"

namespace byname {
namespace {

std::string comparable(const std::string& text, const DateFormat& format) {
  std::string out;
  append_comparable_date(out, text, format);
  return out.empty() ? "-" : out;
}

TEST(ComparableDateTest, Cases) {
  for (const Case& c : read_cases("comparable_dates.tsv"))
    EXPECT_EQ(comparable(c.cells[0], {}), c.cells[1]) << c.place << " '" << c.cells[0] << "'";
}

TEST(ComparableDateTest, TheFormatOfTheColumnDecidesWhatNumbersMean) {
  EXPECT_EQ(comparable("03.04.90", {true, true, false}), "1990-04-03");
  EXPECT_EQ(comparable("03/04/1990", {false, false, false}), "1990-03-04");
  EXPECT_EQ(comparable("03.04.90", {}), "-");
}

TEST(ComparableDateTest, AYearIsKnownOnlyWhereItIsOne) {
  EXPECT_EQ(year_of_comparable("1990"), 1990);
  EXPECT_EQ(year_of_comparable("1990-05-12?"), 1990);
  EXPECT_EQ(year_of_comparable("2022-03-01/2022-03-10"), 2022);
  EXPECT_EQ(year_of_comparable("1990/1999"), 0);
  EXPECT_EQ(year_of_comparable("../1989"), 0);
  EXPECT_EQ(year_of_comparable(""), 0);
}

}  // namespace
}  // namespace byname
