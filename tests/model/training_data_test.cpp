// SPDX-License-Identifier: Apache-2.0
#include "model/training_data.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

#include "reference/all_pairs.hpp"
#include "reference/invented_records.hpp"

namespace byname {
namespace {

ExecutionContext with_threads(int num_threads) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return context;
}

struct Compared {
  RecordTable records;
  ModelSpec model;
  PairComparer comparer;
  explicit Compared(RecordTable table)
      : records(std::move(table)),
        model(default_person_model(records)),
        comparer(model, records, ExecutionContext{}) {}
};

void expect_equal(const TrainingData& data, const std::map<std::uint64_t, double>& counts,
                  const PatternCode& code) {
  ASSERT_EQ(data.num_rows(), counts.size());
  std::size_t row = 0;
  double total = 0;
  for (const auto& [pattern, count] : counts) {
    ASSERT_EQ(data.patterns[row], pattern);
    ASSERT_EQ(data.counts[row], count);
    for (std::size_t k = 0; k < data.num_comparisons; ++k)
      ASSERT_EQ(data.row(row)[k], code.gamma(pattern, k));
    total += count;
    ++row;
  }
  EXPECT_EQ(data.num_pairs, total);
}

TEST(CountFullSpace, EqualsCountingPairByPair) {
  const Compared compared(reference::untidy_records(220, 3, 1));
  std::vector<std::uint32_t> sample;
  for (std::uint32_t record = 0; record < 220; ++record) {
    if (record % 5 != 0) sample.push_back(record);
  }
  for (const std::vector<bool>& is_unique :
       {std::vector<bool>{false, false, false}, {true, false, true}, {true, true, true}}) {
    const AllowedPairs allowed(compared.records.list, is_unique);
    const auto expected = reference::count_patterns(compared.comparer, sample, allowed);
    for (const int threads : {1, 2, 7}) {
      expect_equal(count_full_space(compared.comparer, sample, allowed, with_threads(threads)), expected,
                   compared.comparer.code());
    }
  }
}

TEST(AllowedPairs, CountsWhatItAllows) {
  const RecordTable records = reference::untidy_records(100, 3, 2);
  const AllowedPairs allowed(records.list, {true, false, true});
  double count = 0;
  reference::for_all_pairs(100,
                           [&](std::uint32_t left, std::uint32_t right) { count += allowed(left, right); });
  EXPECT_EQ(allowed.count(), count);
  EXPECT_LT(count, 4950);
  EXPECT_FALSE(allowed.all());
  EXPECT_TRUE(AllowedPairs(records.list, {false, false, false}).all());
}

TEST(SampleRecords, IsASortedSampleThatDependsOnTheSeedOnly) {
  const Compared compared(reference::untidy_records(500, 2, 3));
  const auto sample = sample_records(compared.comparer, 100, 1);
  ASSERT_EQ(sample.size(), 100u);
  EXPECT_TRUE(std::is_sorted(sample.begin(), sample.end()));
  EXPECT_EQ(std::set<std::uint32_t>(sample.begin(), sample.end()).size(), 100u);
  EXPECT_EQ(sample_records(compared.comparer, 100, 1), sample);
  const PairComparer again(compared.model, compared.records, with_threads(7));
  EXPECT_EQ(sample_records(again, 100, 1), sample);
  EXPECT_NE(sample_records(compared.comparer, 100, 2), sample);
}

TEST(SampleRecords, IsNotTheBeginningOfTheTable) {
  const Compared compared(reference::untidy_records(500, 2, 3));
  int in_first_half = 0;
  for (const std::uint32_t record : sample_records(compared.comparer, 200, 1)) in_first_half += record < 250;
  EXPECT_GT(in_first_half, 70);
  EXPECT_LT(in_first_half, 130);
}

TEST(SampleRecords, GivesAllOfAFew) {
  const Compared compared(reference::untidy_records(50, 1, 3));
  EXPECT_EQ(sample_records(compared.comparer, 50, 1).size(), 50u);
  EXPECT_EQ(sample_records(compared.comparer, 1000, 1).size(), 50u);
}

TEST(PatternCounter, GrowsWithoutLosingCounts) {
  PatternCounter counter, other;
  for (std::uint64_t key = 0; key < 20000; ++key) counter.add(key * key, 1);
  for (std::uint64_t key = 0; key < 20000; key += 2) other.add(key * key, 2);
  counter.add_all(other);
  EXPECT_EQ(counter.size(), 20000u);
  std::int64_t total = 0;
  counter.for_each([&](std::uint64_t, std::int64_t count) { total += count; });
  EXPECT_EQ(total, 40000);
}

TEST(PatternIndex, FindsWhatIsThereAndNothingElse) {
  std::vector<std::uint64_t> patterns;
  for (std::uint64_t i = 0; i < 5000; ++i) patterns.push_back(i * 4096);
  const PatternIndex index(patterns);
  for (std::uint32_t i = 0; i < patterns.size(); ++i) ASSERT_EQ(index.find(patterns[i]), i);
  EXPECT_EQ(index.find(1), PatternIndex::kAbsent);
  EXPECT_EQ(PatternIndex().find(0), PatternIndex::kAbsent);
}

}  // namespace
}  // namespace byname
