// SPDX-License-Identifier: Apache-2.0
// Reads any bytes as a date: an ordered span or a refusal; what is written as EDTF is read back as the same
// days.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "compare/date_kernel.hpp"
#include "names/comparable_date.hpp"

namespace {

void check(bool condition) {
  if (!condition) std::abort();
}

void check_date(const byname::UncertainDate& date) {
  check(date.days.earliest <= date.days.latest);
  const auto again = byname::read_edtf(byname::write_edtf(date.edtf));
  check(again.has_value() && byname::days_of(*again) == date.days);
  check(byname::doubts_of(*again) == date.doubt);
  check(!byname::describe(date).empty());
  const std::string comparable = byname::comparable_date(date);
  if (comparable.empty()) return;
  const byname::DateValue value = byname::parse_comparable_date(comparable);
  check(value.first_day <= value.last_day);
  check(byname::date_gamma(value, value) >= byname::kDateOverlapWide);
}

void check_reading(std::string_view text, const byname::DateReference& reference) {
  const byname::DateReading reading = byname::read_date_phrase(text, reference);
  if (const auto* date = std::get_if<byname::UncertainDate>(&reading)) {
    check_date(*date);
  } else {
    check(!std::get<byname::DateRefusal>(reading).text.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_reading(text, {});
  check_reading(text, {std::nullopt, byname::DaySpan{19'000, 19'030}, true});
  check_reading(text, {2024, std::nullopt, false});
  if (const auto edtf = byname::read_edtf(text)) check(byname::read_edtf(byname::write_edtf(*edtf)) == edtf);
  return 0;
}
