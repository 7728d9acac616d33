// SPDX-License-Identifier: Apache-2.0
#include "compare/feature_rows.hpp"

#include <array>
#include <gtest/gtest.h>

#include "compare/lane_kernels.hpp"
#include "compare/record_tile.hpp"
#include "reference/value_tables.hpp"

namespace byname {
namespace {

using reference::Cell;

const ValueColumn& add(ValueTable& table, const char* name, const char* type,
                       const std::vector<Cell>& cells) {
  reference::add_column(table, name, type, cells);
  return table.column(*table.find(name));
}

TEST(DigitShape, IsWhatAllTextsShare) {
  ValueTable table(3);
  EXPECT_EQ(digit_shape(add(table, "dates", "VARCHAR", {"2001-12-31", std::nullopt, "1999-00-99"})),
            "0000-00-00");
  EXPECT_EQ(digit_shape(add(table, "codes", "VARCHAR", {"A1", "A2", "A9"})), "A0");
}

TEST(DigitShape, IsNothingForOtherTexts) {
  ValueTable table(2);
  EXPECT_FALSE(digit_shape(add(table, "sizes", "VARCHAR", {"12", "123"})));
  EXPECT_FALSE(digit_shape(add(table, "signs", "VARCHAR", {"1-1", "1/1"})));
  EXPECT_FALSE(digit_shape(add(table, "letters", "VARCHAR", {"a", "a"})));
  EXPECT_FALSE(digit_shape(add(table, "nine", "VARCHAR", {"123456789", "123456780"})));
  EXPECT_FALSE(digit_shape(add(table, "empty", "VARCHAR", {"", ""})));
  EXPECT_FALSE(digit_shape(add(table, "missing", "VARCHAR", {std::nullopt, std::nullopt})));
}

TEST(WholeUnit, IsTheGreatestThatDividesAll) {
  ValueTable table(3);
  EXPECT_EQ(whole_unit(add(table, "days", "DOUBLE", {"86400", std::nullopt, "-259200"})), 86400);
  EXPECT_EQ(whole_unit(add(table, "ages", "BIGINT", {"0", "17", "23"})), 1);
}

TEST(WholeUnit, IsNothingForFractionsAndNumbersTooFarApart) {
  ValueTable table(2);
  EXPECT_FALSE(whole_unit(add(table, "halves", "DOUBLE", {"1", "1.5"})));
  EXPECT_FALSE(whole_unit(add(table, "far", "BIGINT", {"1", "536870912"})));
  EXPECT_TRUE(whole_unit(add(table, "near", "BIGINT", {"1", "536870911"})));
  EXPECT_FALSE(whole_unit(add(table, "infinite", "DOUBLE", {"1", "inf"})));
  EXPECT_FALSE(whole_unit(add(table, "zeros", "BIGINT", {"0", "0"})));
}

TEST(FeatureRows, ATileHasTheSameWordsWhetherRowsHoldThemOrRecordsShareThem) {
  constexpr std::size_t kRecords = 100;
  ValueTable table(kRecords);
  std::vector<Cell> few;
  std::vector<Cell> many;
  for (std::size_t i = 0; i < kRecords; ++i) {
    const std::array<Cell, 4> choices = {std::nullopt, "Anna", "Olena", ""};
    few.push_back(choices[i * 7 % 4]);
    many.push_back(few.back());
    if (i % 5 == 0) few.back() = many.back() = "Ivan";
  }
  for (std::size_t i = 0; i < 20; ++i) many[i * 5] = "Ivan" + std::to_string(i);
  const ValueColumn& shared = add(table, "few", "VARCHAR", few);
  const ValueColumn& own = add(table, "many", "VARCHAR", many);
  FeatureRows rows;
  const TextWords of_few = rows.add_texts(shared);
  const TextWords of_many = rows.add_texts(own);
  rows.finish(kRecords, ExecutionContext{});
  ASSERT_EQ(rows.shared_words().size(), 1u);
  EXPECT_EQ(rows.shared_words()[0].first, of_few.first);
  RecordTile tile(rows);
  std::vector<std::uint32_t> records;
  for (std::uint32_t i = kRecords; i-- > 0;) records.push_back(i);
  tile.fill(records);
  for (std::size_t at = 0; at < kRecords; ++at) {
    const auto word = [&](const TextWords& texts, std::size_t which) {
      return tile.words(texts.first + which)[at];
    };
    const Cell& text = few[kRecords - 1 - at];
    const std::uint32_t place = word(of_few, TextWords::kPlace);
    if (!text) {
      EXPECT_EQ(place, 0u);
      continue;
    }
    EXPECT_EQ(of_few.pool->text(place, word(of_few, TextWords::kLength)), *text);
    if (text == "Ivan") continue;
    for (std::size_t which = 0; which < TextWords::kPlace; ++which)
      EXPECT_EQ(word(of_few, which), word(of_many, which));
  }
}

}  // namespace
}  // namespace byname
