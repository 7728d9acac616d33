// SPDX-License-Identifier: Apache-2.0
#include "model/term_frequency.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <optional>

#include "reference/invented_records.hpp"

namespace byname {
namespace {

/// 100 of one family name and one typing error of it, 3 of a rare one and a typing error of that, 200 others.
class FamilyNames : public testing::Test {
 protected:
  FamilyNames() {
    reference::RecordMaker maker({Role::kFamily});
    for (int i = 0; i < 100; ++i) maker.add(0, {"bodnarenko"});
    maker.add(0, {"bodnarenka"});                             // 100
    for (int i = 0; i < 3; ++i) maker.add(0, {"zhuravsky"});  // 101 ..
    maker.add(0, {"zhuravski"});                              // 104
    for (int i = 0; i < 200; ++i) maker.add(0, {fmt::format("{0}x{0}", i)});
    records_ = maker.take();
    model_ = default_person_model(records_);
    parameters_.lambda = 1e-3;
    parameters_.m = {{0.05, 0.05, 0.1, 0.8}};
    parameters_.u = {{0.88, 0.01, 0.01, 0.1}};
    parameters_.correlation = {1};
    comparer_.emplace(model_, records_, ExecutionContext{});
    frequencies_.emplace(model_, *comparer_, ExecutionContext{});
    update(std::vector<float>(records_.num_records(), 1));
  }
  void update(const std::vector<float>& weight) {
    frequencies_->update(weight, parameters_, ExecutionContext{});
  }
  double adjustment(std::uint32_t left, std::uint32_t right) const {
    return frequencies_->adjustment(left, right, comparer_->pattern(left, right));
  }
  int gamma(std::uint32_t left, std::uint32_t right) const {
    return comparer_->code().gamma(comparer_->pattern(left, right), 0);
  }

  RecordTable records_;
  ModelSpec model_;
  MixtureParameters parameters_;
  std::optional<PairComparer> comparer_;
  std::optional<TermFrequencies> frequencies_;
};

TEST_F(FamilyNames, ACommonNameProvesLessThanARareOne) {
  ASSERT_EQ(gamma(0, 1), 3);
  ASSERT_EQ(gamma(101, 102), 3);
  EXPECT_NEAR(adjustment(0, 1), std::log(100.0 / (305 + 10) / 0.1), 1e-5);
  EXPECT_NEAR(adjustment(101, 102), std::log(3.0 / (305 + 10) / 0.1), 1e-5);
  EXPECT_GT(adjustment(0, 1), 1);  // commoner than the average: a smaller weight
  EXPECT_LT(adjustment(101, 102), -2);
}

TEST_F(FamilyNames, ATypingErrorOfACommonNameCountsAsCommon) {
  ASSERT_EQ(gamma(0, 100), 2);
  ASSERT_EQ(gamma(101, 104), 2);
  EXPECT_NEAR(adjustment(0, 100) - adjustment(101, 104), std::log(100.0 / 3), 1e-5);
  EXPECT_EQ(adjustment(0, 100), adjustment(100, 0));
}

TEST_F(FamilyNames, ATypingErrorIsRarerThanWhatItIsAnErrorOf) {
  // Whoever draws two persons seldom draws a bearer of the name and a bearer of its error.
  EXPECT_LT(adjustment(0, 100), std::log(100.0 / (305 + 100) / 0.01) - 1);
}

TEST(TermFrequencies, AtAFuzzyLevelAreThoseOfADensity) {
  reference::RecordMaker maker({Role::kFamily});
  const std::vector<std::string> names = {"bodnarenko", "zhuravsky", "kotliarevskyi", "marchuk", "hrytsenko"};
  for (std::size_t name = 0; name < names.size(); ++name) {
    for (std::size_t i = 0; i < 400 / (name + 1); ++i) {
      std::string written = names[name];
      if (i % 10 == 0) written[2 + i / 10 % 5] = 'q';
      maker.add(0, {written});
    }
  }
  const RecordTable records = maker.take();
  const ModelSpec model = default_person_model(records);
  const PairComparer comparer(model, records, ExecutionContext{});
  TermFrequencies frequencies(model, comparer, ExecutionContext{});
  MixtureParameters parameters;
  parameters.m = {{0.05, 0.05, 0.1, 0.8}};
  parameters.u = {{0.7, 0.01, 0.06, 0.23}};
  frequencies.update(std::vector<float>(records.num_records(), 1), parameters, ExecutionContext{});
  double pairs = 0;
  double sum = 0;
  for (std::uint32_t left = 0; left < records.num_records(); ++left) {
    for (std::uint32_t right = 0; right < left; ++right) {
      const std::uint64_t pattern = comparer.pattern(left, right);
      if (comparer.code().gamma(pattern, 0) != 2) continue;
      pairs += 1;
      sum += std::exp(-frequencies.adjustment(left, right, pattern));
    }
  }
  ASSERT_GT(pairs, 10000);
  EXPECT_NEAR(sum / pairs, 1, 0.02);
}

TEST_F(FamilyNames, CountsPersonsNotRecords) {
  std::vector<float> weight(records_.num_records(), 1);
  for (std::size_t record = 0; record < 100; ++record) weight[record] = 0.02f;  // all of two persons
  update(weight);
  EXPECT_NEAR(adjustment(0, 1), std::log(2.0 / (207 + 10) / 0.1), 1e-4);
}

TEST_F(FamilyNames, DisagreementIsNotAdjusted) {
  ASSERT_EQ(gamma(0, 101), 0);
  EXPECT_EQ(adjustment(0, 101), 0);
}

TEST_F(FamilyNames, NoPairIsAdjustedLowerThanTheLowest) {
  for (std::uint32_t left = 0; left < records_.num_records(); ++left) {
    for (std::uint32_t right = left + 1; right < records_.num_records(); ++right) {
      const std::uint64_t pattern = comparer_->pattern(left, right);
      ASSERT_GE(frequencies_->adjustment(left, right, pattern),
                frequencies_->lowest_adjustment(pattern) - 1e-6);
    }
  }
}

}  // namespace
}  // namespace byname
