// SPDX-License-Identifier: Apache-2.0
#include "names/name_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "names/case_file.hpp"
#include "names/embedded_tables.hpp"
#include "names/name_letters.hpp"
#include "text/utf8.hpp"

namespace byname {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(const std::string& text, std::size_t num_cells) {
  try {
    read_table_rows("some.tsv", text, num_cells);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(NameTablesTest, AllTablesOfTheProgramAreWellFormed) {
  EXPECT_NO_THROW(NameTables());
  EXPECT_GE(name_tables().given.num_families(), 250U);
}

TEST(NameTablesTest, RefusesMalformedRowsWithFileAndLine) {
  EXPECT_EQ(refusal("# remark\na\tb\n\nc\t-\n", 2), "");
  EXPECT_THAT(refusal("a\tb\nc\n", 2), StartsWith("some.tsv:2: a row has 2 cells"));
  EXPECT_THAT(refusal("a\t\n", 2), StartsWith("some.tsv:1: cell 2 is empty"));
  EXPECT_THAT(refusal("# x\n\na \tb\n", 2), StartsWith("some.tsv:3: cell 1 "));
}

template <typename Make>
std::string refusal_of(const Make& make) {
  try {
    make();
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(NameTablesTest, RefusesRowsThatMeanNothing) {
  const auto rows = [](const std::string& text, std::size_t cells) {
    return read_table_rows("t.tsv", text, cells);
  };
  EXPECT_THAT(refusal_of([&] { CaseEndings(rows("family\tа\t-\tx\tnom\t-\n", 6)); }),
              HasSubstr("t.tsv:1: the sex"));
  EXPECT_THAT(refusal_of([&] { CaseEndings(rows("family\tа\t-\tm\tnominative\t-\n", 6)); }),
              HasSubstr("t.tsv:1: the cases"));
  EXPECT_THAT(refusal_of([&] { CaseEndings(rows("surname\tа\t-\tm\tnom\t-\n", 6)); }),
              HasSubstr("t.tsv:1: the part"));
  EXPECT_THAT(refusal_of([&] { BesideWords(rows("сержант\trank\nсержант\ttitle\n", 2)); }),
              HasSubstr("t.tsv:2: the word has a row"));
  EXPECT_THAT(refusal_of([&] { Romanisation(rows("common\t1\t-\n", 3), rows("klingon\ta\tа\t1\n", 4)); }),
              HasSubstr("t.tsv:1: romanisation_systems"));
  EXPECT_THAT(
      refusal_of([&] { Romanisation(rows("common\t1\t-\n", 3), rows("common\tabcdefgh$\tа\t1\n", 4)); }),
      HasSubstr("1 to 7 letters"));
  EXPECT_THAT(refusal_of([&] { Romanisation(rows("common\t1\t-\n", 3), rows("common\ta\tа\t2\n", 4)); }),
              HasSubstr("t.tsv:1: cell 4 is no weight"));
  EXPECT_THAT(
      refusal_of([&] { GivenNames(rows("Иван\tm\t-\t-\t-\t-\t-\nИван\tm\t-\t-\t-\t-\t-\n", 7), {}, {}); }),
      HasSubstr("t.tsv:2: Иван has a row"));
  EXPECT_THAT(
      refusal_of([&] { GivenNames(rows("Иван\tm\t-\t-\t-\t-\t-\n", 7), {}, rows("Иван\tПётр\n", 2)); }),
      HasSubstr("t.tsv:1: both names"));
}

/// word, its skeleton: what romanisation and ways to write must not change.
TEST(NameTablesTest, Skeletons) {
  for (const Case& c : read_cases("name_skeletons.tsv"))
    EXPECT_EQ(to_utf8(name_skeleton(fold_name_letters(c.cells[0]))), c.cells[1]) << c.place;
}

/// Latin word, a Cyrillic word that must be among its readings.
TEST(NameTablesTest, RomanisedWordsHaveTheCyrillicOneAmongTheirReadings) {
  for (const Case& c : read_cases("romanised_words.tsv")) {
    const std::u32string wanted = name_skeleton(fold_name_letters(c.cells[1]));
    bool is_found = false;
    for (const CyrillicReading& reading : name_tables().romanisation.read(fold_name_letters(c.cells[0])))
      is_found |= reading.skeleton == wanted;
    EXPECT_TRUE(is_found) << c.place << " '" << c.cells[0] << "' has no reading " << c.cells[1];
  }
}

/// Patronymic, the father's name by its row.
TEST(NameTablesTest, PatronymicsHaveTheirFathers) {
  for (const Case& c : read_cases("patronymic_fathers.tsv")) {
    std::vector<std::string> fathers;
    for (const PatronymicForm& form : name_tables().patronymics.read(fold_name_letters(c.cells[0]))) {
      for (const GivenFamily father : form.fathers) fathers.push_back(name_tables().given.name_of(father));
    }
    EXPECT_THAT(fathers, testing::Contains(c.cells[1])) << c.place << " '" << c.cells[0] << "'";
  }
}

}  // namespace
}  // namespace byname
