// SPDX-License-Identifier: Apache-2.0
#include "cluster/pair_sampler.hpp"

#include <cmath>
#include <gtest/gtest.h>

#include "reference/value_tables.hpp"

namespace byname {
namespace {

/// All pairs of some records, shown to samplers 64 at a time.
class PairSamplerTest : public testing::Test {
 protected:
  PairSamplerTest() : left_(rows_), right_(rows_) { rows_.finish(kRecords, ExecutionContext{}); }

  void show(PairSampler& sampler, std::uint8_t rule, std::uint32_t left) {
    std::vector<std::uint32_t> others;
    for (std::uint32_t right = left + 1; right < kRecords; ++right) others.push_back(right);
    const std::vector<std::uint32_t> one = {left};
    left_.fill(one);
    right_.fill(others);
    for (std::size_t at = 0; at < others.size(); at += kLanes) {
      const Lanes lanes{&left_, &right_, 0, at, std::min(kLanes, others.size() - at), true};
      sampler.add(rule, lanes, first_lanes(lanes.count), nullptr);
    }
  }

  static constexpr std::uint32_t kRecords = 400;
  FeatureRows rows_;
  RecordTile left_;
  RecordTile right_;
};

TEST_F(PairSamplerTest, TakesAllOfFew) {
  PairSampler sampler(2, 100000);
  for (std::uint32_t left = 0; left < kRecords; ++left) show(sampler, 1, left);
  const SampledPairs sampled = std::move(sampler).finish();
  EXPECT_EQ(sampled.size(), kRecords * (kRecords - 1) / 2);
  EXPECT_EQ(sampled.rule.front(), 1);
}

TEST_F(PairSamplerTest, DependsNotOnOrderNorOnWhoSeesWhat) {
  PairSampler forwards(2, 2000);
  for (std::uint32_t left = 0; left < kRecords; ++left) show(forwards, left % 2, left);
  PairSampler even(2, 2000);
  PairSampler odd(2, 2000);
  for (std::uint32_t left = kRecords; left-- > 0;) show(left % 2 == 0 ? even : odd, left % 2, left);
  odd.merge(even);
  const SampledPairs one = std::move(forwards).finish();
  const SampledPairs other = std::move(odd).finish();
  EXPECT_EQ(one.left, other.left);
  EXPECT_EQ(one.right, other.right);
  EXPECT_EQ(one.rule, other.rule);
  EXPECT_LE(one.size(), 2000u);
  EXPECT_GT(one.size(), 800u);  // a level takes at least about half of what it may
}

TEST_F(PairSamplerTest, TakesPairsEvenly) {
  PairSampler sampler(1, 20000);
  for (std::uint32_t left = 0; left < kRecords; ++left) show(sampler, 0, left);
  const SampledPairs sampled = std::move(sampler).finish();
  const double share = static_cast<double>(sampled.size()) / (kRecords * (kRecords - 1) / 2);
  double low = 0;  // pairs of the lower half
  for (std::size_t i = 0; i < sampled.size(); ++i) low += sampled.right[i] < kRecords / 2;
  const double expected = share * (kRecords / 2) * (kRecords / 2 - 1) / 2;
  EXPECT_NEAR(low, expected, 5 * std::sqrt(expected));
}

}  // namespace
}  // namespace byname
