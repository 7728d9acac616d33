// SPDX-License-Identifier: Apache-2.0
#include "expression/character_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

#include "expression/function_table.hpp"
#include "expression/regular_expression.hpp"
#include "table/utf8_text.hpp"

namespace byname {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST(CharacterText, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("Іван"), 4u);
  EXPECT_EQ(count_code_points("e\u0301"), 2u);
  EXPECT_EQ(count_code_points("😀x"), 2u);
  EXPECT_EQ(byte_offset("Іван", 2), 4u);
  EXPECT_EQ(byte_offset("Іван", 9), 8u);
  EXPECT_EQ(character_bytes("😀x", 0), 4u);
  EXPECT_EQ(last_character("xé"), 1u);
  EXPECT_EQ(last_character("é"), 0u);
  EXPECT_THAT(characters_of("aé😀"), testing::ElementsAre("a", "é", "😀"));
}

TEST(CharacterText, KnowsBlanksOfAnyWidth) {
  for (const char* blank : {" ", "\u00a0", "\u2003", "\u3000"}) EXPECT_TRUE(is_space(blank)) << blank;
  for (const char* other : {"\t", "\n", "\u200b", "x", "я"}) EXPECT_FALSE(is_space(other)) << other;
}

TEST(Substring, CountsFromOneAsDuckDb) {
  EXPECT_EQ(substring("Müller", 1, 3), "Mül");
  EXPECT_EQ(substring("Müller", 2, 1), "ü");
  EXPECT_EQ(substring("Müller", 2, kMost), "üller");
  EXPECT_EQ(substring("Müller", 7, 2), "");
  EXPECT_EQ(substring("", 1, 3), "");
}

TEST(Substring, TheStartZeroIsBeforeTheFirst) {
  EXPECT_EQ(substring("Müller", 0, 3), "Mü");
  EXPECT_EQ(substring("Müller", 0, 1), "");
  EXPECT_EQ(substring("Müller", 0, 0), "");
  EXPECT_EQ(substring("Müller", 0, kMost), "Müller");
  EXPECT_EQ(substring("Müller", 0, -3), "");
}

TEST(Substring, ANegativeStartCountsFromTheEnd) {
  EXPECT_EQ(substring("Müller", -2, 2), "er");
  EXPECT_EQ(substring("Müller", -6, 2), "Mü");
  EXPECT_EQ(substring("Müller", -7, 2), "M");
  EXPECT_EQ(substring("Müller", -9, 2), "");
  EXPECT_EQ(substring("Müller", -9, 4), "M");
  EXPECT_EQ(substring("Müller", kLeast, kMost), "Müller");
}

TEST(Substring, ANegativeLengthGoesToTheLeft) {
  EXPECT_EQ(substring("Müller", 4, -2), "ül");
  EXPECT_EQ(substring("Müller", 2, -5), "M");
  EXPECT_EQ(substring("Müller", -1, -2), "le");
  EXPECT_EQ(substring("Müller", 40, -1), "");
  EXPECT_EQ(substring("Müller", kMost, kLeast), "Müller");
}

RC_GTEST_PROP(SubstringProperty, IsAPartAndCutsNoCharacter, ()) {
  const auto pieces =
      *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "é", "и", "😀"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const auto start = *rc::gen::inRange<std::int64_t>(-20, 20);
  const auto length = *rc::gen::inRange<std::int64_t>(-20, 20);
  const std::string_view part = substring(text, start, length);
  RC_ASSERT(text.find(part) != std::string::npos);
  RC_ASSERT(is_valid_utf8(part));
  RC_ASSERT(count_code_points(part) <= static_cast<std::size_t>(std::abs(length)));
}

TEST(ReversedText, KeepsAccentsOnTheirLetters) {
  EXPECT_EQ(reversed_text("Іван"), "навІ");
  EXPECT_EQ(reversed_text("ne\u0301a"), "ae\u0301n");
  EXPECT_EQ(reversed_text(""), "");
}

TEST(LetterCase, GoesCharacterByCharacter) {
  EXPECT_EQ(lower_case("ÉCOLE Ґанок"), "école ґанок");
  EXPECT_EQ(lower_case("İ"), "i");
  EXPECT_EQ(lower_case("ΑΣ"), "ασ");
  EXPECT_EQ(upper_case("straße"), "STRAẞE");
  EXPECT_EQ(upper_case("їжак"), "ЇЖАК");
}

TEST(MatchesLike, PercentIsAnyTextAndUnderscoreOneCharacter) {
  EXPECT_TRUE(matches_like("John", "J%"));
  EXPECT_TRUE(matches_like("John", "%o_n"));
  EXPECT_TRUE(matches_like("Іван", "___н"));
  EXPECT_TRUE(matches_like("", "%"));
  EXPECT_TRUE(matches_like("", ""));
  EXPECT_TRUE(matches_like("aab", "%a%b"));
  EXPECT_TRUE(matches_like("mississippi", "%is%ip%"));
  EXPECT_TRUE(matches_like("100%", "100%"));
  EXPECT_FALSE(matches_like("", "_"));
  EXPECT_FALSE(matches_like("Іван", "________"));
  EXPECT_FALSE(matches_like("John", "john"));
  EXPECT_FALSE(matches_like("John", "Joh"));
  EXPECT_FALSE(matches_like("Joh", "John"));
  EXPECT_FALSE(matches_like("e\u0301", "_"));
  EXPECT_FALSE(matches_like("100%", "100\\%"));
}

TEST(MatchesLike, TakesNoExponentialTime) {
  std::string pattern;
  for (int i = 0; i < 500; ++i) pattern += "%a";
  EXPECT_FALSE(matches_like(std::string(5000, 'a') + "c", pattern + "b"));
}

TEST(IcuPattern, MeansWhatRe2Means) {
  EXPECT_EQ(icu_pattern("^[A-Za-z]{1,2}[0-9]"), "^[A-Za-z]{1,2}[0-9]");
  EXPECT_EQ(icu_pattern("\\d+$"), "[0-9]+\\z");
  EXPECT_EQ(icu_pattern("(?m)a$"), "(?m)a$");
  EXPECT_EQ(icu_pattern("(?P<year>\\D)"), "([^0-9])");
  EXPECT_EQ(icu_pattern("[\\w-]"), "[0-9A-Za-z_\\-]");
  EXPECT_EQ(icu_pattern("[^[:upper:]&&]"), "[^[A-Z]\\&\\&]");
  EXPECT_EQ(icu_pattern("a{b}"), "a\\{b\\}");
  EXPECT_EQ(icu_pattern("a{2,}"), "a{2,}");
  EXPECT_EQ(icu_pattern("\\pL\\p{Lu}"), "\\p{L}\\p{Lu}");
  EXPECT_EQ(icu_pattern("\\Qa$b\\E$"), "\\Qa$b\\E\\z");
}

TEST(IcuPattern, EndsForBrokenPatterns) {
  for (const char* pattern :
       {"\\", "[", "[a", "[\\", "[[:alpha:", "(?P<", "a{", "\\p", "\\p{", "\\x{", "\\Q", "[a-", "[]"})
    EXPECT_FALSE(icu_pattern(pattern).empty()) << pattern;
}

TEST(IcuPattern, AMatchThatTriesForEverIsGivenUp) {
  CallContext calls;
  const std::string text(60, 'a');
  EXPECT_FALSE(calls.match(text, "(a*)*b", 0).is_found);
  EXPECT_EQ(calls.replace_matches(text, "(a*)*b", "", true), text);
  EXPECT_TRUE(calls.match(std::string(10'000, 'a') + "b", "^(?:a|c)*b$", 0).is_whole);
}

RC_GTEST_PROP(IcuPatternProperty, NoPatternEndsTheMatcher, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "a", "\\d", "\\W", "[", "]", "^", "-", "{", "2", "}", "(", ")", "(?P<", ">", "\\p", "[:alpha:]", "$",
      "\\", "*", "|", "é", "&&", "\\Q", "\\E", "(?m)"));
  std::string pattern;
  for (const std::string& piece : pieces) pattern += piece;
  RC_LOG() << pattern << '\n';
  CallContext calls;
  calls.match("ab-c12 é", pattern, 0);
  const auto replaced = calls.replace_matches("ab-c12 é", pattern, "<\\0>", true);
  RC_ASSERT(replaced.has_value());
  RC_ASSERT(is_valid_utf8(*replaced));
}

}  // namespace
}  // namespace byname
