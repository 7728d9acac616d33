// SPDX-License-Identifier: Apache-2.0
#include "text/similarity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>

#include "base/random.hpp"
#include "reference/textbook_similarity.hpp"

namespace byname {
namespace {

/// Text of up to `longest` characters from a small alphabet, so that characters repeat.
std::u32string random_text(RandomStream& random, std::size_t longest, char32_t first, std::uint64_t letters) {
  std::u32string text(random.below(longest + 1), first);
  for (char32_t& character : text) character = first + static_cast<char32_t>(random.below(letters));
  return text;
}

/// `text` after up to two random changes.
std::u32string changed(std::u32string text, RandomStream& random) {
  for (std::uint64_t change = random.below(3); change > 0 && text.size() > 1; --change) {
    const std::size_t at = random.below(text.size() - 1);
    switch (random.below(4)) {
      case 0:
        std::swap(text[at], text[at + 1]);
        break;
      case 1:
        text.erase(at, 1);
        break;
      case 2:
        text.insert(at, 1, U'q');
        break;
      default:
        text[at] = U'z';
    }
  }
  return text;
}

void expect_like_textbook(std::size_t longest, char32_t first, std::uint64_t letters, int rounds) {
  RandomStream random(1, RandomStage::kSynth, longest, first, letters);
  for (int round = 0; round < rounds; ++round) {
    const std::u32string a = random_text(random, longest, first, letters);
    const std::u32string b =
        round % 2 == 0 ? changed(a, random) : random_text(random, longest, first, letters);
    ASSERT_DOUBLE_EQ(jaro_winkler(a, b), reference::jaro_winkler(a, b)) << "round " << round;
  }
}

TEST(JaroWinkler, GivesThePublishedValues) {
  EXPECT_NEAR(jaro_winkler(U"MARTHA", U"MARHTA"), 0.9611, 5e-5);
  EXPECT_NEAR(jaro_winkler(U"DIXON", U"DICKSONX"), 0.8133, 5e-5);
  EXPECT_NEAR(jaro_winkler(U"DWAYNE", U"DUANE"), 0.84, 5e-5);
  EXPECT_EQ(jaro_winkler(U"same", U"same"), 1);
  EXPECT_EQ(jaro_winkler(U"abc", U"xyz"), 0);
  EXPECT_EQ(jaro_winkler(U"", U""), 0);
  EXPECT_EQ(jaro_winkler(U"", U"abc"), 0);
}

TEST(JaroWinkler, EqualsTheTextbookOnShortAscii) { expect_like_textbook(14, U'a', 5, 20000); }
TEST(JaroWinkler, EqualsTheTextbookAroundSixtyFourCharacters) { expect_like_textbook(68, U'a', 9, 3000); }
TEST(JaroWinkler, EqualsTheTextbookOnLongTexts) { expect_like_textbook(200, U'a', 20, 500); }
TEST(JaroWinkler, EqualsTheTextbookOnCyrillic) { expect_like_textbook(14, U'а', 5, 5000); }

TEST(JaroWinkler, LeavesNoTraceOfEarlierTexts) {
  const double before = jaro_winkler(U"olena", U"olana");
  jaro_winkler(std::u32string(64, U'o'), std::u32string(64, U'o'));
  EXPECT_EQ(jaro_winkler(U"olena", U"olana"), before);
}

TEST(JaroWinkler, IsOneOnlyForEqualTextsOfFullLength) {
  const std::u32string text(64, U'a');
  EXPECT_EQ(jaro_winkler(text, text), 1);
  EXPECT_LT(jaro_winkler(text, text + U'a'), 1);
}

TEST(WithinOneEdit, KnowsEveryKindOfEdit) {
  EXPECT_TRUE(within_one_edit(U"", U""));
  EXPECT_TRUE(within_one_edit(U"", U"a"));
  EXPECT_TRUE(within_one_edit(U"hrin", U"rin"));
  EXPECT_TRUE(within_one_edit(U"hrin", U"hrins"));
  EXPECT_TRUE(within_one_edit(U"hrin", U"hren"));
  EXPECT_TRUE(within_one_edit(U"hrin", U"hirn"));
  EXPECT_FALSE(within_one_edit(U"hrin", U"hnir"));
  EXPECT_FALSE(within_one_edit(U"hrin", U"in"));
  EXPECT_FALSE(within_one_edit(U"hrin", U"hirns"));
}

TEST(WithinOneEdit, EqualsTheFullMatrix) {
  RandomStream random(2, RandomStage::kSynth, 0, 0, 0);
  int within = 0;
  for (int round = 0; round < 30000; ++round) {
    const std::u32string a = random_text(random, 7, U'a', 3);
    const std::u32string b = round % 2 == 0 ? changed(a, random) : random_text(random, 7, U'a', 3);
    const bool expected = reference::alignment_distance(a, b) <= 1;
    within += expected;
    ASSERT_EQ(within_one_edit(a, b), expected) << "round " << round;
  }
  EXPECT_GT(within, 3000);
}

std::u32string characters_of(const std::vector<std::uint16_t>& units) { return {units.begin(), units.end()}; }

TEST(CharacterBag, BoundsAreNeverBelowTheTruth) {
  EXPECT_TRUE(rc::check(
      "any two texts", [](const std::vector<std::uint16_t>& x, const std::vector<std::uint16_t>& y) {
        const std::u32string a = characters_of(x);
        const std::u32string b = characters_of(y);
        const CharacterBag p = make_character_bag(a);
        const CharacterBag q = make_character_bag(b);
        RC_ASSERT(jaro_winkler_bound(p, q, common_characters_bound(p, q)) >= jaro_winkler(a, b) - 1e-12);
      }));
}

TEST(CharacterBag, BoundsHoldForAlikeTexts) {
  EXPECT_TRUE(rc::check("a text and its change", [](std::uint64_t seed) {
    RandomStream random(seed, RandomStage::kSynth, 0, 0, 0);
    const std::u32string a = random_text(random, 80, U'a', 1 + random.below(40));
    const std::u32string b = changed(a, random);
    const CharacterBag p = make_character_bag(a);
    const CharacterBag q = make_character_bag(b);
    const int common = common_characters_bound(p, q);
    RC_ASSERT(jaro_winkler_bound(p, q, common) >= jaro_winkler(a, b) - 1e-12);
    RC_ASSERT(may_be_within_one_edit(p, q, common) || !within_one_edit(a, b));
    RC_ASSERT(common == common_characters_bound(q, p));
  }));
}

TEST(CharacterBag, RejectsMostUnlikeTexts) {
  const CharacterBag a = make_character_bag(U"gordeeva");
  const CharacterBag b = make_character_bag(U"kimchuk");
  EXPECT_LT(jaro_winkler_bound(a, b, common_characters_bound(a, b)), 0.7);
  EXPECT_FALSE(may_be_within_one_edit(a, b, common_characters_bound(a, b)));
}

}  // namespace
}  // namespace byname
