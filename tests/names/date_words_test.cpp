// SPDX-License-Identifier: Apache-2.0
#include "names/date_words.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "names/number_words.hpp"
#include "names/place_words.hpp"

namespace byname {
namespace {

template <typename Table>
std::string message_of(const std::string& rows) {
  try {
    const Table made("words", rows);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(DateWordsTest, MalformedRowsFailWithTableAndLine) {
  EXPECT_EQ(message_of<DateWords>("# remark\nmonth\t1\tjanuary|jan\n"), "");
  EXPECT_EQ(message_of<DateWords>("# remark\nmonths\t1\tjanuary\n"), "words:2: no meaning 'months'");
  EXPECT_EQ(message_of<DateWords>("month\tone\tjanuary\n"), "words:1: 'one' is no number");
  EXPECT_EQ(message_of<DateWords>("month\t1\tjan\n\nmonth\t2\tjan\n"),
            "words:3: 'jan' stands above with another meaning");
  EXPECT_EQ(message_of<DateWords>("month\t1\tjan||feb\n"), "words:1: '' is no word");
}

TEST(DateWordsTest, TheLongestFormIsFound) {
  const DateWords words("words", "silent\t0\tnot\nby\t0\tnot later than\n");
  const auto tokens = split_date_text("Not later than");
  EXPECT_EQ(words.find(tokens, 0).num_tokens, 3U);
  EXPECT_EQ(words.find(tokens, 0).meaning->word, DateWord::kBy);
  EXPECT_EQ(words.find(tokens, 1).meaning, nullptr);
  EXPECT_EQ(words.find(split_date_text("not earlier"), 0).meaning->word, DateWord::kSilent);
}

TEST(PlaceWordsTest, MalformedRowsFailWithTableAndLine) {
  EXPECT_EQ(message_of<PlaceWords>("town\tbefore\tcity of\n"), "");
  EXPECT_EQ(message_of<PlaceWords>("town\tunder\tcity of\n"), "words:1: 'under' is not known");
  EXPECT_EQ(message_of<PlaceWords>("town\tbefore\tcity|city\n"), "words:1: 'city' stands twice");
}

NumberWords number_of(const char* text) { return read_number_words(split_date_text(text), 0); }

TEST(NumberWordsTest, GoesOnFromLargeToSmall) {
  EXPECT_EQ(number_of("две тысячи двадцать второго").value, 2022);
  EXPECT_TRUE(number_of("две тысячи двадцать второго").is_ordinal);
  EXPECT_EQ(number_of("twenty-first").value, 21);
  EXPECT_EQ(number_of("nineteen ninety").value, 1990);
  EXPECT_EQ(number_of("nineteen hundred five").value, 1905);
  EXPECT_EQ(number_of("two thousand and five").value, 2005);
  EXPECT_EQ(number_of("двадцать третьего пятого").value, 23);  // the ordinal ends it
  EXPECT_EQ(number_of("пять двадцать").num_tokens, 1U);
  EXPECT_TRUE(number_of("девяностые").is_plural);
  EXPECT_EQ(number_of("мая").num_tokens, 0U);
}

}  // namespace
}  // namespace byname
