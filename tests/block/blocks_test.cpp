// SPDX-License-Identifier: Apache-2.0
#include "block/blocks.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

#include "base/random.hpp"
#include "reference/all_pairs.hpp"

namespace byname {
namespace {

constexpr double kNoBudget = 1e18;

/// Keys of random values; a ninth are missing.
std::vector<BlockingKey> random_keys(std::size_t num_records,
                                     const std::vector<std::uint64_t>& values_per_key) {
  std::vector<BlockingKey> keys;
  for (std::size_t k = 0; k < values_per_key.size(); ++k) {
    RandomStream random(1, RandomStage::kSynth, k, 0, 0);
    BlockingKey key;
    for (std::size_t record = 0; record < num_records; ++record) {
      const std::uint64_t value = 1 + random.below(values_per_key[k]);
      key.value.push_back(random.below(9) == 0 ? 0 : value);
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

std::uint64_t shared_bits(const std::vector<BlockingKey>& keys, std::uint32_t left, std::uint32_t right) {
  std::uint64_t bits = 0;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    if (keys[k].value[left] != 0 && keys[k].value[left] == keys[k].value[right])
      bits |= std::uint64_t{1} << k;
  }
  return bits;
}

using PairVisits = std::map<std::pair<std::uint32_t, std::uint32_t>, int>;

PairVisits visit_all(const Blocks& blocks, std::uint64_t pairs_per_task) {
  PairVisits visits;
  for (const Blocks::Task& task : blocks.tasks(pairs_per_task)) {
    blocks.for_each_new_pair(task, [&](std::uint32_t left, std::uint32_t right) {
      EXPECT_LT(left, right);
      ++visits[{left, right}];
    });
  }
  return visits;
}

TEST(Blocks, VisitEveryPairThatSharesAKeyOnce) {
  const std::size_t n = 200;
  const auto keys = random_keys(n, {90, 40, 25, 150});
  const Blocks blocks(keys, kNoBudget, n, ExecutionContext{});
  PairVisits expected;
  reference::for_all_pairs(n, [&](std::uint32_t left, std::uint32_t right) {
    if (shared_bits(keys, left, right) != 0) expected[{left, right}] = 1;
  });
  for (const std::uint64_t pairs_per_task : {1, 7, 50, 1000000}) {
    EXPECT_EQ(visit_all(blocks, pairs_per_task), expected) << pairs_per_task;
  }
}

TEST(Blocks, LeaveOutPairsOfSettledRecordsAndCountTheOthersOnly) {
  const std::size_t n = 300;
  const auto keys = random_keys(n, {90, 40, 25, 150});
  for (const std::uint32_t num_settled : {1u, 120u, 290u, 300u}) {
    const Blocks blocks(keys, kNoBudget, n, num_settled, ExecutionContext{});
    PairVisits expected;
    std::vector<std::uint64_t> pairs_of_key(keys.size());
    reference::for_all_pairs(n, [&](std::uint32_t left, std::uint32_t right) {
      const std::uint64_t shared = shared_bits(keys, left, right);
      if (right < num_settled || shared == 0) return;
      expected[{left, right}] = 1;
      for (std::size_t k = 0; k < keys.size(); ++k) pairs_of_key[k] += shared >> k & 1;
      ASSERT_EQ(blocks.meeting_keys(left, right), shared);
    });
    for (const std::uint64_t pairs_per_task : {1, 7, 1000000})
      EXPECT_EQ(visit_all(blocks, pairs_per_task), expected) << num_settled;
    for (std::size_t k = 0; k < keys.size(); ++k) EXPECT_EQ(blocks.size(k).num_pairs, pairs_of_key[k]);
  }
}

TEST(Blocks, SpendTheBudgetOnRecordsThatAreNotSettled) {
  const std::size_t n = 200;
  BlockingKey key;
  key.value.assign(n, 7);
  const Blocks blocks({key}, 500, n, 198, ExecutionContext{});  // 2 * 198 + 1 pairs; all would be 19,900
  EXPECT_EQ(blocks.num_pairs(), 397u);
  EXPECT_EQ(blocks.size(0).num_capped_blocks, 0u);
}

TEST(Blocks, TasksAreOfAboutEqualWork) {
  const std::size_t n = 400;
  const Blocks blocks(random_keys(n, {20, 60}), kNoBudget, n, ExecutionContext{});
  const auto tasks = blocks.tasks(100);
  EXPECT_GT(tasks.size(), blocks.num_pairs() / 150);
  EXPECT_LT(tasks.size(), blocks.num_pairs() / 100 + 3);
}

TEST(Blocks, KnowTheKeysUnderWhichTwoRecordsMeet) {
  const std::size_t n = 150;
  const auto keys = random_keys(n, {30, 20, 60});
  const Blocks blocks(keys, kNoBudget, n, ExecutionContext{});
  reference::for_all_pairs(n, [&](std::uint32_t left, std::uint32_t right) {
    ASSERT_EQ(blocks.meeting_keys(left, right), shared_bits(keys, left, right));
    ASSERT_EQ(blocks.meeting_keys(right, left), shared_bits(keys, left, right));
  });
}

std::uint64_t pairs_sharing(const BlockingKey& key) {
  std::uint64_t pairs = 0;
  reference::for_all_pairs(key.value.size(), [&](std::uint32_t left, std::uint32_t right) {
    pairs += key.value[left] != 0 && key.value[left] == key.value[right];
  });
  return pairs;
}

TEST(Blocks, CappedBlocksAreCountedNotLost) {
  const std::size_t n = 600;
  auto keys = random_keys(n, {200, 80, 5});
  for (std::size_t record = 0; record < 150; ++record) keys[0].value[record] = 999;  // one very common value
  for (const double budget : {3000.0, 9000.0, 40000.0, kNoBudget}) {
    const Blocks blocks(keys, budget, n, ExecutionContext{});
    for (std::size_t k = 0; k < keys.size(); ++k) {
      const Blocks::KeySize& size = blocks.size(k);
      EXPECT_EQ(size.num_pairs + size.num_capped_pairs, pairs_sharing(keys[k]))
          << "key " << k << " budget " << budget;
      EXPECT_EQ(size.num_capped_blocks == 0, size.num_capped_pairs == 0);
      std::uint64_t blocks_in_histogram = 0;
      for (const std::uint64_t count : size.size_histogram) blocks_in_histogram += count;
      EXPECT_EQ(blocks_in_histogram, size.num_blocks);
    }
  }
  EXPECT_EQ(Blocks(keys, 9000, n, ExecutionContext{}).size(0).num_capped_blocks, 1u);
  EXPECT_EQ(Blocks(keys, kNoBudget, n, ExecutionContext{}).size(0).largest_block,
            150u + std::count(keys[0].value.begin() + 150, keys[0].value.end(), 999u));
}

TEST(Blocks, ACappedBlockBringsNoPairs) {
  const std::size_t n = 200;
  BlockingKey key;
  key.value.assign(n, 7);
  const Blocks blocks({key}, 100, n, ExecutionContext{});
  EXPECT_EQ(blocks.num_pairs(), 0u);
  EXPECT_EQ(blocks.size(0).num_capped_pairs, n * (n - 1) / 2);
  EXPECT_EQ(blocks.meeting_keys(0, 1), 0u);
  EXPECT_TRUE(visit_all(blocks, 10).empty());
}

TEST(Blocks, AreSortedWhateverTheValues) {
  // Values that fall in one bucket of the first and second deal, or differ in their last bits only.
  const std::size_t n = 3000;
  BlockingKey key;
  for (std::uint64_t record = 0; record < n; ++record)
    key.value.push_back(0xABCD000000000000u + record % 100);
  const Blocks blocks({key}, kNoBudget, n, ExecutionContext{});
  EXPECT_EQ(blocks.size(0).num_blocks, 100u);
  EXPECT_EQ(blocks.size(0).largest_block, 30u);
  EXPECT_EQ(blocks.meeting_keys(5, 105), 1u);
  EXPECT_EQ(blocks.meeting_keys(5, 106), 0u);
}

TEST(Blocks, AreTheSameForAnyNumberOfThreads) {
  const std::size_t n = 300;
  const auto keys = random_keys(n, {30, 20, 60});
  ExecutionContext many;
  many.num_threads = 7;
  EXPECT_EQ(visit_all(Blocks(keys, 5000, n, ExecutionContext{}), 100),
            visit_all(Blocks(keys, 5000, n, many), 100));
}

}  // namespace
}  // namespace byname
