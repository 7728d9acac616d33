// SPDX-License-Identifier: Apache-2.0
#include "model/splink_scorer.hpp"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "reference/value_tables.hpp"

// The formulas of Splink 4: odds = lambda / (1 - lambda) times m / u and the term-frequency multiplier
// (u_exact / max(tf_l, tf_r, minimum u)) ^ weight of each comparison, held within [1e-300, 1e300].

namespace byname {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

constexpr double kSmallestWeight = -996.578428466209;  // log2(1e-300)

/// Records of the table below.
enum Record : std::uint32_t { kAnna, kOtherAnna, kBela, kNameless, kThirdAnna, kCarl, kOtherNameless };

/// Shares of the names: Anna 3/5, Bela and Carl 1/5 each; of the towns: Ash 2/7, Elm 1/7, Oak 4/7.
ValueTable make_table() {
  ValueTable table(7);
  reference::add_column(table, "name", "VARCHAR",
                        {"Anna", "Anna", "Bela", std::nullopt, "Anna", "Carl", std::nullopt});
  reference::add_column(table, "town", "VARCHAR", {"Ash", "Ash", "Elm", "Oak", "Oak", "Oak", "Oak"});
  return table;
}

Json null_level(const std::string& column) {
  return {{"sql_condition", column + "_l IS NULL OR " + column + "_r IS NULL"}, {"is_null_level", true}};
}

Json level(const std::string& condition, double m, double u) {
  return {{"sql_condition", condition}, {"m_probability", m}, {"u_probability", u}};
}

Json without_m_and_u(const std::string& condition) { return {{"sql_condition", condition}}; }

Json adjusted(Json level, const std::string& column) {
  level["tf_adjustment_column"] = column;
  return level;
}

Json comparison(const std::string& name, const std::vector<Json>& levels) {
  return {{"output_column_name", name}, {"comparison_levels", levels}};
}

/// Exact names of gamma 2 and similar ones of gamma 1, both adjusted by the frequency of the name.
std::vector<Json> name_levels() {
  return {null_level("name"), adjusted(level("name_l = name_r", 0.8, 0.05), "name"),
          adjusted(level("jaro_winkler_similarity(name_l, name_r) > 0.9", 0.15, 0.1), "name"),
          level("ELSE", 0.05, 0.85)};
}

/// A scorer with all that it looks into.
struct Scoring {
  Scoring(const std::vector<Json>& comparisons, double lambda)
      : model(SplinkModel::from_json({{"link_type", "dedupe_only"},
                                      {"probability_two_random_records_match", lambda},
                                      {"comparisons", comparisons}})),
        table(make_table()),
        comparer(model, table, ExecutionContext{}),
        scorer(model, comparer, table) {}

  PairScore score(std::uint32_t left, std::uint32_t right, const std::vector<std::int8_t>& gammas) const {
    return scorer.score(left, right, gammas);
  }
  double odds(std::uint32_t left, std::uint32_t right, const std::vector<std::int8_t>& gammas) const {
    return std::exp2(score(left, right, gammas).match_weight);
  }

  SplinkModel model;
  ValueTable table;
  SplinkComparer comparer;
  SplinkScorer scorer;
};

void expect_odds(double odds, double expected) { EXPECT_NEAR(odds / expected, 1, 1e-12) << odds; }

TEST(SplinkScorer, OddsAreThePriorTimesEachFactor) {
  const std::vector<Json> town = {null_level("town"), level("town_l = town_r", 0.9, 0.2),
                                  level("ELSE", 0.1, 0.8)};
  const std::vector<Json> name = {null_level("name"), level("name_l = name_r", 0.7, 0.01),
                                  level("ELSE", 0.3, 0.99)};
  const Scoring scoring({comparison("town", town), comparison("name", name)}, 0.01);
  const double prior = 0.01 / 0.99;
  const PairScore both = scoring.score(kAnna, kBela, {1, 1});
  expect_odds(std::exp2(both.match_weight), prior * (0.9 / 0.2) * (0.7 / 0.01));
  const double odds = prior * (0.9 / 0.2) * (0.7 / 0.01);
  EXPECT_NEAR(both.match_probability, odds / (1 + odds), 1e-15);
  expect_odds(scoring.odds(kAnna, kBela, {0, 1}), prior * (0.1 / 0.8) * (0.7 / 0.01));
  expect_odds(scoring.odds(kAnna, kBela, {1, 0}), prior * (0.9 / 0.2) * (0.3 / 0.99));
}

TEST(SplinkScorer, ANullLevelSaysNothing) {
  const Scoring scoring({comparison("name", name_levels())}, 0.2);
  expect_odds(scoring.odds(kAnna, kNameless, {-1}), 0.25);
  EXPECT_NEAR(scoring.score(kAnna, kNameless, {-1}).match_probability, 0.2, 1e-15);
}

TEST(SplinkScorer, FrequentValuesCountLess) {
  const Scoring scoring({comparison("name", name_levels())}, 0.5);
  const double exact = 0.8 / 0.05;
  expect_odds(scoring.odds(kAnna, kOtherAnna, {2}), exact * (0.05 / 0.6));
  expect_odds(scoring.odds(kBela, kBela, {2}), exact * (0.05 / 0.2));
}

TEST(SplinkScorer, OfTwoValuesTheMoreFrequentCounts) {
  // A level that is not exact takes u of the exact one.
  const Scoring scoring({comparison("name", name_levels())}, 0.5);
  const double similar = 0.15 / 0.1;
  expect_odds(scoring.odds(kBela, kCarl, {1}), similar * (0.05 / 0.2));
  expect_odds(scoring.odds(kAnna, kCarl, {1}), similar * (0.05 / 0.6));
  expect_odds(scoring.odds(kCarl, kAnna, {1}), similar * (0.05 / 0.6));
  expect_odds(scoring.odds(kAnna, kCarl, {0}), 0.05 / 0.85);
}

TEST(SplinkScorer, FrequencyOfAMissingValueIsTheOthers) {
  const Scoring scoring({comparison("name", name_levels())}, 0.5);
  const double similar = 0.15 / 0.1;
  expect_odds(scoring.odds(kAnna, kNameless, {1}), similar * (0.05 / 0.6));
  expect_odds(scoring.odds(kNameless, kBela, {1}), similar * (0.05 / 0.2));
  expect_odds(scoring.odds(kNameless, kOtherNameless, {1}), similar);
}

TEST(SplinkScorer, WeightIsAPower) {
  std::vector<Json> levels = name_levels();
  levels[1]["tf_adjustment_weight"] = 0.5;
  levels[2]["tf_adjustment_weight"] = 0.25;
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kAnna, kOtherAnna, {2}), 0.8 / 0.05 * std::sqrt(0.05 / 0.6));
  expect_odds(scoring.odds(kBela, kCarl, {1}), 0.15 / 0.1 * std::pow(0.05 / 0.2, 0.25));
  expect_odds(scoring.odds(kNameless, kOtherNameless, {1}), 0.15 / 0.1);
}

TEST(SplinkScorer, AWeightOfZeroInTheFileStandsForOne) {
  std::vector<Json> levels = name_levels();
  levels[1]["tf_adjustment_weight"] = 0;
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kAnna, kOtherAnna, {2}), 0.8 / 0.05 * (0.05 / 0.6));
}

TEST(SplinkScorer, RareValuesCountAsFrequentAsTheMinimum) {
  std::vector<Json> levels = name_levels();
  levels[1]["tf_minimum_u_value"] = 0.3;
  levels[2]["tf_minimum_u_value"] = 0.3;
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kBela, kBela, {2}), 0.8 / 0.05 * (0.05 / 0.3));
  expect_odds(scoring.odds(kAnna, kOtherAnna, {2}), 0.8 / 0.05 * (0.05 / 0.6));
  expect_odds(scoring.odds(kNameless, kBela, {1}), 0.15 / 0.1 * (0.05 / 0.3));
  expect_odds(scoring.odds(kNameless, kOtherNameless, {1}), 0.15 / 0.1);
}

TEST(SplinkScorer, WithoutExactMatchDetectionTheLevelsOwnUCounts) {
  std::vector<Json> levels = name_levels();
  levels[2]["disable_tf_exact_match_detection"] = true;
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kBela, kCarl, {1}), 0.15 / 0.1 * (0.1 / 0.2));
  expect_odds(scoring.odds(kAnna, kOtherAnna, {2}), 0.8 / 0.05 * (0.05 / 0.6));
}

TEST(SplinkScorer, TheFirstExactLevelGivesU) {
  const std::vector<Json> levels = {level("name_l = name_r AND town_l = town_r", 0.5, 0.001),
                                    level("name_r = name_l", 0.2, 0.02), level("name_l = name_r", 0.1, 0.3),
                                    adjusted(level("levenshtein(name_l, name_r) < 3", 0.1, 0.1), "name"),
                                    level("ELSE", 0.1, 0.6)};
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kBela, kCarl, {1}), 0.1 / 0.1 * (0.02 / 0.2));
}

TEST(SplinkScorer, NullAndElseLevelsAreNotAdjusted) {
  std::vector<Json> levels = name_levels();
  levels[0] = adjusted(levels[0], "name");
  levels[3] = adjusted(levels[3], "name");
  const Scoring scoring({comparison("name", levels)}, 0.5);
  expect_odds(scoring.odds(kAnna, kNameless, {-1}), 1);
  expect_odds(scoring.odds(kAnna, kBela, {0}), 0.05 / 0.85);
}

TEST(SplinkScorer, AdjustsByAnotherColumnThanItCompares) {
  const std::vector<Json> levels = {adjusted(level("town_l = town_r", 0.5, 0.1), "\"town\""),
                                    adjusted(level("name_l = name_r", 0.3, 0.2), "town"),
                                    level("ELSE", 0.2, 0.7)};
  const Scoring scoring({comparison("either", levels)}, 0.5);
  expect_odds(scoring.odds(kNameless, kThirdAnna, {2}), 0.5 / 0.1 * (0.1 / (4 / 7.0)));
  expect_odds(scoring.odds(kAnna, kThirdAnna, {1}), 0.3 / 0.2 * (0.1 / (4 / 7.0)));
}

std::string complaint(const std::vector<Json>& comparisons) {
  try {
    const Scoring scoring(comparisons, 0.5);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(SplinkScorer, RefusesAnAdjustmentWithoutAnExactLevel) {
  const Json similar = adjusted(level("jaro_similarity(name_l, name_r) > 0.9", 0.9, 0.1), "name");
  const Json rest = level("ELSE", 0.1, 0.9);
  EXPECT_EQ(
      complaint({comparison("name", {null_level("name"), similar, rest})}),
      "the model cannot be used: level 2 of comparison name is adjusted by the frequencies of name, but "
      "no level of it is the equality of that column. Add one, or set disable_tf_exact_match_detection");
  // An exact level of another comparison, column or expression is none.
  const Json exact = level("name_l = name_r", 0.9, 0.1);
  EXPECT_THAT(complaint({comparison("exact", {exact, rest}), comparison("name", {similar, rest})}),
              HasSubstr("level 1 of comparison name"));
  for (const char* other : {"town_l = town_r", "lower(name_l) = lower(name_r)", "name_l = town_r",
                            "name_l = name_r AND town_l = town_r"}) {
    EXPECT_THAT(complaint({comparison("name", {level(other, 0.9, 0.1), similar, rest})}),
                HasSubstr("no level of it is the equality"))
        << other;
  }
  Json own = similar;
  own["disable_tf_exact_match_detection"] = true;
  EXPECT_EQ(complaint({comparison("name", {own, rest})}), "");
}

TEST(SplinkScorer, RefusesFrequenciesOfAColumnThatIsNotThere) {
  const Json exact = adjusted(level("name_l = name_r", 0.9, 0.1), "nowhere");
  EXPECT_THAT(complaint({comparison("name", {exact, level("ELSE", 0.1, 0.9)})}),
              HasSubstr("frequencies of nowhere, and no list has that column"));
}

TEST(SplinkScorer, OddsAreHeldWithinBounds) {
  std::vector<Json> comparisons;
  for (const char* name : {"first", "second", "third"}) {
    comparisons.push_back(comparison(name, {level("name_l = name_r", 1, 1e-150),
                                            level("town_l = town_r", 1e-150, 1), level("ELSE", 0.5, 0.5)}));
  }
  const Scoring scoring(comparisons, 0.5);
  const PairScore high = scoring.score(kAnna, kOtherAnna, {2, 2, 2});
  EXPECT_NEAR(high.match_weight, -kSmallestWeight, 1e-9);
  EXPECT_EQ(high.match_probability, 1);
  const PairScore low = scoring.score(kAnna, kOtherAnna, {1, 1, 1});
  EXPECT_NEAR(low.match_weight, kSmallestWeight, 1e-9);
  EXPECT_EQ(low.match_probability, 1e-300);
  // The product alone is held, not each step of it.
  EXPECT_NEAR(scoring.score(kAnna, kOtherAnna, {2, 1, 0}).match_weight, 0, 1e-9);
}

TEST(SplinkScorer, LambdaOfOneIsCertain) {
  const Scoring scoring({comparison("name", name_levels())}, 1);
  for (const std::int8_t gamma : {-1, 0, 1, 2}) {
    const PairScore score = scoring.score(kAnna, kBela, {gamma});
    EXPECT_EQ(score.match_probability, 1);
    EXPECT_NEAR(score.match_weight, -kSmallestWeight, 1e-9);
  }
}

TEST(SplinkScorer, LambdaOfZeroIsTheLowerBound) {
  const Scoring scoring({comparison("name", name_levels())}, 0);
  const PairScore score = scoring.score(kAnna, kOtherAnna, {2});
  EXPECT_EQ(score.match_probability, 1e-300);
  EXPECT_NEAR(score.match_weight, kSmallestWeight, 1e-9);
}

TEST(SplinkScorer, MissingMAndUAreSplinksDefaults) {
  const Scoring two(
      {comparison("name", {null_level("name"), without_m_and_u("name_l = name_r"), without_m_and_u("ELSE")})},
      0.5);
  expect_odds(two.odds(kAnna, kOtherAnna, {1}), 1024);  // 2^10
  expect_odds(two.odds(kAnna, kBela, {0}), 1 / 32.0);   // 2^-5
  const Scoring four(
      {comparison("name", {without_m_and_u("name_l = name_r"), without_m_and_u("town_l = town_r"),
                           without_m_and_u("name_l < name_r"), without_m_and_u("ELSE")})},
      0.5);
  expect_odds(four.odds(kAnna, kBela, {3}), 1024);
  expect_odds(four.odds(kAnna, kBela, {2}), 8);        // 2^3
  expect_odds(four.odds(kAnna, kBela, {1}), 1 / 2.0);  // 2^-1, half way
  expect_odds(four.odds(kAnna, kBela, {0}), 1 / 32.0);
}

TEST(SplinkScorer, MissingMOrUAloneIsTheDefaultOfItsPlace) {
  Json only_u = without_m_and_u("name_l = name_r");
  only_u["u_probability"] = 0.01;
  Json only_m = without_m_and_u("town_l = town_r");
  only_m["m_probability"] = 0.4;
  const Scoring scoring({comparison("name", {null_level("name"), only_u, only_m, without_m_and_u("ELSE")})},
                        0.5);
  expect_odds(scoring.odds(kAnna, kBela, {2}), 0.95 / 0.01);
  expect_odds(scoring.odds(kAnna, kBela, {1}), 0.4 / (0.025 / 8));
}

TEST(SplinkScorer, ZerosInTheFileAreMissing) {
  const Scoring scoring({comparison("name", {level("name_l = name_r", 0, 0.01), level("ELSE", 0.05, 0)})},
                        0.5);
  expect_odds(scoring.odds(kAnna, kBela, {1}), 0.95 / 0.01);
  expect_odds(scoring.odds(kAnna, kBela, {0}), 0.05 / (0.05 * 32));
}

}  // namespace
}  // namespace byname
