// SPDX-License-Identifier: Apache-2.0
#include "names/date_agreement.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "names/case_file.hpp"
#include "reference/date_agreement.hpp"

namespace byname {
namespace {

UncertainDate date_of(const std::string& text) {
  const DateReading reading = read_date_phrase(text, {});
  EXPECT_TRUE(std::holds_alternative<UncertainDate>(reading)) << text;
  return std::get<UncertainDate>(reading);
}

TEST(DateAgreementTest, Cases) {
  for (const Case& c : read_cases("date_agreement.tsv")) {
    const PreparedDate a = prepare_date(date_of(c.cells[0])), b = prepare_date(date_of(c.cells[1]));
    EXPECT_EQ(agreement_name(date_agreement(a, b)), c.cells[2]) << c.place;
    EXPECT_EQ(agreement_name(date_agreement(b, a)), c.cells[2]) << c.place << " turned round";
  }
}

TEST(DateAgreementTest, FarYearsAndOpenEndsDoNotOverflow) {
  const PreparedDate open = prepare_date(date_of("../1985"));
  const PreparedDate far_away = prepare_date(date_of("Y170000002"));
  EXPECT_EQ(date_agreement(open, far_away), DateAgreement::kConflict);
  EXPECT_EQ(date_agreement(open, prepare_date(date_of("Y-170000002"))), DateAgreement::kOverlapWide);
}

/// Dates near one another, so that slips and overlaps occur.
UncertainDate any_date() {
  const CalendarDay day = calendar_day(*rc::gen::inRange<std::int64_t>(7'000, 7'900));
  const int precision = *rc::gen::inRange(0, 5);
  EdtfDate date = precision == 0   ? edtf_year(day.year)
                  : precision == 1 ? edtf_month(day.year, day.month)
                                   : edtf_day(day);
  if (precision == 3) std::swap(date.month, date.day);
  if (precision == 3 && date.month > 12) date = edtf_month(day.year, 21);
  if (precision == 4) date.year += *rc::gen::element(-10, -1, 1, 10, 100);
  if (!days_of(date)) date = edtf_year(day.year);
  add_doubt(date, *rc::gen::element<std::uint8_t>(0, 0, 0, 1, 2, 3));
  Edtf edtf{EdtfKind::kDate, {edtf_part(date)}};
  const DaySpan days = *days_of(edtf);
  return {edtf, days, doubts_of(edtf)};
}

RC_GTEST_PROP(DateAgreementProperty, AsTheSlowTwinSays, ()) {
  const UncertainDate a = any_date(), b = any_date();
  const DateAgreement fast = date_agreement(prepare_date(a), prepare_date(b));
  RC_TAG(std::string(agreement_name(fast)));
  RC_ASSERT(fast == reference::SlowDateAgreement(a, b).agreement());
  RC_ASSERT(fast == date_agreement(prepare_date(b), prepare_date(a)));
}

}  // namespace
}  // namespace byname
