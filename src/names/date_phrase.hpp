// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "names/date_items.hpp"
#include "names/edtf.hpp"
#include "names/phrase_date.hpp"

namespace byname {

/// A date that is known in part.
struct UncertainDate {
  Edtf edtf;
  DaySpan days;                ///< the first and last day it may be
  std::uint8_t doubt = kSure;  ///< EdtfDoubt of any part
};

/// What a text says about a date, or why that cannot be told. Nothing is guessed.
using DateReading = std::variant<UncertainDate, DateRefusal>;

/// Reads a date in Russian, Ukrainian or English, in words or numbers, or in EDTF. docs/dates.md has the
/// rules. An age ("34 года") gives the span of the birth, if the reference has a day.
DateReading read_date_phrase(std::string_view text, const DateReference& reference);

/// The same for a phrase that is split already and is no age.
DateReading read_date_items(const std::vector<DateItem>& items, const DateReference& reference);

/// The days of birth of one who was `first_age` to `last_age` full years old on some day of `days`.
DaySpan birth_days(int first_age, int last_age, const DaySpan& days);

/// "5 May 2022", "some day from 1 to 10 March 2022", "1994 (about)": a reading in words.
std::string describe(const UncertainDate& date);

/// "2022-05-05"; empty for an end that is not known.
std::string day_text(std::int64_t day_number);

}  // namespace byname
