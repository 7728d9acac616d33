// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// What a number format of a workbook makes of a number.
struct NumberFormat {
  bool has_year = false;
  bool has_month = false;
  bool has_day = false;
  bool has_hours = false;
  bool has_seconds = false;
  bool is_duration = false;  ///< "[h]:mm", "[m]", "[s]": hours may be over 23
  bool is_percent = false;
  int min_digits = 0;  ///< "00000": whole numbers are filled up with zeros
  bool is_date() const { return has_year || has_month || has_day; }
  bool is_time() const { return has_hours || has_seconds; }
};

/// Reads a format as the workbook has it, such as "dd.mm.yyyy;@". What is unknown in it is a plain number.
NumberFormat read_number_format(std::string_view code);
/// The formats that have a number and no text, by ECMA-376 part 1, 18.8.30.
NumberFormat builtin_number_format(int id);

/// Writes the number of a cell, given as the workbook stores it ("0.10000000000000001"), as people see it:
/// at most 15 digits ("0.1"), with an exponent only from 1e21 on; a date as ISO 8601, no finer than its
/// format shows (1985, 1985-03, 1985-03-07, 1985-03-07 14:05), `is_1904`: days are counted from 1904. A
/// number of days that is no date (below 1, or after the year 9999) stays a number; so does what is no number
/// at all.
std::string number_text(std::string_view stored, const NumberFormat& format, bool is_1904);

}  // namespace byname
