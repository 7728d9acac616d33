// SPDX-License-Identifier: Apache-2.0
#include "names/date_phrase.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "names/case_file.hpp"

namespace byname {
namespace {

DateReference reference_of(const Case& c) {
  DateReference reference;
  for (std::size_t i = 2; i < c.cells.size(); ++i) {
    const std::string& cell = c.cells[i];
    if (cell.starts_with("year=")) reference.year = std::stoi(cell.substr(5));
    if (cell.starts_with("day=")) reference.day = days_of(read_edtf(cell.substr(4)).value());
    if (cell == "month_first") reference.is_month_first = true;
  }
  return reference;
}

/// The cells that a reading should have in a case file: EDTF, or "-" and the kind of the refusal.
std::string cells_of(const DateReading& reading) {
  if (const auto* refusal = std::get_if<DateRefusal>(&reading))
    return "-\t" + std::string(refusal_name(refusal->kind));
  return write_edtf(std::get<UncertainDate>(reading).edtf);
}

void check_phrases(const std::string& file) {
  for (const Case& c : read_cases(file)) {
    ASSERT_GE(c.cells.size(), 2U) << c.place;
    const std::string expected = c.cells[1] == "-" ? "-\t" + c.cells.at(2) : c.cells[1];
    const DateReading reading = read_date_phrase(c.cells[0], reference_of(c));
    EXPECT_EQ(cells_of(reading), expected) << c.place << " '" << c.cells[0] << "'";
  }
}

TEST(DatePhraseTest, Russian) { check_phrases("date_phrases_ru.tsv"); }
TEST(DatePhraseTest, Ukrainian) { check_phrases("date_phrases_uk.tsv"); }
TEST(DatePhraseTest, English) { check_phrases("date_phrases_en.tsv"); }
TEST(DatePhraseTest, Numbers) { check_phrases("date_phrases_numeric.tsv"); }

void check_reading(const DateReading& reading) {
  const auto* date = std::get_if<UncertainDate>(&reading);
  if (date == nullptr) return;
  RC_ASSERT(date->days.earliest <= date->days.latest);
  const auto again = read_edtf(write_edtf(date->edtf));
  RC_ASSERT(again.has_value());
  RC_ASSERT(days_of(*again) == date->days);
  RC_ASSERT(doubts_of(*again) == date->doubt);
}

std::vector<std::string> all_phrases() {
  std::vector<std::string> phrases;
  for (const char* file :
       {"date_phrases_ru.tsv", "date_phrases_uk.tsv", "date_phrases_en.tsv", "date_phrases_numeric.tsv"}) {
    for (const Case& c : read_cases(file)) phrases.push_back(c.cells[0]);
  }
  return phrases;
}

std::vector<std::string> words_of(const std::vector<std::string>& phrases) {
  std::vector<std::string> words;
  for (const std::string& phrase : phrases) {
    for (std::size_t begin = 0; begin <= phrase.size();) {
      const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
      words.push_back(phrase.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return words;
}

RC_GTEST_PROP(DatePhraseProperty, AnyOrderOfWordsGivesAnOrderedSpanOrARefusal, ()) {
  static const std::vector<std::string> words = words_of(all_phrases());
  std::string text;
  for (const std::string& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words)))
    text += word + " ";
  DateReference reference;
  reference.day = DaySpan{19'000, 19'100};
  check_reading(read_date_phrase(text, {}));
  check_reading(read_date_phrase(text, reference));
}

RC_GTEST_PROP(DatePhraseProperty, AnyTextGivesAnOrderedSpanOrARefusal, (const std::string& text)) {
  check_reading(read_date_phrase(text, {}));
}

RC_GTEST_PROP(DatePhraseProperty, EveryDayIsReadInEveryLanguage, ()) {
  const CalendarDay day = calendar_day(*rc::gen::inRange<std::int64_t>(-300'000, 40'000));
  constexpr std::array<const char*, 12> kUkrainian = {"січня",   "лютого", "березня",   "квітня",
                                                      "травня",  "червня", "липня",     "серпня",
                                                      "вересня", "жовтня", "листопада", "грудня"};
  constexpr std::array<const char*, 12> kEnglish = {"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};
  const auto month = static_cast<std::size_t>(day.month - 1);
  const std::string year = std::to_string(day.year), number = std::to_string(day.day);
  const std::string iso = day_text(day_number(day));
  for (const std::string& text : {number + " " + kUkrainian[month] + " " + year + " року",
                                  std::string(kEnglish[month]) + " " + number + ", " + year,
                                  number + "." + std::to_string(day.month) + "." + year}) {
    const DateReading reading = read_date_phrase(text, {});
    RC_ASSERT(cells_of(reading) == iso);
    RC_ASSERT(std::get<UncertainDate>(reading).days == (DaySpan{day_number(day), day_number(day)}));
  }
}

TEST(DatePhraseTest, AnAgeGivesTheDaysOfBirth) {
  const std::int64_t day = day_number({2022, 5, 3});
  const DaySpan birth = birth_days(34, 34, {day, day});
  EXPECT_EQ(day_text(birth.earliest), "1987-05-04");
  EXPECT_EQ(day_text(birth.latest), "1988-05-03");
  const std::int64_t leap_day = day_number({2024, 2, 29});
  const DaySpan leap_birth = birth_days(1, 1, {leap_day, leap_day});
  EXPECT_EQ(day_text(leap_birth.earliest), "2022-03-01");
  EXPECT_EQ(day_text(leap_birth.latest), "2023-02-28");
}

/// Full years of one born on `birth`, on `day`: the definition that birth_days() turns round.
int age_on(const CalendarDay& birth, const CalendarDay& day) {
  const bool had_birthday = day.month > birth.month || (day.month == birth.month && day.day >= birth.day);
  return static_cast<int>(day.year - birth.year) - (had_birthday ? 0 : 1);
}

RC_GTEST_PROP(DatePhraseProperty, EverybodyIsBornInTheSpanOfTheAge, ()) {
  const std::int64_t born = *rc::gen::inRange<std::int64_t>(-30'000, 10'000);
  const std::int64_t day = born + *rc::gen::inRange<std::int64_t>(0, 36'000);
  const int age = age_on(calendar_day(born), calendar_day(day));
  const DaySpan birth = birth_days(age, age, {day, day});
  RC_ASSERT(birth.earliest <= born && born <= birth.latest);
  RC_ASSERT(age_on(calendar_day(birth.earliest), calendar_day(day)) == age);
  RC_ASSERT(age_on(calendar_day(birth.earliest - 1), calendar_day(day)) == age + 1);
}

}  // namespace
}  // namespace byname
