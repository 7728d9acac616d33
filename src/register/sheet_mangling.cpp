// SPDX-License-Identifier: Apache-2.0
#include "register/sheet_mangling.hpp"

#include <algorithm>

#include "names/comparable_values.hpp"

namespace byname {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string date_in(std::string_view text) {
  std::string value;
  value_reader(Role::kBirthDate, {})(value, text);
  return value;
}

std::string_view without_zeros(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  return text;
}

// "3.80E+11", "3,80E+11"
bool is_rounded_number(std::string_view text) {
  const std::size_t e = text.find_first_of("Ee");
  if (e == text.npos || e == 0 || e + 1 >= text.size()) return false;
  std::string_view exponent = text.substr(e + 1);
  if (exponent[0] == '+') exponent.remove_prefix(1);
  return are_digits(exponent) && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(e),
                                             [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

}  // namespace

std::string mangling_of(std::string_view was, std::string_view is) {
  if (was == is || was.empty() || is.empty()) return "";
  const std::string_view number = without_zeros(was);
  const bool is_number = are_digits(number);
  if (is_number && was != number && without_zeros(is) == number) return "leading zeros or the sign are lost";
  if (is_number && is_rounded_number(is)) return "a long number was rounded";
  const std::string date = date_in(was);
  if (date.empty()) return "";
  if (are_digits(is) && (is.size() == 4 || is.size() == 5) && !are_digits(was))
    return is.size() == 5 ? "a date became the number of a day" : "";
  const bool has_date_form = std::count_if(is.begin(), is.end(), is_digit) >= 3 && !are_digits(is);
  if (!has_date_form) return "";
  // The same date in another form; or one whose year has lost its century.
  if (date_in(is) == date) return "a date stands in another form";
  const bool has_whole_year = was.size() >= 4 && is.find(was.substr(0, 4)) != is.npos;
  return !has_whole_year && is.size() <= 8 && was.size() == 10 ? "a date has lost its century" : "";
}

}  // namespace byname
