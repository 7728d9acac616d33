// SPDX-License-Identifier: Apache-2.0
#include "estimate/latent_class_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "reference/latent_class_density.hpp"

namespace byname {
namespace {

constexpr std::size_t kClasses = kNumLatentClasses;

/// Five lists; some patterns have nobody, so rows without persons link patterns to their parents.
CaptureTable some_table() {
  return make_capture_table(5,
                            {{1, 30}, {2, 20}, {4, 9}, {3, 5}, {6, 4}, {8, 11}, {16, 3}, {21, 2}, {31, 1}});
}

std::vector<double> some_position(std::uint64_t seed, double reach) {
  RandomStream random(seed, RandomStage::kEstimate, 0, 0, 0);
  std::vector<double> position(LatentClassPosterior(some_table()).dimension());
  LatentClassPosterior::draw_from_prior(random, position);
  for (double& each : position) each = std::clamp(each, -reach, reach);
  return position;
}

TEST(LatentClassPosterior, EqualsItsDefinition) {
  const CaptureTable table = some_table();
  LatentClassPosterior posterior(table);
  const auto first = some_position(1, 2);
  const double prior_offset =
      posterior.evaluate(first).log_prior - reference::latent_class_log_prior(first, kClasses, 5);
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto position = some_position(seed, 2);
    const LatentClassPosterior::Value value = posterior.evaluate(position);
    const auto mixture = reference::mixture_at(position, kClasses, 5);
    EXPECT_NEAR(value.log_likelihood, reference::latent_class_log_likelihood(mixture, table.counts), 1e-8);
    EXPECT_NEAR(value.log_prior - prior_offset, reference::latent_class_log_prior(position, kClasses, 5),
                1e-4);
    EXPECT_NEAR(value.unseen_odds, mixture.chance_of(0) / (1 - mixture.chance_of(0)), 1e-9);
  }
}

TEST(LatentClassPosterior, GradientEqualsDifferences) {
  LatentClassPosterior posterior(some_table());
  const double power = 0.7;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto position = some_position(seed, 3);
    std::vector<double> gradient(position.size());
    posterior.evaluate(position, power, gradient);
    const auto density_at = [&](std::size_t i, double step) {
      auto moved = position;
      moved[i] += step;
      const auto value = posterior.evaluate(moved);
      return value.log_prior + power * value.log_likelihood;
    };
    for (std::size_t i = 0; i < position.size(); ++i) {
      const double difference = (density_at(i, 1e-5) - density_at(i, -1e-5)) / 2e-5;
      EXPECT_NEAR(gradient[i], difference, 1e-5 * (1 + std::abs(difference))) << i;
    }
  }
}

TEST(LatentClassPosterior, FarCoordinatesStayFinite) {
  LatentClassPosterior posterior(some_table());
  std::vector<double> position(posterior.dimension(), -30);
  std::vector<double> gradient(position.size());
  for (std::size_t i = 0; i < LatentClassPosterior::num_sticks(); ++i) position[i] = i % 2 == 0 ? 30 : -40;
  const auto value = posterior.evaluate(position, 1, gradient);
  EXPECT_TRUE(std::isfinite(value.log_likelihood));
  EXPECT_GT(value.unseen_odds, 1e12);
  for (const double each : gradient) EXPECT_TRUE(std::isfinite(each));
}

TEST(LatentClassPosterior, ExchangedClassesAreTheSameMixture) {
  LatentClassPosterior posterior(some_table());
  for (const auto& [first, second] :
       {std::pair<std::size_t, std::size_t>{0, 1}, {2, 9}, {8, 9}, {0, 9}, {3, 6}}) {
    const auto before = some_position(7 + first, 1.5);
    auto after = before;
    const double there = LatentClassPosterior::exchange_classes(after, first, second);
    const auto old_mixture = reference::mixture_at(before, kClasses, 5);
    const auto new_mixture = reference::mixture_at(after, kClasses, 5);
    EXPECT_NEAR(new_mixture.weights[first], old_mixture.weights[second], 1e-12);
    EXPECT_NEAR(new_mixture.weights[second], old_mixture.weights[first], 1e-12);
    EXPECT_NEAR(new_mixture.chances[first][3], old_mixture.chances[second][3], 1e-12);
    EXPECT_NEAR(posterior.evaluate(after).log_likelihood, posterior.evaluate(before).log_likelihood, 1e-8);
    const double back = LatentClassPosterior::exchange_classes(after, first, second);
    EXPECT_NEAR(there + back, 0, 1e-9);
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i], before[i], 1e-9);
  }
}

TEST(LatentClassPosterior, PriorDrawsHaveThePriorsMoments) {
  RandomStream random(11, RandomStage::kEstimate, 0, 0, 0);
  std::vector<double> position(LatentClassPosterior(some_table()).dimension());
  double first_weight = 0;
  double chance = 0;
  const int draws = 20000;
  for (int i = 0; i < draws; ++i) {
    LatentClassPosterior::draw_from_prior(random, position);
    const auto mixture = reference::mixture_at(position, kClasses, 5);
    first_weight += mixture.weights[0] / draws;
    chance += mixture.chances[4][2] / draws;
  }
  // E[V] = E[1 / (1 + alpha)] = .7270 for alpha ~ Gamma(1/4, rate 1/4), by quadrature.
  EXPECT_NEAR(first_weight, 0.7270, 0.01);
  EXPECT_NEAR(chance, 0.5, 0.01);
}

}  // namespace
}  // namespace byname
