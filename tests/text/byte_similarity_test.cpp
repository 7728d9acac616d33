// SPDX-License-Identifier: Apache-2.0
#include "text/byte_similarity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>
#include <vector>

#include "reference/byte_similarity.hpp"

namespace byname {
namespace {

/// Up to `most` of the given pieces one after another.
std::string joined_pieces(const std::vector<std::string>& pieces, std::size_t most) {
  const auto count = *rc::gen::inRange<std::size_t>(0, most + 1);
  const auto chosen = *rc::gen::container<std::vector<std::string>>(count, rc::gen::elementOf(pieces));
  std::string text;
  for (const std::string& piece : chosen) text += piece;
  return text;
}

/// `text` after up to three changes of a byte.
std::string changed(std::string text) {
  for (int change = *rc::gen::inRange(0, 4); change > 0 && text.size() > 1; --change) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size() - 1);
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        std::swap(text[at], text[at + 1]);
        break;
      case 1:
        text.erase(at, 1);
        break;
      case 2:
        text.insert(at, 1, 'q');
        break;
      default:
        text[at] = 'z';
    }
  }
  return text;
}

std::string another_text(const std::string& text, const std::vector<std::string>& pieces, std::size_t most) {
  return *rc::gen::arbitrary<bool>() ? changed(text) : joined_pieces(pieces, most);
}

void assert_like_textbook(const std::string& a, const std::string& b) {
  RC_LOG() << '"' << a << "\" and \"" << b << "\"\n";
  RC_ASSERT(byte_jaro(a, b) == reference::byte_jaro(a, b));
  RC_ASSERT(byte_jaro_winkler(a, b) == reference::byte_jaro_winkler(a, b));
  RC_ASSERT(byte_levenshtein(a, b) == reference::byte_levenshtein(a, b));
  RC_ASSERT(byte_levenshtein_up_to_one(a, b) == std::min<std::size_t>(2, reference::byte_levenshtein(a, b)));
  if (!a.empty() && !b.empty()) RC_ASSERT(byte_jaccard(a, b) == reference::byte_jaccard(a, b));
}

const std::vector<std::string> kLetters = {"a", "b", "c", "d", "e"};
const std::vector<std::string> kCharacters = {"a", "e", "é", "e\u0301", "и", "й", "і", "ß", "東", "😀", " "};

RC_GTEST_PROP(ByteSimilarityProperty, ShortTextsAreAsInTheTextbook, ()) {
  const std::string a = joined_pieces(kLetters, 14);
  const std::string b = another_text(a, kLetters, 14);
  assert_like_textbook(a, b);
  RC_ASSERT(byte_damerau_levenshtein(a, b) == reference::byte_damerau_levenshtein(a, b));
}

RC_GTEST_PROP(ByteSimilarityProperty, TextsAroundSixtyFourBytesAreAsInTheTextbook, ()) {
  const std::string a = joined_pieces({std::string(30, 'a') + "bc", "abcdefgh", "x", "y"}, 5);
  assert_like_textbook(a, another_text(a, kLetters, 80));
}

RC_GTEST_PROP(ByteSimilarityProperty, LongTextsAreAsInTheTextbook, ()) {
  const std::string a = joined_pieces(kLetters, 200);
  assert_like_textbook(a, another_text(a, kLetters, 200));
}

RC_GTEST_PROP(ByteSimilarityProperty, Utf8TextsAreAsInTheTextbook, ()) {
  const std::string a = joined_pieces(kCharacters, 10);
  const std::string b = another_text(a, kCharacters, 10);
  assert_like_textbook(a, b);
  RC_ASSERT(byte_damerau_levenshtein(a, b) == reference::byte_damerau_levenshtein(a, b));
}

RC_GTEST_PROP(ByteSimilarityProperty, WhatIsBehindATextDoesNotCount, ()) {
  std::string a = joined_pieces(kLetters, 40);
  std::string b = another_text(a, kLetters, 40);
  const double jaro = byte_jaro(a, b);
  const double jaro_winkler = byte_jaro_winkler(a, b);
  const std::size_t a_size = a.size();
  const std::size_t b_size = b.size();
  a.append(kReadableBytes, 'a');
  b.append(kReadableBytes, 'a');
  const std::string_view in_a = std::string_view(a).substr(0, a_size);
  const std::string_view in_b = std::string_view(b).substr(0, b_size);
  RC_LOG() << in_a << " and " << in_b << '\n';
  for (const double least : {0.0, 0.5, 0.7, 0.88, 0.92, jaro, jaro_winkler, 1.0}) {
    const double jaro_from = byte_jaro_from(in_a, in_b, JaroLimit(least));
    const double winkler_from = byte_jaro_winkler_from(in_a, in_b, JaroLimit(least));
    RC_ASSERT((jaro >= least ? jaro_from == jaro : jaro_from < least));
    RC_ASSERT((jaro_winkler >= least ? winkler_from == jaro_winkler : winkler_from < least));
  }
}

RC_GTEST_PROP(ByteSimilarityProperty, AnyBytesAreAsInTheTextbook,
              (const std::string& a, const std::string& b)) {
  assert_like_textbook(a, b);
}

RC_GTEST_PROP(ByteSimilarityProperty, DamerauLevenshteinIsTheShortestWayOfEdits, ()) {
  const std::string a = joined_pieces({"a", "b", "c"}, 4);
  const std::string b = joined_pieces({"a", "b", "c"}, 4);
  RC_LOG() << a << " and " << b << '\n';
  RC_ASSERT(byte_damerau_levenshtein(a, b) == reference::shortest_edit_way(a, b));
}

RC_GTEST_PROP(ByteSimilarityProperty, DistancesAreMetrics, ()) {
  const std::string a = joined_pieces(kLetters, 8);
  const std::string b = another_text(a, kLetters, 8);
  const std::string c = another_text(b, kLetters, 8);
  RC_LOG() << a << ", " << b << ", " << c << '\n';
  for (const auto distance : {byte_levenshtein, byte_damerau_levenshtein}) {
    RC_ASSERT((distance(a, b) == 0) == (a == b));
    RC_ASSERT(distance(a, b) == distance(b, a));
    RC_ASSERT(distance(a, c) <= distance(a, b) + distance(b, c));
  }
}

TEST(ByteJaro, GivesThePublishedValues) {
  EXPECT_NEAR(byte_jaro("MARTHA", "MARHTA"), 0.9444, 5e-5);
  EXPECT_NEAR(byte_jaro("DIXON", "DICKSONX"), 0.7667, 5e-5);
  EXPECT_NEAR(byte_jaro("JELLYFISH", "SMELLYFISH"), 0.8963, 5e-5);
  EXPECT_NEAR(byte_jaro_winkler("MARTHA", "MARHTA"), 0.9611, 5e-5);
  EXPECT_NEAR(byte_jaro_winkler("DIXON", "DICKSONX"), 0.8133, 5e-5);
  EXPECT_NEAR(byte_jaro_winkler("DWAYNE", "DUANE"), 0.84, 5e-5);
}

TEST(ByteJaro, AnEmptyTextIsLikeNothing) {
  EXPECT_EQ(byte_jaro("", ""), 0);
  EXPECT_EQ(byte_jaro("", "abc"), 0);
  EXPECT_EQ(byte_jaro_winkler("abc", ""), 0);
}

TEST(ByteJaro, AnOddTranspositionIsRoundedDown) {
  // Six matches, three of them out of place: one transposition, not one and a half.
  EXPECT_DOUBLE_EQ(byte_jaro("abcdef", "cabdef"), (1 + 1 + 5.0 / 6) / 3);
}

TEST(ByteJaro, LeavesNoTraceOfEarlierTexts) {
  const double before = byte_jaro("olena", "olana");
  byte_jaro(std::string(64, 'o'), std::string(64, 'o'));
  EXPECT_EQ(byte_jaro("olena", "olana"), before);
}

TEST(ByteLevenshtein, GivesThePublishedValues) {
  EXPECT_EQ(byte_levenshtein("kitten", "sitting"), 3u);
  EXPECT_EQ(byte_levenshtein("saturday", "sunday"), 3u);
  EXPECT_EQ(byte_levenshtein("", "abc"), 3u);
  EXPECT_EQ(byte_levenshtein("ca", "abc"), 3u);
}

TEST(ByteLevenshtein, CountsBytesNotCharacters) {
  EXPECT_EQ(byte_levenshtein("é", "e"), 2u);
  EXPECT_EQ(byte_levenshtein("Иван", "Ивин"), 1u);  // both letters begin with the same byte
}

TEST(ByteDamerauLevenshtein, GivesThePublishedValues) {
  EXPECT_EQ(byte_damerau_levenshtein("ca", "abc"), 2u);
  EXPECT_EQ(byte_damerau_levenshtein("abc", "ca"), 2u);
  EXPECT_EQ(byte_damerau_levenshtein("a cat", "an abct"), 3u);
  EXPECT_EQ(byte_damerau_levenshtein("hrin", "hirn"), 1u);
  EXPECT_EQ(byte_damerau_levenshtein("", "abc"), 3u);
  EXPECT_EQ(byte_damerau_levenshtein("", ""), 0u);
}

TEST(ByteJaccard, ComparesSetsOfBytes) {
  EXPECT_EQ(byte_jaccard("aab", "ba"), 1);
  EXPECT_EQ(byte_jaccard("abc", "xyz"), 0);
  EXPECT_EQ(byte_jaccard("abc", "bcd"), 0.5);
}

}  // namespace
}  // namespace byname
