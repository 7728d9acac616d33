// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"
#include "figures/figure_conflicts.hpp"
#include "figures/figure_table.hpp"
#include "figures/figure_text.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

FigureValue figure(std::string_view text) {
  const auto reading = read_figure(text);
  if (const auto* reason = std::get_if<std::string>(&reading)) {
    ADD_FAILURE() << text << ": " << *reason;
    return {};
  }
  return std::get<FigureValue>(reading);
}

TEST(FigureText, ReadsNumbers) {
  EXPECT_EQ(figure("5937").value, 5937);
  EXPECT_EQ(figure("120,000").value, 120000);
  EXPECT_EQ(figure("120 000").value, 120000);
  EXPECT_EQ(figure("1.2 million").value, 1200000);
  EXPECT_EQ(figure("47,5 тыс.").value, 47500);
  EXPECT_EQ(figure("50k").value, 50000);
}

TEST(FigureText, ReadsRanges) {
  const FigureValue with_value = figure("About 47,000 (40,000\u201355,000)");
  EXPECT_EQ(with_value.value, 47000);
  EXPECT_EQ(with_value.low, 40000);
  EXPECT_EQ(with_value.high, 55000);
  EXPECT_TRUE(with_value.is_about);
  const FigureValue bare = figure("160\u2013165 thousand");
  EXPECT_FALSE(bare.value);
  EXPECT_EQ(bare.low, 160000);
  EXPECT_EQ(bare.high, 165000);
  EXPECT_EQ(figure("between 100,000 and 140,000").high, 140000);
  EXPECT_EQ(figure("от 20 до 30 тысяч").low, 20000);
}

TEST(FigureText, ReadsBounds) {
  EXPECT_EQ(figure("over 70,000").bound, FigureBound::kAtLeast);
  EXPECT_EQ(figure("не менее 5 тыс.").bound, FigureBound::kAtLeast);
  EXPECT_EQ(figure("до 300 000").bound, FigureBound::kAtMost);
  EXPECT_EQ(figure("up to 9,000").bound, FigureBound::kAtMost);
  EXPECT_EQ(figure("понад 30 тис").value, 30000);
  EXPECT_TRUE(std::isinf(interval_of_figure(figure("over 70,000")).high));
  EXPECT_EQ(interval_of_figure(figure("up to 9,000")).low, 0);
}

TEST(FigureText, RefusesWhatItWouldHaveToGuess) {
  for (const char* text : {"1.200", "47,000 killed", "many", "", "55,000-40,000", "10 20 30", "5 (6)"})
    EXPECT_TRUE(std::holds_alternative<std::string>(read_figure(text))) << text;
}

class FigureTables : public ::testing::Test {
 protected:
  std::vector<Figure> read(const std::string& text) {
    return read_figures(
        read_number_table(folder_.write("f" + std::to_string(++num_files_) + ".csv", text), {}), false);
  }
  TemporaryFolder folder_;
  int num_files_ = 0;
};

constexpr const char* kHeader = "source,kind,figure,population,counted,as_of\n";

TEST_F(FigureTables, ReadsWhatIsSaid) {
  const auto figures = read(std::string(kHeader) +
                            "Ministry A,official,\"5,937\",soldiers,killed,2022-09-21\n"
                            "Institute B,think tank,up to 70 000,,killed and wounded,\n");
  ASSERT_EQ(figures.size(), 2u);
  EXPECT_EQ(figures[0].value.value, 5937);
  EXPECT_EQ(figures[0].definition.counted, "killed");
  EXPECT_TRUE(figures[0].definition.days);
  EXPECT_FALSE(figures[1].definition.days);
}

TEST_F(FigureTables, ReadsNumbersInColumns) {
  const auto figures = read("source,value,low,high\nA,100,90,120\nB,,50,60\n");
  EXPECT_EQ(figures[0].text, "100, 90 to 120");
  EXPECT_EQ(interval_of_figure(figures[1].value).estimate, 55);
}

TEST_F(FigureTables, ASourceMayBeCalledWhatElsewhereMeansMissing) {
  const auto figures = read("source,figure,as_of,note\nX,5,unknown,none\n");
  EXPECT_EQ(figures[0].source, "X");
  EXPECT_EQ(figures[0].note, "none");
  EXPECT_EQ(figures[0].definition.as_of, "");
}

TEST_F(FigureTables, SaysWhatIsWrong) {
  EXPECT_THROW(read("who,figure\nA,5\n"), UserError);
  EXPECT_THROW(read("source,figure\n,5\n"), DataError);
  EXPECT_THROW(read("source,figure\nA,\n"), DataError);
  EXPECT_THROW(read("source,figure\nA,-\n"), DataError);
  EXPECT_THROW(read("source,figure\nA,lots\n"), DataError);
  EXPECT_THROW(read("source,low,high\nA,9,5\n"), DataError);
  EXPECT_THROW(read("source,figure,as_of\nA,5,31 February 2022\n"), DataError);
}

TEST_F(FigureTables, NamesConflictsOfDefinition) {
  const auto figures = read(std::string(kHeader) +
                            "A,,100,soldiers,killed,2022-09-21\n"
                            "B,,400,soldiers,killed and wounded,2023-01-05\n"
                            "C,,50,,Killed ,\n");
  const OwnNumber own = {"named", "x", {120, 110, 130}, {"soldiers", "killed", "", std::nullopt}};
  const auto conflicts = find_conflicts(figures, {own});
  ASSERT_EQ(conflicts.size(), 4u);
  EXPECT_EQ(conflicts[0].text,
            "What is counted differs. \"killed\": A; C; by name: named. \"killed and wounded\": B.");
  EXPECT_EQ(conflicts[1].text, "The population is not said by: C.");
  EXPECT_EQ(conflicts[2].kind, "date");
  EXPECT_EQ(conflicts[3].text, "Undated: C; by name: named.");
}

TEST_F(FigureTables, NamesNumbersThatContradict) {
  const auto figures = read(std::string(kHeader) +
                            "A,,100,soldiers,killed,2022-09-21\n"
                            "B,,about 300,soldiers,killed,September 2022\n"
                            "C,,90-110,soldiers,killed,2022-10-01\n");
  const auto conflicts = find_conflicts(figures, {});
  ASSERT_EQ(conflicts.size(), 2u);
  EXPECT_EQ(conflicts[0].kind, "number");
  EXPECT_NE(conflicts[0].text.find("A (100) and B (about 300)"), std::string::npos);
  EXPECT_NE(conflicts[1].text.find("B (about 300) and C (90-110)"), std::string::npos);
}

TEST_F(FigureTables, ReadsOwnNumbers) {
  const std::string count = folder_.write(
      "estimate.json", R"({"named": {"estimate": 20, "low": 18, "high": 22}, "unseen": null, "draws": 200})");
  const auto numbers = read_own_numbers(count, {});
  ASSERT_EQ(numbers.size(), 1u);
  EXPECT_EQ(numbers[0].label, "named");
  EXPECT_EQ(numbers[0].interval.high, 22);
  EXPECT_THROW(read_own_numbers(folder_.write("x.json", "[]"), {}), DataError);
  EXPECT_THROW(read_own_numbers(folder_.write("y.json", "{}"), {}), DataError);
}

}  // namespace
}  // namespace byname
