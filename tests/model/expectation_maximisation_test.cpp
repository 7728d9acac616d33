// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <gtest/gtest.h>

#include "model/mixture.hpp"
#include "reference/simulated_mixture.hpp"

namespace byname {
namespace {

using reference::known_mixture;
using reference::shape_of_mixture;
using reference::simulate_patterns;

constexpr double kPairs = 2000.0 * 1999 / 2;

MixtureTraining train(const TrainingData& data, const MixtureShape& shape) {
  MixtureOptions options;
  options.num_records = 2000;
  return train_mixture(data, shape, options, ExecutionContext{});
}

void expect_close(const std::vector<std::vector<double>>& trained,
                  const std::vector<std::vector<double>>& known, double tolerance) {
  for (std::size_t k = 0; k < known.size(); ++k) {
    double total = 0;
    for (std::size_t g = 0; g < known[k].size(); ++g) {
      EXPECT_NEAR(trained[k][g], known[k][g], tolerance) << k << " " << g;
      total += trained[k][g];
    }
    EXPECT_NEAR(total, 1, 1e-9);
  }
}

TEST(TrainMixture, FindsTheNumbersThatMadeTheData) {
  const MixtureParameters known = known_mixture(1e-3);
  const auto fit = train(simulate_patterns(known, kPairs, 0, 1), shape_of_mixture(known)).best;
  EXPECT_TRUE(fit.is_admissible);
  EXPECT_NEAR(fit.parameters.lambda / known.lambda, 1, 0.1);
  EXPECT_NEAR(fit.expected_matches, fit.parameters.lambda * kPairs, 0.01 * fit.expected_matches);
  expect_close(fit.parameters.m, known.m, 0.03);
  expect_close(fit.parameters.u, known.u, 0.002);
}

TEST(TrainMixture, FindsThemBehindMissingValues) {
  const MixtureParameters known = known_mixture(1e-3);
  const auto fit = train(simulate_patterns(known, kPairs, 0.1, 2), shape_of_mixture(known)).best;
  EXPECT_NEAR(fit.parameters.lambda / known.lambda, 1, 0.1);
  expect_close(fit.parameters.m, known.m, 0.03);
}

TEST(TrainMixture, FindsFewMatches) {
  for (const double matches : {20.0, 100.0}) {
    const MixtureParameters known = known_mixture(matches / kPairs);
    const auto fit = train(simulate_patterns(known, kPairs, 0, 3), shape_of_mixture(known)).best;
    EXPECT_NEAR(fit.expected_matches, matches, 2.5 * std::sqrt(matches)) << matches;
  }
}

TEST(TrainMixture, FindsNoMatchesWhereThereAreNone) {
  const MixtureParameters known = known_mixture(0);
  for (const std::uint64_t seed : {4, 5, 6}) {
    const auto training = train(simulate_patterns(known, kPairs, 0, seed), shape_of_mixture(known));
    EXPECT_LT(training.best.expected_matches, 2) << seed;
  }
}

TEST(TrainMixture, DoesNotDependOnTheOrderOfComparisons) {
  const MixtureParameters known = known_mixture(1e-3);
  const TrainingData data = simulate_patterns(known, kPairs, 0.1, 7);
  const std::vector<std::size_t> order = {3, 1, 4, 0, 2};
  TrainingData permuted = data;
  MixtureShape shape = shape_of_mixture(known);
  for (std::size_t k = 0; k < order.size(); ++k) {
    shape.num_gammas[k] = static_cast<int>(known.m[order[k]].size());
    if (order[k] == 0) shape.given = static_cast<int>(k);
    if (order[k] == 1) shape.family = static_cast<int>(k);
    for (std::size_t row = 0; row < data.num_rows(); ++row) {
      permuted.gammas[row * order.size() + k] = data.gammas[row * order.size() + order[k]];
    }
  }
  const auto plain = train(data, shape_of_mixture(known)).best;
  const auto other = train(permuted, shape).best;
  EXPECT_NEAR(std::log(other.parameters.lambda / plain.parameters.lambda), 0, 1e-6);
  for (std::size_t k = 0; k < order.size(); ++k) {
    for (std::size_t g = 0; g < other.parameters.m[k].size(); ++g) {
      EXPECT_NEAR(other.parameters.m[k][g], plain.parameters.m[order[k]][g], 1e-5);
    }
  }
}

TEST(TrainMixture, DoesNotDependOnThreads) {
  const MixtureParameters known = known_mixture(1e-3);
  const TrainingData data = simulate_patterns(known, kPairs, 0.2, 8);
  MixtureOptions options;
  options.num_records = 2000;
  ExecutionContext seven;
  seven.num_threads = 7;
  const auto one = train_mixture(data, shape_of_mixture(known), options, ExecutionContext{});
  const auto many = train_mixture(data, shape_of_mixture(known), options, seven);
  EXPECT_EQ(one.best.parameters.lambda, many.best.parameters.lambda);
  EXPECT_EQ(one.best.parameters.m, many.best.parameters.m);
  EXPECT_EQ(one.best.parameters.correlation, many.best.parameters.correlation);
}

/// Adds a comparison that says what comparison `of` says: among non-matches always, among matches on its own.
TrainingData with_copy(const MixtureParameters& known, std::size_t of) {
  MixtureParameters matches = known;
  MixtureParameters others = known;
  matches.m.push_back(known.m[of]);
  matches.u.push_back(known.u[of]);
  const double expected = kPairs * known.lambda;
  matches.lambda = 1;
  others.lambda = 0;
  TrainingData data = simulate_patterns(matches, expected, 0, 9);
  const TrainingData plain = simulate_patterns(others, kPairs - expected, 0, 10);
  for (std::size_t row = 0; row < plain.num_rows(); ++row) {
    data.gammas.insert(data.gammas.end(), plain.row(row).begin(), plain.row(row).end());
    data.gammas.push_back(plain.row(row)[of]);
    data.counts.push_back(plain.counts[row]);
    data.patterns.push_back(1000000 + row);
  }
  data.num_pairs += plain.num_pairs;
  return data;
}

TEST(TrainMixture, SeesThatACopyIsNoSecondProof) {
  const MixtureParameters known = known_mixture(1e-3);
  const std::size_t copied = 4;
  const TrainingData data = with_copy(known, copied);
  MixtureParameters wider = known;
  wider.m.push_back(known.m[copied]);
  const auto fit = train(data, shape_of_mixture(wider)).best;
  const double agreement = 1 - known.u[copied][0];
  EXPECT_NEAR(fit.parameters.ratio(copied, 5), 1 / agreement, 0.1 / agreement);
  EXPECT_EQ(fit.parameters.ratio(copied, 5), fit.parameters.ratio(5, copied));
  EXPECT_NEAR(fit.parameters.ratio(0, copied), 1, 0.1);
  EXPECT_NEAR(fit.parameters.ratio(1, 3), 1, 0.1);
  EXPECT_NEAR(fit.parameters.lambda / known.lambda, 1, 0.1);
}

/// given, family, date, phone, place, address
MixtureParameters mixture_with_addresses() {
  MixtureParameters known = known_mixture(1e-3);
  known.m = {known.m[0], known.m[1], known.m[2], {0.1, 0.9}, known.m[4], {0.2, 0.1, 0.7}};
  known.u = {known.u[0], known.u[1], known.u[2], {0.9999, 0.0001}, known.u[4], {0.97, 0.02, 0.01}};
  known.correlation.assign(36, 1);
  return known;
}

TrainingData simulate_alone(MixtureParameters known, double num_pairs, std::uint64_t seed) {
  known.lambda = 1;
  return simulate_patterns(known, num_pairs, 0, seed);
}

void append(TrainingData& data, const TrainingData& more) {
  data.patterns.insert(data.patterns.end(), more.patterns.begin(), more.patterns.end());
  data.gammas.insert(data.gammas.end(), more.gammas.begin(), more.gammas.end());
  data.counts.insert(data.counts.end(), more.counts.begin(), more.counts.end());
  data.num_pairs += more.num_pairs;
}

TEST(TrainMixture, TellsAFatherFromTheSonNamedAfterHim) {
  const MixtureParameters known = mixture_with_addresses();
  MixtureParameters others = known;
  others.m = known.u;
  MixtureParameters namesakes = others;  // one name at one address, but born apart and called elsewhere
  for (const std::size_t k : {0, 1, 4, 5}) namesakes.m[k] = known.m[k];
  const double num_matches = 1500;
  TrainingData data = simulate_alone(known, num_matches, 21);
  append(data, simulate_alone(namesakes, 400, 22));
  append(data, simulate_alone(others, kPairs - 1900, 23));
  MixtureShape shape = shape_of_mixture(known);
  const double without = train(data, shape).best.expected_matches;
  EXPECT_GT(without, num_matches + 200);
  for (const std::size_t k : {1, 4, 5}) shape.is_household[k] = true;
  shape.use_household = true;
  const MixtureParameters fitted = train(data, shape).best.parameters;
  EXPECT_NEAR(fitted.lambda * kPairs, num_matches, 0.03 * num_matches);
  EXPECT_NEAR(fitted.lambda_household * kPairs, 400, 60);
  EXPECT_NEAR(fitted.household[0].back(), known.m[0].back(), 0.1);  // how many are named alike is learnt

  MixtureOptions options;
  options.num_records = 2000;
  for (std::size_t row = 0; row < data.num_rows(); ++row)
    options.never_match.push_back(data.row(row)[2] == 0);
  const MixtureParameters barred = train_mixture(data, shape, options, ExecutionContext{}).best.parameters;
  EXPECT_NEAR(barred.lambda_household * kPairs, 400, 60) << "barred pairs are still of a household";
}

TEST(TrainMixture, TakesBarredPairsForNonMatches) {
  const MixtureParameters known = known_mixture(1e-3);
  const TrainingData data = simulate_patterns(known, kPairs, 0, 11);
  MixtureOptions options;
  options.num_records = 2000;
  for (std::size_t row = 0; row < data.num_rows(); ++row)
    options.never_match.push_back(data.row(row)[3] == 0);
  const auto fit = train_mixture(data, shape_of_mixture(known), options, ExecutionContext{}).best;
  EXPECT_LT(fit.parameters.m[3][0], 0.005);  // the prior alone
  EXPECT_NEAR(fit.parameters.lambda / (known.lambda * known.m[3][1]), 1, 0.1);
}

TEST(TrainMixture, RefusesMoreLinksThanTheListsAllow) {
  const MixtureParameters known = known_mixture(1e-3);
  MixtureOptions options;
  options.num_records = 2000;
  options.max_expected = 500;
  const auto training = train_mixture(simulate_patterns(known, kPairs, 0, 12), shape_of_mixture(known),
                                      options, ExecutionContext{});
  EXPECT_FALSE(training.has_admissible);
}

}  // namespace
}  // namespace byname
