// SPDX-License-Identifier: Apache-2.0
#include "names/comparable_values.hpp"

#include <fmt/format.h>

#include "names/case_number.hpp"
#include "names/comparable_date.hpp"
#include "names/contact_values.hpp"
#include "names/event_words.hpp"
#include "names/place_folding.hpp"
#include "names/place_reading.hpp"
#include "text/normalise.hpp"
#include "text/transliterate.hpp"

namespace byname {

namespace {

/// A maiden name in brackets is no part of the name that is compared, unless nothing else is there.
std::string_view without_trailing_brackets(std::string_view text) {
  const std::size_t open = text.find('(');
  return open == text.npos || open == 0 ? text : text.substr(0, open);
}

void append_name(std::string& out, std::string_view text) {
  append_latin_words(out, without_trailing_brackets(text));
}

void append_romanised_name(std::string& out, std::string_view text) {
  out += fold_romanised(latin_words(without_trailing_brackets(text)));
}

ValueReader date_reader(const DateFormat& format) {
  return [format](std::string& out, std::string_view text) { append_comparable_date(out, text, format); };
}

ValueReader number_reader(int least, int most) {
  return [least, most](std::string& out, std::string_view text) {
    const auto number = read_age(text);
    if (number && *number >= least && *number <= most) out += fmt::format("{}", *number);
  };
}

ValueReader year_reader() {
  return [](std::string& out, std::string_view text) {
    std::string date;
    append_comparable_date(date, text, {});
    if (const int year = year_of_comparable(date); year != 0) out += fmt::format("{:04}", year);
  };
}

ValueReader sex_reader(bool digits_count) {
  return [digits_count](std::string& out, std::string_view text) {
    if (const char sex = read_sex(text, digits_count); sex != 0) out.push_back(sex);
  };
}

}  // namespace

ValueReader value_reader(Role role, const ReadingRules& rules) {
  switch (role) {
    case Role::kName:
    case Role::kGiven:
    case Role::kGiven2:
    case Role::kFamily:
    case Role::kPatronymic:
      return rules.reads_eastern_names ? append_romanised_name : append_name;
    case Role::kSex:
      return sex_reader(rules.sex_digits_count);
    case Role::kBirthDate:
    case Role::kEventDate:
    case Role::kDeathDate:
      return date_reader(rules.date_format);
    case Role::kBirthYear:
      return year_reader();
    case Role::kBirthMonth:
      return number_reader(1, 12);
    case Role::kBirthDay:
      return number_reader(1, 31);
    case Role::kAge:
      return number_reader(0, 120);
    case Role::kPlace:
    case Role::kRegion:
      return rules.reads_eastern_names ? append_known_place : append_place;
    case Role::kAddress:
      return append_address;
    case Role::kPostcode:
      return append_postcode;
    case Role::kEmail:
      return append_emails;
    case Role::kPhone:
      return append_phones;
    case Role::kNumber:
      return append_numbers;
    case Role::kCategory:
      return [](std::string& out, std::string_view text) { append_latin_words(out, text); };
    case Role::kEvent:
      return [](std::string& out, std::string_view text) { out += event_type_of(text).value_or(""); };
    case Role::kCase:
      return [](std::string& out, std::string_view text) { out += case_number_key(text); };
    case Role::kCourt:
      return [](std::string& out, std::string_view text) { out += court_key(text); };
    default:
      return [](std::string&, std::string_view) {};
  }
}

}  // namespace byname
