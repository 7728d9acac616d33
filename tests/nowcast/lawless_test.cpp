// SPDX-License-Identifier: Apache-2.0
#include "nowcast/lawless.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include "nowcast/chain_ladder.hpp"
#include "simulated_reports.hpp"

namespace byname {
namespace {

ReportingTriangle triangle_of(const std::vector<std::vector<double>>& counts) {
  ReportingTriangle triangle;
  triangle.counts = counts;
  for (std::size_t event = 0; event < counts.size(); ++event)
    triangle.events.push_back(std::to_string(event));
  for (std::size_t delay = 0; delay < counts.front().size(); ++delay)
    triangle.delays.push_back(std::to_string(delay));
  return triangle;
}

const std::vector<std::vector<double>> kCounts = {{20, 10, 3}, {16, 6, 2}, {18, 12}, {10}};

// With all periods, 1 - g(d) is the inverse of the chain ladder's factor.
TEST(ReverseHazards, AgreeWithTheChainLadder) {
  const ReportingTriangle triangle = triangle_of(kCounts);
  const ReverseHazards hazards = std::get<ReverseHazards>(fit_reverse_hazards(triangle, 0));
  const ChainLadder ladder = std::get<ChainLadder>(fit_chain_ladder(triangle));
  EXPECT_NEAR(hazards.shares[0], 1 / (ladder.factors[0] * ladder.factors[1]), 1e-12);
  EXPECT_NEAR(hazards.shares[1], 1 / ladder.factors[1], 1e-12);
  EXPECT_DOUBLE_EQ(hazards.shares[2], 1);
}

TEST(ReverseHazards, LookAtTheWindowOnly) {
  const ReportingTriangle triangle = triangle_of(kCounts);
  const ReverseHazards hazards = std::get<ReverseHazards>(fit_reverse_hazards(triangle, 1));
  EXPECT_DOUBLE_EQ(hazards.shares[1], 1 - 2.0 / 24);                // only the period 1 at delay 2
  EXPECT_DOUBLE_EQ(hazards.shares[0], (1 - 2.0 / 24) * 18.0 / 30);  // only the period 2 at delay 1
}

TEST(ReverseHazards, Refuse) {
  const auto reason = [](const std::vector<std::vector<double>>& rows, int window) {
    return std::get<Refusal>(fit_reverse_hazards(triangle_of(rows), window)).reason;
  };
  EXPECT_NE(reason({{5}, {6}}, 0).find("single delay"), std::string::npos);
  EXPECT_NE(reason({{5, -1}, {6}}, 0).find("negative"), std::string::npos);
  EXPECT_NE(reason({{5, 1.5}, {6}}, 0).find("fractions"), std::string::npos);
  EXPECT_NE(reason({{0, 4}, {0}}, 0).find("nobody was ever named within delay 0"), std::string::npos);
  EXPECT_NE(reason({{0, 0, 4}, {0, 0}, {3}}, 0).find("no period within the window"), std::string::npos);
}

// 200 worlds without drift, where the method is right: its 95 % interval holds what comes.
TEST(ReverseHazards, CoverWhatComes) {
  const TriangleShape shape = triangular_shape(12, 5);
  DelayRates rates;
  rates.size = 1e6;
  rates.means.assign(12, {30, 20, 15, 10, 5});
  int num_covered = 0;
  for (std::uint64_t world = 0; world < 200; ++world) {
    RandomStream random(7, RandomStage::kSynth, world, 0, 0);
    const SimulatedReports reports = simulate_reports(shape, rates, 0, random);
    const ReverseHazards hazards = std::get<ReverseHazards>(fit_reverse_hazards(reports.triangle, 0));
    const auto draws = draw_reverse_hazards(reports.triangle, hazards, 1000, {});
    std::vector<double> totals(1000);
    for (const auto& event : draws) {
      for (std::size_t i = 0; i < totals.size(); ++i) totals[i] += event[i];
    }
    const Interval interval = interval_of_draws(totals);
    num_covered += interval.low <= reports.all_to_come() && reports.all_to_come() <= interval.high ? 1 : 0;
  }
  EXPECT_GE(num_covered, 182);
  EXPECT_LE(num_covered, 199);
}

}  // namespace
}  // namespace byname
