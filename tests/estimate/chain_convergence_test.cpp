// SPDX-License-Identifier: Apache-2.0
#include "estimate/chain_convergence.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "base/random.hpp"

namespace byname {
namespace {

/// Chains of an autoregressive process x' = memory x + noise.
std::vector<std::vector<double>> chains_with_memory(double memory, std::size_t length, std::uint64_t seed) {
  std::vector<std::vector<double>> chains;
  for (std::uint64_t c = 0; c < 4; ++c) {
    RandomStream random(seed, RandomStage::kEstimate, c, 0, 0);
    double value = draw_normal(random);
    std::vector<double> chain;
    for (std::size_t i = 0; i < length; ++i) {
      value = memory * value + std::sqrt(1 - memory * memory) * draw_normal(random);
      chain.push_back(value);
    }
    chains.push_back(chain);
  }
  return chains;
}

TEST(ChainConvergence, IndependentDrawsCountFully) {
  const ChainConvergence found = assess_convergence(chains_with_memory(0, 2000, 1));
  EXPECT_LT(found.r_hat, 1.003);
  EXPECT_NEAR(found.bulk_ess, 8000, 800);
  EXPECT_NEAR(found.tail_ess, 8000, 1200);
}

TEST(ChainConvergence, MemoryTakesItsShare) {
  // Of an autoregressive process (1 - memory) / (1 + memory) of the draws count.
  const ChainConvergence found = assess_convergence(chains_with_memory(0.9, 5000, 2));
  EXPECT_NEAR(found.bulk_ess, 20000 * 0.1 / 1.9, 200);
  EXPECT_LT(found.r_hat, 1.02);
}

TEST(ChainConvergence, AChainElsewhereShows) {
  auto chains = chains_with_memory(0, 500, 3);
  for (double& each : chains[2]) each += 1;
  const ChainConvergence found = assess_convergence(chains);
  EXPECT_GT(found.r_hat, 1.05);
  EXPECT_LT(found.bulk_ess, 100);
}

TEST(ChainConvergence, AWiderChainShows) {
  auto chains = chains_with_memory(0, 500, 4);
  for (double& each : chains[1]) each *= 3;
  EXPECT_GT(assess_convergence(chains).r_hat, 1.02);
}

TEST(ChainConvergence, ADriftShowsInOneChain) {
  auto chains = chains_with_memory(0, 1000, 5);
  chains.resize(1);
  for (std::size_t i = 0; i < 1000; ++i) chains[0][i] += static_cast<double>(i) / 400;
  EXPECT_GT(assess_convergence(chains).r_hat, 1.2);
}

TEST(ChainConvergence, RanksDoNotSeeTheScale) {
  auto chains = chains_with_memory(0.5, 400, 6);
  const ChainConvergence before = assess_convergence(chains);
  for (auto& chain : chains) {
    for (double& each : chain) each = std::exp(5 * each);
  }
  EXPECT_DOUBLE_EQ(assess_convergence(chains).bulk_ess, before.bulk_ess);
}

TEST(ChainConvergence, NothingToAssess) {
  EXPECT_EQ(assess_convergence({}).bulk_ess, 0);
  EXPECT_TRUE(std::isinf(assess_convergence({{1, 2, 3}}).r_hat));
  EXPECT_TRUE(std::isinf(assess_convergence({{1, 2, 3, 4}, {1, 2, 3}}).r_hat));
  EXPECT_EQ(assess_convergence({{1, 2, 3, std::nan("")}}).tail_ess, 0);
}

}  // namespace
}  // namespace byname
