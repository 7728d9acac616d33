// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "publish/chart_axis.hpp"
#include "publish/chosen_value.hpp"
#include "publish/list_label.hpp"
#include "publish/marked_difference.hpp"
#include "publish/markup.hpp"
#include "publish/number_text.hpp"
#include "publish/reproducible_call.hpp"
#include "publish/svg_canvas.hpp"

namespace byname {
namespace {

TEST(NumberText, RoundsAnEstimateByItsWidth) {
  const IntervalText text = rounded_interval({12873, 8321, 20090});
  EXPECT_EQ(text.estimate, "12,900");
  EXPECT_EQ(text.low, "8,300");
  EXPECT_EQ(text.high, "20,100");
}

TEST(NumberText, KeepsSmallNumbersWhole) {
  EXPECT_EQ(rounded_interval({13.4, 6.6, 24.2}).estimate, "13");
  EXPECT_EQ(whole_text(1234567.5), "1,234,568");
  EXPECT_EQ(whole_text(-0.2), "0");
  EXPECT_EQ(whole_text(NAN), "?");
}

TEST(NumberText, NeverSaysNothingOrAllOfAShare) {
  EXPECT_EQ(percent_text(0), "0\u00A0%");
  EXPECT_EQ(percent_text(1), "100\u00A0%");
  EXPECT_EQ(percent_text(0.0001), "<\u00A00.1\u00A0%");
  EXPECT_EQ(percent_text(0.99999), ">\u00A099.9\u00A0%");
  EXPECT_EQ(percent_text(0.463), "46\u00A0%");
}

TEST(NumberText, SaysMillions) {
  EXPECT_EQ(short_text(999999), "999,999");
  EXPECT_EQ(short_text(1e6), "1 million");
  EXPECT_EQ(short_text(2.51e9), "2.5 billion");
}

TEST(Markup, EscapesWhatEndsTextOrAttribute) {
  EXPECT_EQ(escape_html("<a href=\"x\">'&'</a>").html,
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  EXPECT_EQ(escape_html(std::string_view("a\0b\x1b", 4)).html,
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(escape_html("Пётр שרה").html, "Пётр שרה");
}

RC_GTEST_PROP(Markup, LeavesNoOpenAngle, (const std::string& text)) {
  const std::string html = escape_html(text).html;
  RC_ASSERT(html.find('<') == std::string::npos);
  RC_ASSERT(html.find('>') == std::string::npos);
  RC_ASSERT(html.find('"') == std::string::npos);
}

TEST(FittedText, KeepsBothEnds) {
  const std::string fitted = fitted_text("список номер 12 из областного архива 2021", 150);
  EXPECT_TRUE(fitted.starts_with("список"));
  EXPECT_TRUE(fitted.ends_with("2021"));
  EXPECT_LE(text_width(fitted), 150);
  EXPECT_EQ(fitted_text("short", 150), "short");
}

RC_GTEST_PROP(FittedText, FitsAndCutsNoCharacter, ()) {
  const auto letters = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("a", "W", "ж", "ש", "漢", "😀"));
  std::string text;
  for (const std::string& letter : letters) text += letter;
  const double width = *rc::gen::inRange(14, 300);
  const std::string fitted = fitted_text(text, width);
  RC_ASSERT(text_width(fitted) <= width);
  const std::size_t cut = fitted.find("\u2026");
  if (cut == std::string::npos) RC_SUCCEED("nothing was cut");
  RC_ASSERT(text.starts_with(fitted.substr(0, cut)));
  RC_ASSERT(text.ends_with(fitted.substr(cut + 3)));
  const auto is_inside = [](const std::string& whole, std::size_t at) {
    return at < whole.size() && (static_cast<unsigned char>(whole[at]) & 0xC0) == 0x80;
  };
  RC_ASSERT(!is_inside(text, cut));
  RC_ASSERT(!is_inside(fitted, cut + 3));
}

RC_GTEST_PROP(ChartAxis, CoversTheDataWithFewRoundTicks, ()) {
  const double low = *rc::gen::inRange(-1'000'000, 1'000'000);
  const double high = low + *rc::gen::inRange(1, 50'000'000);
  const int max_ticks = *rc::gen::inRange(3, 12);
  const ChartAxis axis = make_axis(low, high, max_ticks, 0, 100);
  RC_ASSERT(axis.low <= low);
  RC_ASSERT(axis.high >= high);
  RC_ASSERT(axis.ticks.size() >= 2u);
  RC_ASSERT(axis.ticks.size() <= static_cast<std::size_t>(max_ticks));
}

TEST(ChartAxis, AcceptsAnEmptyRange) {
  const ChartAxis axis = make_axis(5, 5, 4, 0, 100);
  EXPECT_LT(axis.low, axis.high);
  EXPECT_TRUE(std::isfinite(axis.at(5)));
}

std::string marks(std::string_view left, std::string_view right, std::string_view left_key,
                  std::string_view right_key) {
  const auto [left_html, right_html] = marked_difference({left, right, left_key, right_key});
  return left_html.html + " / " + right_html.html;
}

TEST(MarkedDifference, MarksTheWordsThatDiffer) {
  EXPECT_EQ(marks("Лапшин Семён", "Лапшин Сергей", "lapshin semen", "lapshin sergei"),
            "Лапшин <mark>Семён</mark> / Лапшин <mark>Сергей</mark>");
}

TEST(MarkedDifference, LooksThroughScriptAndCase) {
  EXPECT_EQ(marks("ГОРДЕЕВ Пётр", "Gordeev P.", "gordeev petr", "gordeev p"),
            "ГОРДЕЕВ <mark>Пётр</mark> / Gordeev <mark>P.</mark>");
  EXPECT_EQ(marks("Anna", "АННА", "anna", "anna"), "Anna / АННА");
}

TEST(MarkedDifference, AYearAgreesWithADateInIt) {
  EXPECT_EQ(marks("12.05.1994", "1994", "1994-05-12", "1994"), "12.05.1994 / 1994");
  EXPECT_EQ(marks("1994-05-12", "1994-06-12", "1994-05-12", "1994-06-12"),
            "1994-<mark>05</mark>-12 / 1994-<mark>06</mark>-12");
}

TEST(MarkedDifference, EscapesInsideAndOutsideMarks) {
  EXPECT_EQ(marks("<b> x", "<i> x", "", ""), "<mark>&lt;b&gt;</mark> x / <mark>&lt;i&gt;</mark> x");
}

TEST(MarkedDifference, CutsLongTextOnACharacter) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "ж";
  const std::string html = marked_difference({text, "", text, ""}).first.html;
  EXPECT_EQ(html.size(), 240u + 3);
  EXPECT_TRUE(html.ends_with("ж\u2026"));
}

TEST(ListLabel, LeavesOutWhatAllLongNamesShare) {
  EXPECT_THAT(
      list_labels_for_charts({"court notices 2021, north, found", "court notices 2021, south, found"}),
      ::testing::ElementsAre("\u2026 north \u2026", "\u2026 south \u2026"));
  EXPECT_THAT(list_labels_for_charts({"court a", "court b"}), ::testing::ElementsAre("court a", "court b"));
  const std::vector<std::string> nested = {"a very long name of a list",
                                           "a very long name of a list of another"};
  EXPECT_EQ(list_labels_for_charts(nested).size(), 2u);
}

TEST(ReproducibleCall, LeavesOutWhatChangesNoResult) {
  EXPECT_EQ(reproducible_call("byname count a.csv -o out --threads 4 --memory=2G --quiet --seed 3"),
            "byname count a.csv --seed 3");
  EXPECT_EQ(reproducible_call("byname count 'my -o list.csv'  --force"), "byname count 'my -o list.csv'");
}

RecordColumn column_of(Role role, const std::vector<std::pair<std::string, std::string>>& values) {
  RecordColumn column;
  column.role = role;
  for (const auto& [raw, comparable] : values) {
    column.raw.codes.push_back(raw.empty() ? 0 : column.raw.dictionary.insert(raw));
    column.comparable.codes.push_back(comparable.empty() ? 0
                                                         : column.comparable.dictionary.insert(comparable));
  }
  return column;
}

std::string chosen(Role role, const std::vector<std::pair<std::string, std::string>>& values) {
  const RecordColumn column = column_of(role, values);
  std::vector<std::uint32_t> records(values.size());
  for (std::uint32_t i = 0; i < records.size(); ++i) records[i] = i;
  return std::string(chosen_value(column, records));
}

TEST(ChosenValue, TakesTheMostFrequentThenTheLongestThenTheFirst) {
  EXPECT_EQ(chosen(Role::kGiven, {{"Ivan", "ivan"}, {"Anna", "anna"}, {"ANNA", "anna"}}), "Anna");
  EXPECT_EQ(chosen(Role::kGiven, {{"I.", "i"}, {"Ivan", "ivan"}}), "Ivan");
  EXPECT_EQ(chosen(Role::kGiven, {{"Olga", "olga"}, {"Anna", "anna"}}), "Olga");
  EXPECT_EQ(chosen(Role::kGiven, {{"", ""}, {"", ""}}), "");
}

TEST(ChosenValue, TakesTheMostPreciseDate) {
  EXPECT_EQ(chosen(Role::kBirthDate, {{"1990", "1990"}, {"1990", "1990"}, {"3 May 1990", "1990-05-03"}}),
            "3 May 1990");
  EXPECT_EQ(chosen(Role::kBirthDate, {{"about 30", "1989/1991"}, {"1990", "1990"}}), "1990");
}

}  // namespace
}  // namespace byname
