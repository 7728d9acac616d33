// SPDX-License-Identifier: Apache-2.0
#include "text/normalise.hpp"

#include <chrono>
#include <gtest/gtest.h>
#include <string>

#include "text/transliterate.hpp"
#include "text/utf8.hpp"

namespace byname {
namespace {

TEST(Utf8Test, ReadsBackWhatItWrites) {
  const std::string text = "aя€𝄞";
  EXPECT_EQ(to_utf8(to_utf32(text)), text);
  EXPECT_EQ(num_code_points(text), 4u);
}

TEST(Utf8Test, BadBytesBecomeReplacementsAndNothingIsSkipped) {
  EXPECT_EQ(to_utf32("a\xFFz"), U"a\uFFFDz");
  EXPECT_EQ(to_utf32("\xC3"), U"\uFFFD");
  EXPECT_EQ(to_utf32("\xED\xA0\x80").size(), 3u);  // a surrogate
  EXPECT_EQ(to_utf32("\xC0\x80").size(), 2u);      // overlong
}

TEST(Utf8Test, TrimsAndShortensOnCharacterBorders) {
  EXPECT_EQ(trim(" \t\u00A0имя \u00A0"), "имя");
  EXPECT_EQ(shorten("Гордеева", 3), "Гор…");
  EXPECT_EQ(shorten("Гор", 3), "Гор");
}

TEST(NormaliseTest, FoldsCaseMarksAndSpaces) {
  EXPECT_EQ(fold_text("  ÉMILE \u00A0 Zola "), "emile zola");
  EXPECT_EQ(fold_text("Straße"), "strasse");
  EXPECT_EQ(fold_text("Łukasz Ørsted"), "lukasz orsted");
  EXPECT_EQ(fold_text("Ｆｕｌｌ"), "full");
}

TEST(NormaliseTest, UnifiesHyphensApostrophesAndInvisibles) {
  EXPECT_EQ(fold_text("Даши\u2011Доржиев"), "даши-доржиев");
  EXPECT_EQ(fold_text("Д\u2019яченко"), fold_text("Д\u02BCяченко"));
  EXPECT_EQ(fold_text("Ива\u00ADнов\u200B"), "иванов");
}

TEST(NormaliseTest, KeepsCyrillicLettersThatMarksMake) {
  EXPECT_EQ(fold_text("Сергеи\u0306"), "сергей");  // decomposed й
  EXPECT_EQ(fold_text("Їжак"), "їжак");
  EXPECT_EQ(fold_text("СЕМЁНОВ"), "семенов");
  EXPECT_EQ(fold_text("Семе\u0308нов"), "семенов");
}

TEST(NormaliseTest, RepairsLookAlikesInBothDirections) {
  EXPECT_EQ(fold_text("Ивaнoв"), "иванов");
  EXPECT_EQ(fold_text("Smitһ"), "smitһ");  // U+04BB has no look-alike here: left as it is
  EXPECT_EQ(fold_text("Аdam"), "adam");
  EXPECT_EQ(fold_text("Bладимир"), "владимир");
  EXPECT_EQ(fold_text("Иван Smith"), "иван smith");
  EXPECT_EQ(fold_text("Zйq"), "zйq");  // both have letters of their own: nothing to repair
}

TEST(NormaliseTest, LatinWordsOfEveryScript) {
  EXPECT_EQ(latin_words("О'Нил-Петров"), "onil petrov");
  EXPECT_EQ(latin_words("O'Brien,  Mary-Ann"), "obrien mary ann");
  EXPECT_EQ(latin_words("Щукина Юлия"), "shchukina yuliya");
  EXPECT_EQ(latin_words("Подгорный"), "podgorny");
  EXPECT_EQ(latin_words("Згурський"), latin_words("Згурский"));
  EXPECT_EQ(latin_words("Μαρία"), "maria");
  EXPECT_TRUE(is_ascii(latin_words("გიორგი")));
  EXPECT_EQ(latin_words("ⵣ Ⴀnna"), latin_words("ⵣ ⴀnna"));
  EXPECT_EQ(latin_words("ⵣ"), "ⵣ");  // no transliteration: it stays
  EXPECT_EQ(latin_words("  --  "), "");
}

TEST(NormaliseTest, FindsCyrillic) {
  EXPECT_TRUE(has_cyrillic("abc я"));
  EXPECT_TRUE(has_cyrillic("Ґ"));
  EXPECT_FALSE(has_cyrillic("naïve Ōsaka Αθήνα"));
}

TEST(NormaliseTest, FoldingTwiceChangesNothing) {
  for (const char* text : {"Ёлкина Ё.", "O’Neill—Ünal", "Ивaнoв  A.", "ﬁancé", "İstanbul", "أحمد"}) {
    EXPECT_EQ(fold_text(fold_text(text)), fold_text(text)) << text;
  }
}

TEST(TransliterateTest, RomanisationsOfOneNameMeet) {
  const auto fold = [](const char* text) { return fold_romanised(latin_words(text)); };
  EXPECT_EQ(fold("Aleksei"), fold("Алексей"));
  EXPECT_EQ(fold("Alexey"), fold("Алексей"));
  EXPECT_EQ(fold("Zghurskyi"), fold("Згурський"));
  EXPECT_EQ(fold("Nataliya"), fold("Наталья"));
  EXPECT_EQ(fold("Mykola"), fold("Микола"));
  EXPECT_EQ(fold("Ilia"), fold("Илья"));
  EXPECT_NE(fold("Ivanov"), fold("Иванцов"));
  EXPECT_NE(fold("Марина"), fold("Мария"));
}

TEST(NormaliseTest, AsciiIsFastEnoughForAMillionDistinctValues) {
  std::string words;
  const std::string text = "Anna-Maria O'Example of Somewhere 12";
  const auto start = std::chrono::steady_clock::now();
  constexpr int kRounds = 50'000;
  for (int i = 0; i < kRounds; ++i) {
    words.clear();
    append_latin_words(words, text);
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  EXPECT_EQ(words, "anna maria oexample of somewhere 12");
  EXPECT_LT(seconds, text.size() * double{kRounds} / 2e6) << "below 2 MB/s even unoptimised";
}

}  // namespace
}  // namespace byname
