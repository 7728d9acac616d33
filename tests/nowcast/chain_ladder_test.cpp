// SPDX-License-Identifier: Apache-2.0
#include "nowcast/chain_ladder.hpp"

#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <numeric>

#include "estimate/table_columns.hpp"
#include "nowcast/report_table.hpp"

namespace byname {
namespace {

constexpr const char* kRaa = "../shared/data/other/triangle_raa.csv";

ReportingTriangle triangle_of(const std::vector<std::vector<double>>& cumulative) {
  ReportingTriangle triangle;
  for (std::size_t event = 0; event < cumulative.size(); ++event) {
    triangle.events.push_back(std::to_string(event));
    triangle.counts.push_back(incremental_counts(cumulative[event]));
  }
  for (std::size_t delay = 0; delay < cumulative.front().size(); ++delay)
    triangle.delays.push_back(std::to_string(delay));
  return triangle;
}

ChainLadder fit(const ReportingTriangle& triangle) {
  return std::get<ChainLadder>(fit_chain_ladder(triangle));
}

// Mack 1993: reserve 52,135, standard error 26,909 for the RAA triangle.
TEST(ChainLadder, GivesTheTextbookAnswer) {
  if (!std::filesystem::exists(kRaa)) GTEST_SKIP() << kRaa << " is missing";
  const ReportTable table = read_report_table(read_number_table(kRaa, {}), {});
  const ChainLadder ladder = fit(table.triangle);
  EXPECT_NEAR(ladder.reserve, 52135.23, 0.01);
  EXPECT_NEAR(ladder.error, 26909.01, 0.01);
  EXPECT_EQ(table.triangle.num_events(), 10u);
}

// Worked by hand: f0 = (30 + 22) / (20 + 16), f1 = 33 / 30.
TEST(ChainLadder, IsWhatHandsCompute) {
  const ChainLadder ladder = fit(triangle_of({{20, 30, 33}, {16, 22}, {10}}));
  const double first = 52.0 / 36, second = 33.0 / 30;
  EXPECT_DOUBLE_EQ(ladder.factors[0], first);
  EXPECT_DOUBLE_EQ(ladder.factors[1], second);
  EXPECT_NEAR(ladder.reserve, 22 * second - 22 + 10 * first * second - 10, 1e-12);
  const double variance = 20 * std::pow(1.5 - first, 2) + 16 * std::pow(22.0 / 16 - first, 2);
  EXPECT_NEAR(ladder.variances[0], variance, 1e-12);
  EXPECT_NEAR(ladder.variances[1], variance, 1e-12);  // min(s^4 / s, s, s) of the only one before it
  const double own = std::pow(22 * second, 2) * variance / (second * second) * (1.0 / 22 + 1.0 / 30);
  EXPECT_NEAR(ladder.errors[1], std::sqrt(own), 1e-9);
}

TEST(ChainLadder, DrawsHaveItsMeanAndError) {
  const ReportingTriangle triangle =
      triangle_of({{200, 310, 340}, {160, 225, 250}, {180, 290, 320}, {150, 240}, {120}});
  const ChainLadder ladder = fit(triangle);
  const auto draws = draw_chain_ladder(triangle, ladder, 20000, {});
  std::vector<double> totals(20000);
  for (const auto& event : draws) {
    for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += event[i];
  }
  const double mean = std::accumulate(totals.begin(), totals.end(), 0.0) / 20000;
  double squares = 0;
  for (const double total : totals) squares += (total - mean) * (total - mean);
  EXPECT_NEAR(mean, ladder.reserve, 0.02 * ladder.reserve);
  EXPECT_NEAR(std::sqrt(squares / 20000), ladder.error, 0.03 * ladder.error);
}

TEST(ChainLadder, DrawsDoNotDependOnThreads) {
  const ReportingTriangle triangle = triangle_of({{20, 30, 33}, {16, 22, 25}, {18, 30}, {10}});
  const ChainLadder ladder = fit(triangle);
  ExecutionContext two;
  two.num_threads = 2;
  EXPECT_EQ(draw_chain_ladder(triangle, ladder, 500, {}), draw_chain_ladder(triangle, ladder, 500, two));
}

TEST(ChainLadder, AllowsNegativeIncrements) {
  const ChainLadder ladder = fit(triangle_of({{20, 30, 28}, {16, 22, 21}, {10, 16}, {9}}));
  EXPECT_LT(ladder.factors[1], 1);
  EXPECT_GT(ladder.error, 0);
}

TEST(ChainLadder, RefusesWhatHasNoFactors) {
  const auto reason = [](const std::vector<std::vector<double>>& rows) {
    return std::get<Refusal>(fit_chain_ladder(triangle_of(rows))).reason;
  };
  EXPECT_NE(reason({{5}, {6}, {7}}).find("single delay"), std::string::npos);
  EXPECT_NE(reason({{0, 4, 5}, {0, 3}, {2}}).find("no factor"), std::string::npos);
  EXPECT_NE(reason({{4, 6}, {3}}).find("no spread"), std::string::npos);
}

}  // namespace
}  // namespace byname
