// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "names/date_phrase.hpp"
#include "names/date_reading.hpp"

namespace byname {

/// The comparable form of a date (record_table.hpp): "YYYY", "YYYY-MM" or "YYYY-MM-DD" where it is just that;
/// else its first and last day, "2022-03-01/2022-03-10", or years, "1990/1999", with ".." for an open end. A
/// date marked '~' is widened on both sides by as much as it spans, a week at least; one marked '?' keeps the
/// mark. Empty for years outside 1000 to 2100.
std::string comparable_date(const UncertainDate& date);

/// Reads a value of a date column, numbers in the column's format and words as a phrase (date_phrase.hpp),
/// and appends its comparable form; nothing where it cannot be read without guessing.
void append_comparable_date(std::string& out, std::string_view text, const DateFormat& format);

/// The year of a comparable date, 0 where it may be one of several.
int year_of_comparable(std::string_view comparable);

}  // namespace byname
