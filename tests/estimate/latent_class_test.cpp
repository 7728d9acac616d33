// SPDX-License-Identifier: Apache-2.0
#include "estimate/latent_class.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

#include "estimate/tempered_chain.hpp"
#include "reference_tables.hpp"

namespace byname {
namespace {

LatentClassSampler sample_table(int num_lists, const Overlap& overlap, const LatentClassOptions& options = {},
                                int num_threads = 2) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return {make_capture_table(num_lists, overlap), options, context};
}

void expect_total(const ReferenceTable& table, double median, double low, double high) {
  const LatentClassSampler sampler = sample_table(table.num_lists, table.overlap);
  ASSERT_EQ(sampler.decided().reason, "");
  EXPECT_LE(sampler.convergence().r_hat, 1.01);
  EXPECT_GE(sampler.convergence().bulk_ess, 400);
  const Interval total = mixture_interval(sampler.decided().unseen.parts, true);
  EXPECT_NEAR(total.estimate, median, 0.02 * median);
  EXPECT_NEAR(total.low, low, 0.05 * low);
  EXPECT_NEAR(total.high, high, 0.05 * high);
}

// Answers of the same model sampled by other means (../shared/data/mse).
TEST(LatentClass, Kosovo) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  expect_total(read_reference_table("kosovo"), 10443, 9008, 13855);
}

TEST(LatentClass, UnitedKingdomInFiveLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  expect_total(read_reference_table("ukdat_5"), 22200, 15600, 34300);
}

TEST(LatentClass, HareInSixLists) {
  BYNAME_NEEDS_REFERENCE_TABLES();
  expect_total(read_reference_table("hare"), 77, 70, 90);
}

/// Persons of three classes on three lists.
const Overlap kSmallTable = {{1, 40}, {2, 30}, {4, 25}, {3, 12}, {5, 9}, {6, 8}, {7, 10}};

TEST(LatentClass, ThreadsChangeNothing) {
  LatentClassOptions options;
  options.warm_up_rounds = 2;
  options.sweeps_per_check = options.most_sweeps = 60;
  const LatentClassSampler one = sample_table(3, kSmallTable, options, 1);
  const LatentClassSampler four = sample_table(3, kSmallTable, options, 4);
  EXPECT_GT(one.convergence().bulk_ess, 0);
  EXPECT_EQ(one.convergence().bulk_ess, four.convergence().bulk_ess);
  EXPECT_EQ(one.convergence().r_hat, four.convergence().r_hat);
}

TEST(LatentClass, WhatDoesNotConvergeIsRefused) {
  LatentClassOptions options;
  options.warm_up_rounds = 1;
  options.sweeps_per_check = options.most_sweeps = 20;
  const LatentClassAnswer answer = sample_table(3, kSmallTable, options).decided();
  EXPECT_TRUE(answer.unseen.parts.empty());
  EXPECT_EQ(answer.unseen.refused_share, 1);
  EXPECT_NE(answer.reason.find("not converged: after 20 sweeps of 4 chains R-hat is "), std::string::npos)
      << answer.reason;
  EXPECT_FALSE(answer.needed.empty());
}

TEST(LatentClass, ListsThatBoundNothingAreRefused) {
  // One person of 15,001 on two lists: two of them meet as often as lists of 25 million people would.
  const LatentClassAnswer answer = sample_table(3, {{1, 5000}, {2, 5000}, {4, 5000}, {3, 1}}).decided();
  EXPECT_NE(answer.reason.find("the lists do not bound the number"), std::string::npos) << answer.reason;
  EXPECT_EQ(answer.unseen.refused_share, 1);
}

TEST(LatentClass, TwoListsAreRefused) {
  const auto sampler = sample_table(2, {{1, 40}, {2, 30}, {3, 10}});
  EXPECT_EQ(sampler.decided().reason, "not estimable, because latent classes need three lists");
}

TEST(LatentClass, ListsThatDoNotMeetAreRefused) {
  const auto sampler = sample_table(3, {{1, 40}, {2, 30}, {4, 10}});
  EXPECT_EQ(sampler.decided().reason, "not estimable, because no person is on two lists");
  const auto drawn = sampler.answer_for(make_capture_table(3, kSmallTable), 1);
  EXPECT_EQ(drawn.reason, sampler.decided().reason);
}

TEST(LatentClass, ADrawOfTheLinkageMovesTheAnswer) {
  // Eight joins more between lists 1 and 2: fewer persons, and fewer that none holds.
  Overlap joined = kSmallTable;
  joined[1] -= 8;
  joined[2] -= 8;
  joined[3] += 8;
  LatentClassOptions options;
  options.warm_up_rounds = 4;
  options.wanted_ess = 400;
  const LatentClassSampler sampler = sample_table(3, kSmallTable, options);
  ASSERT_EQ(sampler.decided().reason, "");
  UnseenAnswer drawn;
  double weight = 0;
  for (std::uint64_t key = 0; key < 12; ++key) {
    for (const UnseenPart& part : sampler.answer_for(make_capture_table(3, joined), key).unseen.parts) {
      EXPECT_EQ(part.named, 126);
      weight += part.weight;
      drawn.parts.push_back(part);
    }
  }
  EXPECT_NEAR(weight, 12, 1e-9);
  EXPECT_LT(mixture_interval(drawn.parts, true).estimate,
            0.97 * mixture_interval(sampler.decided().unseen.parts, true).estimate);
  EXPECT_EQ(sampler.answer_for(make_capture_table(3, joined), 5).unseen.parts[7].unseen,
            sampler.answer_for(make_capture_table(3, joined), 5).unseen.parts[7].unseen);
}

/// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018): parameters from the
/// prior, persons from the parameters; the rank of the true chance to be unseen among the draws of the
/// posterior is uniform if the sampler is right. bench/estimate_study --calibrate runs more of it.
std::size_t rank_of_truth(std::uint64_t world, std::size_t num_draws) {
  constexpr int kLists = 3;
  constexpr int kPersons = 60;
  RandomStream random(2026, RandomStage::kEstimate, world, 0, 0);
  Overlap overlap = {{1, 1}, {2, 1}, {4, 1}};
  LatentClassPosterior shape(make_capture_table(kLists, overlap));
  std::vector<double> position(shape.dimension());
  LatentClassPosterior::draw_from_prior(random, position);
  overlap = shape.draw_persons(random, position, kPersons);
  const double truth = std::log(shape.evaluate(position).unseen_odds);
  TemperedChain chain(make_capture_table(kLists, overlap),
                      RandomStream(1, RandomStage::kEstimate, world, 0, 0));
  chain.warm_up(3);
  std::size_t rank = 0;
  for (std::size_t i = 0; i < num_draws; ++i) {
    std::vector<double> log_odds;
    chain.run(3, log_odds);
    rank += log_odds.back() < truth;
  }
  return rank;
}

TEST(LatentClass, RanksOfSimulatedTruthsAreUniform) {
  constexpr std::size_t kWorlds = 80;
  constexpr std::size_t kDraws = 39;  // 40 ranks in 8 bins
  std::vector<double> bins(8, 0);
  for (std::uint64_t world = 0; world < kWorlds; ++world) ++bins[rank_of_truth(world, kDraws) * 8 / 40];
  double chi_square = 0;
  for (const double each : bins) chi_square += (each - 10) * (each - 10) / 10;
  // 99.9 % point of 7 degrees of freedom.
  EXPECT_LT(chi_square, 24.3);
}

}  // namespace
}  // namespace byname
