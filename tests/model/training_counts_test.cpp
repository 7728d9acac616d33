// SPDX-License-Identifier: Apache-2.0
#include "model/training_counts.hpp"

#include <gtest/gtest.h>

namespace byname {
namespace {

TEST(EmSample, TakesAllWhereThereIsNoLimitOrNoNeed) {
  EXPECT_TRUE(EmSample(1'000'000'000, 0).takes_all());
  EXPECT_TRUE(EmSample(1000, 1000).takes_all());
  EXPECT_FALSE(EmSample(1001, 1000).takes_all());
}

TEST(EmSample, LeavesNoMorePairsThanAsked) {
  constexpr std::uint32_t kRecords = 20000;  // one block
  constexpr double kPairs = 0.5 * kRecords * (kRecords - 1);
  for (const double most : {1e8, 1e7, 1e6}) {
    const EmSample sample(static_cast<std::uint64_t>(kPairs), most);
    double taken = 0;
    for (std::uint32_t record = 0; record < kRecords; ++record) taken += sample.takes(record);
    const double pairs = 0.5 * taken * (taken - 1);
    EXPECT_LT(pairs, 1.1 * most);  // but for chance
    EXPECT_GT(pairs, 0.7 * most);  // a step of the share is 2^(1/8), of the pairs 2^(1/4)
  }
}

}  // namespace
}  // namespace byname
