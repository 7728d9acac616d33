// SPDX-License-Identifier: Apache-2.0
#include "names/event_words.hpp"

#include <gtest/gtest.h>

#include "names/case_number.hpp"
#include "rules/status_table.hpp"

namespace byname {
namespace {

TEST(EventTypeOf, ReadsWordsOfThreeLanguages) {
  for (const char* word :
       {"sentence", "Sentenced", " VERDICT ", "приговор", "Осуждена", "вирок", "ЗАСУДЖЕНИЙ", "prigovor"})
    EXPECT_EQ(event_type_of(word), "sentence") << word;
  EXPECT_EQ(event_type_of("лишение свободы"), "imprisonment");
  EXPECT_EQ(event_type_of("border_exit"), "border_exit");
  EXPECT_EQ(event_type_of("Виїхала"), "border_exit");
  EXPECT_EQ(event_type_of("пропал без вести"), "disappearance");
}

TEST(EventTypeOf, ReadsNoPartOfACell) {
  for (const char* word : {"", "interviewed", "sentenced to three years", "no sentence", "-"})
    EXPECT_EQ(event_type_of(word), std::nullopt) << word;
  EXPECT_EQ(event_type_of(std::string(1'000'000, 'x')), std::nullopt);
}

TEST(EventTypeOf, KnowsEveryTypeByItsName) {
  for (const std::string_view type : kEventTypes) EXPECT_EQ(event_type_of(type), type);
}

TEST(CaseNumberKey, EvensOutSpellingAlone) {
  for (const char* number :
       {"1-23/2021", " 1 - 23 / 2021", "№ 1-23/2021", "№1–23/2021", "No. 1-23/2021", "N 1-23/2021"})
    EXPECT_EQ(case_number_key(number), "1-23/2021") << number;
  EXPECT_NE(case_number_key("1-23/2021"), case_number_key("1-23/2022"));
  EXPECT_NE(case_number_key("1-23/2021"), case_number_key("1-23/21"));
  EXPECT_EQ(case_number_key("north 7"), "north 7");
}

TEST(CaseId, IsOfCourtAndNumber) {
  EXPECT_EQ(case_id(court_key(" Lesnoi  Court"), case_number_key("1 - 2")), "lesnoi court / 1-2");
  EXPECT_EQ(case_id("", "1-2"), "1-2");
  EXPECT_EQ(case_id("lesnoi court", ""), "");
  EXPECT_NE(case_id(court_key("a / b"), "c"), case_id(court_key("a"), case_number_key("b / c")));
}

}  // namespace
}  // namespace byname
