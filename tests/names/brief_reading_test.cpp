// SPDX-License-Identifier: Apache-2.0
#include "names/brief_reading.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "names/case_file.hpp"

namespace byname {
namespace {

std::string text_of(const NamePartViews& views) {
  std::string text(views.family);
  for (const std::string_view part : {views.given, views.given2, views.patronymic})
    text.append("|").append(part);
  return text;
}

/// Reads names in both ways, one reader for all.
class BriefReadingTest : public testing::Test {
 protected:
  /// Empty if both are the same, else what differs.
  std::string difference(const std::string& name) {
    const ParsedName parsed = parser_.parse(name);
    const auto brief = reader_.read(name);
    if (brief.size() != parsed.readings.size()) return "number of readings";
    for (std::size_t i = 0; i < brief.size(); ++i) {
      const NameReading& whole = parsed.readings[i];
      if (*brief[i].pattern != whole.pattern || brief[i].likelihood != whole.likelihood) return "reading";
      const NamePartViews written{whole.family.text, whole.given.text, whole.middle.text,
                                  whole.patronymic.text};
      if (text_of(reader_.written(brief[i])) != text_of(written)) return "parts";
      const CanonicalName canonical = canonical_name(whole, name_tables());
      const NamePartViews wanted{canonical.family, canonical.given, "", canonical.patronymic};
      if (text_of(reader_.canonical(brief[i])) != text_of(wanted)) return "canonical parts";
      const NamePart& given = whole.given;
      const bool is_known = given.state == PartState::kInitial || (given.is_known && !given.is_misspelt);
      if (reader_.knows_given_name(brief[i]) != is_known) return "known given name";
    }
    return "";
  }

  NameParser parser_{name_tables()};
  KnownWords words_{name_tables()};
  BriefNameReader reader_{name_tables(), words_};
};

TEST_F(BriefReadingTest, ReadsGoldenNamesAsTheParserDoes) {
  std::size_t num_plain = 0;
  for (const char* file :
       {"name_readings.tsv", "name_pairs_cases.tsv", "name_pairs_characters.tsv", "name_pairs_families.tsv",
        "name_pairs_given.tsv", "name_pairs_kin.tsv", "name_pairs_latin.tsv", "name_pairs_mixed.tsv",
        "name_pairs_patronymics.tsv", "name_pairs_regions.tsv", "name_pairs_romanisation.tsv",
        "name_pairs_scripts.tsv", "name_pairs_shape.tsv", "name_pairs_women.tsv"}) {
    for (const Case& c : read_cases(file)) {
      for (const std::string& name : {c.cells[0], c.cells[1]}) {
        EXPECT_EQ(difference(name), "") << c.place << " '" << name << "'";
        for (const BriefReading& reading : reader_.read(name)) num_plain += reading.whole == nullptr;
      }
    }
  }
  EXPECT_GT(num_plain, 500u) << "most names are of plain words";
}

TEST_F(BriefReadingTest, ReadsWordsInAnyCombinationAsTheParserDoes) {
  const std::vector<std::string> words = {"Иванов",  "Иванова",    "Пётр",   "ПЕТРА",     "Ильинична", "Саша",
                                          "Гордеев", "капитан",    "Солдат", "младший",   "и",         "А",
                                          "Bdfyjd",  "Ivanov",     "Petr",   "Petrovich", "Smith",     "Эль",
                                          "ТEPEXOB", "Рашид",      "оглы",   "СССР",      "Рс",        "йж",
                                          "Anna",    "урождённая", "др",     "Константин"};
  for (const std::string& a : words) {
    EXPECT_EQ(difference(a), "") << a;
    for (const std::string& b : words) {
      EXPECT_EQ(difference(a + " " + b), "") << a << " " << b;
      for (const std::string& c : words)
        EXPECT_EQ(difference(a + " " + b + "  " + c), "") << a << " " << b << "  " << c;
    }
  }
}

TEST_F(BriefReadingTest, TakesBlanksAtTheEndsAndManyWords) {
  EXPECT_EQ(difference(" Иванов Пётр "), "");
  EXPECT_EQ(difference("а б в г д е ж з и к"), "");
  EXPECT_EQ(difference(""), "");
  EXPECT_EQ(difference(std::string(300, 'a')), "");
}

RC_GTEST_FIXTURE_PROP(BriefReadingTest, ReadsAnyTextAsTheParserDoes, (const std::string& name)) {
  RC_ASSERT(difference(name) == "");
}

}  // namespace
}  // namespace byname
