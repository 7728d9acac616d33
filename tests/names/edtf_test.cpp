// SPDX-License-Identifier: Apache-2.0
#include "names/edtf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "names/case_file.hpp"
#include "names/date_phrase.hpp"

namespace byname {
namespace {

std::string cell(const Case& c, std::size_t i) { return i < c.cells.size() ? c.cells[i] : ""; }

TEST(EdtfTest, CasesAreReadAndWritten) {
  for (const Case& c : read_cases("edtf.tsv")) {
    const auto edtf = read_edtf(c.cells[0]);
    EXPECT_EQ(edtf ? write_edtf(*edtf) : "-", c.cells[1]) << c.place;
    if (!edtf) continue;
    const DaySpan days = days_of(*edtf).value();
    EXPECT_EQ(day_text(days.earliest), cell(c, 2)) << c.place;
    EXPECT_EQ(day_text(days.latest), cell(c, 3)) << c.place;
  }
}

TEST(EdtfTest, WrittenTextGivesTheSameDaysAndDoubts) {
  for (const Case& c : read_cases("edtf.tsv")) {
    const auto edtf = read_edtf(c.cells[0]);
    if (!edtf) continue;
    const auto again = read_edtf(write_edtf(*edtf));
    ASSERT_TRUE(again.has_value()) << c.place;
    EXPECT_EQ(*again, *edtf) << c.place;
  }
}

}  // namespace
}  // namespace byname
