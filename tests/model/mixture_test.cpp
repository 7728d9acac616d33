// SPDX-License-Identifier: Apache-2.0
#include "model/mixture.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "model/score_table.hpp"
#include "reference/invented_records.hpp"
#include "reference/simulated_mixture.hpp"

namespace byname {
namespace {

std::vector<double> random_shares(RandomStream& random, int levels) {
  return draw_dirichlet(random, std::vector<double>(static_cast<std::size_t>(levels), 1.0));
}

MixtureParameters random_parameters(const ModelSpec& model, bool with_structure) {
  RandomStream random(1, RandomStage::kSynth, with_structure, 0, 0);
  MixtureParameters parameters;
  parameters.lambda = 0.01;
  const std::size_t comparisons = model.comparisons.size();
  parameters.correlation.assign(comparisons * comparisons, 1);
  for (std::size_t k = 0; k < comparisons; ++k) {
    parameters.m.push_back(random_shares(random, model.comparisons[k].num_gammas()));
    parameters.u.push_back(random_shares(random, model.comparisons[k].num_gammas()));
    if (with_structure)
      parameters.household.push_back(random_shares(random, model.comparisons[k].num_gammas()));
  }
  if (with_structure) {
    parameters.lambda_household = 0.02;
    parameters.correlation[0 * comparisons + 1] = parameters.correlation[1 * comparisons + 0] = 4;
    parameters.correlation[2 * comparisons + 5] = parameters.correlation[5 * comparisons + 2] = 9;
  }
  return parameters;
}

std::vector<std::int8_t> gammas_of(const PatternCode& code, std::uint64_t pattern) {
  std::vector<std::int8_t> gammas;
  for (std::size_t k = 0; k < code.num_comparisons(); ++k)
    gammas.push_back(static_cast<std::int8_t>(code.gamma(pattern, k)));
  return gammas;
}

class Scores : public testing::TestWithParam<bool> {};

TEST_P(Scores, OfTableAndScorerAgree) {
  const ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  const PatternCode code(model);
  const MixtureParameters parameters = random_parameters(model, GetParam());
  RandomStream random(2, RandomStage::kSynth, 0, 0, 0);
  std::vector<std::uint64_t> patterns;
  for (int i = 0; i < 500; ++i) patterns.push_back(random.below(code.num_patterns()));
  const ScoreTable table(code, patterns, parameters);
  const PatternScorer scorer(parameters);
  ASSERT_EQ(table.size(), patterns.size());
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    const auto gammas = gammas_of(code, patterns[i]);
    const double log_ratio = scorer.log_ratio(gammas);
    ASSERT_NEAR(table.log_ratio(i, 0), log_ratio, 1e-9);
    const double odds = log_ratio + table.log_odds_lambda();
    ASSERT_NEAR(scorer.posterior(gammas).match, 1 / (1 + std::exp(-odds)), 1e-9);
  }
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutStructure, Scores, testing::Bool());

TEST(PatternScorer, EqualsTheFormula) {
  const MixtureParameters known = reference::known_mixture(0.01);
  const PatternScorer scorer(known);
  const std::vector<std::int8_t> gammas = {3, 2, -1, 1, 0};
  const double match = known.m[0][3] * known.m[1][2] * known.m[3][1] * known.m[4][0];
  const double other = known.u[0][3] * known.u[1][2] * known.u[3][1] * known.u[4][0];
  EXPECT_NEAR(scorer.log_ratio(gammas), std::log(match / other), 1e-12);
  EXPECT_NEAR(scorer.posterior(gammas).match, 0.01 * match / (0.01 * match + 0.99 * other), 1e-12);
  EXPECT_EQ(scorer.posterior(gammas).household, 0);
  EXPECT_NEAR(scorer.log_likelihood(gammas), std::log(0.01 * match + 0.99 * other), 1e-12);
}

TEST(PatternScorer, AMissingValueSaysNothing) {
  const PatternScorer scorer(reference::known_mixture(0.01));
  EXPECT_EQ(scorer.log_ratio(std::vector<std::int8_t>(5, -1)), 0);
}

TEST(PatternScorer, CorrelatedAgreementProvesLess) {
  MixtureParameters parameters = reference::known_mixture(0.01);
  const std::vector<std::int8_t> agree = {3, 3, 2, 1, 2};
  const double before = PatternScorer(parameters).log_ratio(agree);
  parameters.correlation[3 * 5 + 4] = parameters.correlation[4 * 5 + 3] = 10;
  const double after = PatternScorer(parameters).log_ratio(agree);
  EXPECT_LT(after, before - 1);
  EXPECT_NEAR(after, before - std::log(10), 0.2);
}

TEST(ShapeOf, KnowsSwappedLevelsNamesAndHouseholds) {
  const ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  const MixtureShape shape = shape_of(model);
  EXPECT_EQ(shape.given, 0);
  EXPECT_EQ(shape.family, 1);
  EXPECT_TRUE(shape.has_swapped_level[0]);
  EXPECT_FALSE(shape.has_swapped_level[1]);
  EXPECT_EQ(shape.same_gamma(0), 3);
  EXPECT_EQ(shape.same_gamma(1), 3);
  EXPECT_TRUE(shape.use_household);  // family name beside place, address and postcode
  EXPECT_TRUE(shape.is_household[1]);
  EXPECT_FALSE(shape.is_household[0]);
}

TEST(ShapeOf, SeesNoHouseholdWithoutAnAddress) {
  ModelSpec model = default_person_model(reference::untidy_records(100, 1, 1));
  std::erase_if(model.comparisons, [](const ComparisonSpec& c) { return c.role == Role::kAddress; });
  EXPECT_FALSE(shape_of(model).use_household);
}

}  // namespace
}  // namespace byname
