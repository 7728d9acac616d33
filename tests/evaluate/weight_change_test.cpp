// SPDX-License-Identifier: Apache-2.0
#include "evaluate/weight_change.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace byname {
namespace {

SplinkComparison comparison_of(const std::string& name, double m, double u) {
  SplinkComparison comparison;
  comparison.name = name;
  comparison.levels.resize(3);
  comparison.levels[0].label = "missing";
  comparison.levels[0].is_null = true;
  comparison.levels[1].label = "equal";
  comparison.levels[1].m = m;
  comparison.levels[1].u = u;
  comparison.levels[2].label = "other";
  comparison.levels[2].m = 1 - m;
  comparison.levels[2].u = 1 - u;
  comparison.gammas = {-1, 1, 0};
  return comparison;
}

SplinkModel model_of(double lambda, std::vector<SplinkComparison> comparisons) {
  SplinkModel model;
  model.lambda = lambda;
  model.comparisons = std::move(comparisons);
  return model;
}

double total_change(const std::vector<WeightPart>& parts) {
  return std::accumulate(parts.begin(), parts.end(), 0.0,
                         [](double sum, const WeightPart& part) { return sum + part.change(); });
}

TEST(WeightChange, AddsUpToTheChangeOfTheWeight) {
  const SplinkModel before =
      model_of(0.2, {comparison_of("name", 0.9, 0.1), comparison_of("town", 0.5, 0.25)});
  const SplinkModel after =
      model_of(0.5, {comparison_of("name", 0.8, 0.1), comparison_of("date", 0.75, 0.75)});
  const std::vector<int> old_gammas = {1, 0};
  const std::vector<int> new_gammas = {1, -1};
  const auto parts = weight_changes({&before, old_gammas, 3}, {&after, new_gammas, -4.5});
  ASSERT_EQ(parts.size(), 5u);
  EXPECT_NEAR(total_change(parts), -7.5, 1e-12);
  EXPECT_NEAR(parts[0].before, -2, 1e-12);
  EXPECT_NEAR(parts[1].change(), 3 - std::log2(9.0), 1e-12);
  EXPECT_FALSE(parts[2].level_after.has_value());
  EXPECT_EQ(parts[3].level_after, "missing");
  EXPECT_FALSE(parts[3].level_before.has_value());
}

TEST(WeightChange, SaysWhichLevelChangedMost) {
  const SplinkModel model =
      model_of(0.5, {comparison_of("name", 0.9, 0.1), comparison_of("date", 0.99, 0.01)});
  const std::vector<int> old_gammas = {1, 0};
  const std::vector<int> new_gammas = {0, 1};
  const auto texts =
      weight_change_texts(weight_changes({&model, old_gammas, -3.46}, {&model, new_gammas, 3.46}));
  ASSERT_EQ(texts.size(), 2u);
  EXPECT_EQ(texts[0], "date: [equal], +6.6 bits, before [other], -6.6");
  EXPECT_EQ(texts[1], "name: [other], -3.2 bits, before [equal], +3.2");
}

TEST(WeightChange, StaysFiniteWhereALevelCannotBe) {
  const SplinkModel before = model_of(0.5, {comparison_of("name", 0.9, 0.0)});
  const SplinkModel after = model_of(0.5, {comparison_of("name", 1.0, 0.5)});
  const std::vector<int> old_gammas = {1};
  const std::vector<int> new_gammas = {0};
  const auto parts = weight_changes({&before, old_gammas, 996}, {&after, new_gammas, -996});
  EXPECT_NEAR(total_change(parts), -1992, 1e-9);
}

}  // namespace
}  // namespace byname
