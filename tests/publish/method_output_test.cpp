// SPDX-License-Identifier: Apache-2.0
#include "publish/method_output.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "nowcast/reporting_triangle.hpp"
#include "publish/chart_periods.hpp"
#include "publish/nowcast_report.hpp"
#include "table/parquet_reader.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

MethodAnswers invented_answers() {
  MethodAnswer first;
  first.family = "chain-ladder";
  first.variant = "mack";
  first.assumption = "Growth is <b>alike</b>.";
  first.draws.columns = {{"", "will_be_named", {10, 20, 30}},
                         {"2022-01", "named", {5, 5, 5}},
                         {"2022-01", "will_be_named", {1, 2, 3}}};
  summarise_draws(first);
  MethodAnswer second = first;
  second.family = "reverse-hazard";
  second.is_headline = true;
  second.quantities[0].interval.low = NAN;
  MethodAnswers answers;
  answers.answers = {first, second};
  answers.refusals = {{"bayesian", "drifting delay", "not converged", "more draws"}};
  answers.notes = {"Read as a triangle."};
  return answers;
}

ReportingTriangle invented_triangle() {
  ReportingTriangle triangle;
  triangle.events = {"2022-01"};
  triangle.delays = {"0", "1"};
  triangle.counts = {{5}};
  return triangle;
}

const MethodRun kRun = {"nowcast", "byname nowcast t.csv -o out -j 2", 7, {}};

TEST(MethodOutput, JsonHasTheFrame) {
  const nlohmann::ordered_json json = method_json(kRun, invented_answers());
  for (const char* key : {"format", "verb", "version", "call", "seed", "inputs", "headline", "assumption",
                          "models", "refusals", "notes"})
    EXPECT_TRUE(json.contains(key)) << key;
  EXPECT_EQ(json["headline"]["family"], "reverse-hazard");
  EXPECT_EQ(json["headline"]["will_be_named"]["estimate"], 20);
  EXPECT_TRUE(json["headline"]["will_be_named"]["low"].is_null());
  EXPECT_EQ(json["models"][0]["quantities"].size(), 3u);
  EXPECT_EQ(json["refusals"][0]["needed"], "more draws");
}

TEST(MethodOutput, DrawsComeBack) {
  const TemporaryFolder folder;
  write_method_draws(invented_answers(), folder.path("draws.parquet"));
  const auto columns =
      read_parquet_columns(folder.path("draws.parquet"), {"draw", "method", "quantity", "value"}, {});
  ASSERT_EQ(columns[0].codes.size(), 18u);
  EXPECT_EQ(columns[1].at(0), "reverse-hazard/mack");  // the headline first
  EXPECT_EQ(columns[0].at(2), "3");
  EXPECT_EQ(columns[3].at(2), "30");
}

TEST(MethodOutput, TableHasNoLimitWhereThereIsNone) {
  const TemporaryFolder folder;
  write_method_table(invented_answers(), folder.path("t.csv"));
  const std::string text = folder.read("t.csv");
  EXPECT_NE(text.find("reverse-hazard,mack,,will_be_named,20,,29.5,1\n"), std::string::npos) << text;
}

TEST(MethodOutput, NumbersAreWrittenPlainly) {
  EXPECT_EQ(number_cell(-0.0), "0");
  EXPECT_EQ(number_cell(1234567), "1234567");
  EXPECT_EQ(number_cell(0.125), "0.125");
  EXPECT_EQ(number_cell(INFINITY), "");
}

TEST(NowcastReport, EscapesAndShowsEveryPart) {
  const std::string page = nowcast_report_html(kRun, invented_triangle(), invented_answers());
  EXPECT_EQ(page.find("<b>alike</b>"), std::string::npos);
  for (const char* part : {"chart-answer", "chart-periods", "chart-methods", "not converged",
                           "Read as a triangle", "byname nowcast t.csv"})
    EXPECT_NE(page.find(part), std::string::npos) << part;
}

TEST(PeriodChart, DrawsWhatIsKnownAndToCome) {
  const PeriodChart chart = {{{"a<b", 5, {3, 1, 6}}, {"b", 8, {0, 0, 0}}}, "known", "to come", "description"};
  const std::string svg = chart_periods(chart, ChartSize::kWide).html;
  EXPECT_NE(svg.find("a&lt;b"), std::string::npos);
  std::size_t num_ranges = 0;
  for (std::size_t at = svg.find("class=\"range\""); at != std::string::npos;
       at = svg.find("class=\"range\"", at + 1))
    ++num_ranges;
  EXPECT_EQ(num_ranges, 2u);  // the legend and the first bar
}

}  // namespace
}  // namespace byname
