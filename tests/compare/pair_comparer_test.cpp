// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_comparer.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <numeric>

#include "reference/all_pairs.hpp"
#include "reference/invented_records.hpp"

namespace byname {
namespace {

using reference::RecordMaker;

std::vector<std::uint32_t> all_records(const RecordTable& records) {
  std::vector<std::uint32_t> all(records.num_records());
  std::iota(all.begin(), all.end(), 0u);
  return all;
}

TEST(PatternCode, PacksAndUnpacksEveryGamma) {
  const ModelSpec model = default_person_model(reference::untidy_records(50, 1, 1));
  const PatternCode code(model);
  RandomStream random(1, RandomStage::kSynth, 0, 0, 0);
  for (int round = 0; round < 1000; ++round) {
    std::vector<int> gammas;
    std::uint64_t pattern = 0;
    for (std::size_t k = 0; k < code.num_comparisons(); ++k) {
      const auto digits = static_cast<std::uint64_t>(model.comparisons[k].num_gammas() + 1);
      gammas.push_back(static_cast<int>(random.below(digits)) - 1);
      pattern += static_cast<std::uint64_t>(gammas.back() + 1) * code.stride(k);
    }
    ASSERT_LT(pattern, code.num_patterns());
    for (std::size_t k = 0; k < gammas.size(); ++k) ASSERT_EQ(code.gamma(pattern, k), gammas[k]);
  }
}

TEST(PatternCode, SaysWhenSixtyFourBitsAreTooFew) {
  ModelSpec model = default_person_model(reference::untidy_records(50, 1, 1));
  while (model.comparisons.size() < 40) model.comparisons.push_back(model.comparisons.front());
  EXPECT_THROW(PatternCode{model}, InternalError);
}

TEST(PairComparer, PatternHoldsTheGammaOfEveryKernel) {
  const RecordTable records = reference::untidy_records(120, 2, 2);
  const ModelSpec model = default_person_model(records);
  const PairComparer comparer(model, records, ExecutionContext{});
  int swapped = 0;
  reference::for_all_pairs(records.num_records(), [&](std::uint32_t left, std::uint32_t right) {
    const std::uint64_t pattern = comparer.pattern(left, right);
    ASSERT_EQ(pattern, comparer.pattern(right, left));
    if (comparer.is_swapped(left, right)) {
      ++swapped;
      return;
    }
    for (std::size_t k = 0; k < comparer.num_comparisons(); ++k) {
      const int gamma = comparer.kernel(k).gamma(comparer.value_code(left, k), comparer.value_code(right, k));
      ASSERT_EQ(comparer.code().gamma(pattern, k), gamma);
    }
  });
  EXPECT_GT(swapped, 0);
}

TEST(PairComparer, BatchesEqualSinglePairs) {
  const RecordTable records = reference::untidy_records(120, 2, 3);
  const PairComparer comparer(default_person_model(records), records, ExecutionContext{});
  std::vector<std::uint32_t> left, right;
  reference::for_all_pairs(records.num_records(), [&](std::uint32_t a, std::uint32_t b) {
    left.push_back(a);
    right.push_back(b);
  });
  ASSERT_GT(left.size(), 2u * 2048);  // more than two batches
  std::vector<std::uint64_t> patterns(left.size(), 12345);
  comparer.patterns(left, right, patterns);
  for (std::size_t i = 0; i < left.size(); ++i) ASSERT_EQ(patterns[i], comparer.pattern(left[i], right[i]));
}

TEST(PairComparer, SwappedNamesHaveTheirOwnLevel) {
  RecordMaker maker({Role::kGiven, Role::kFamily});
  maker.add(0, {"taras", "bodnar"});
  maker.add(0, {"bodnar", "taras"});
  maker.add(0, {"taras", "taras"});
  maker.add(0, {"bodnar", ""});
  const RecordTable records = maker.take();
  const ModelSpec model = default_person_model(records);
  const PairComparer comparer(model, records, ExecutionContext{});
  ASSERT_TRUE(comparer.has_swap());
  const std::uint64_t pattern = comparer.pattern(0, 1);
  EXPECT_EQ(model.comparisons[0].level(comparer.code().gamma(pattern, 0)).label,
            "given and family name swapped");
  EXPECT_EQ(comparer.code().gamma(pattern, 1), -1);  // said once, not twice
  EXPECT_FALSE(comparer.is_swapped(2, 2));           // all the same
  EXPECT_FALSE(comparer.is_swapped(0, 2));
  EXPECT_FALSE(comparer.is_swapped(0, 3));
}

TEST(PairComparer, NamesTheColumnThatIsNotThere) {
  RecordMaker maker({Role::kGiven});
  maker.add(0, {"taras"});
  maker.add(0, {"olena"});
  const ModelSpec model = default_person_model(reference::untidy_records(50, 1, 1));
  try {
    PairComparer(model, maker.take(), ExecutionContext{});
    FAIL() << "a column was missing";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("family"), std::string::npos) << error.what();
  }
}

TEST(RowComparer, EqualsSinglePairsForAllPairs) {
  const RecordTable records = reference::untidy_records(250, 2, 4);
  const PairComparer comparer(default_person_model(records), records, ExecutionContext{});
  std::vector<std::uint32_t> sample = all_records(records);
  std::erase_if(sample, [](std::uint32_t record) { return record % 7 == 0; });
  const RowComparer rows(comparer, sample, ExecutionContext{});
  RowComparer::Scratch scratch;
  std::vector<std::uint64_t> patterns;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    rows.patterns_of(i, scratch, patterns);
    ASSERT_EQ(patterns.size(), sample.size() - i - 1);
    for (std::size_t j = 0; j < patterns.size(); ++j) {
      ASSERT_EQ(patterns[j], comparer.pattern(sample[i], sample[i + 1 + j])) << i << " " << j;
    }
  }
}

/// Checks every 500th row of records of which `distinct` have a value of their own, the others repeat them.
void expect_rows_of_many_values(std::size_t num_records, std::size_t distinct) {
  RandomStream random(5, RandomStage::kSynth, 0, 0, 0);
  RecordMaker maker({Role::kGiven, Role::kFamily});
  for (std::size_t i = 0; i < num_records; ++i) {
    RandomStream name(5, RandomStage::kSynth, 1, i % distinct, 0);
    maker.add(0, {reference::invent_word(random, 1),
                  fmt::format("{}{}", reference::invent_word(name, 3), i % distinct)});
  }
  const RecordTable records = maker.take();
  ASSERT_GT(records.find(Role::kFamily)->comparable.dictionary.size(), 5001u);
  const PairComparer comparer(default_person_model(records), records, ExecutionContext{});
  const RowComparer rows(comparer, all_records(records), ExecutionContext{});
  RowComparer::Scratch scratch;
  std::vector<std::uint64_t> patterns;
  for (std::size_t i = 0; i < num_records; i += 500) {
    rows.patterns_of(i, scratch, patterns);
    for (std::size_t j = 0; j < patterns.size(); j += 13) {
      ASSERT_EQ(patterns[j],
                comparer.pattern(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1 + j)));
    }
  }
}

TEST(RowComparer, EqualsSinglePairsWhereNearlyAllValuesDiffer) { expect_rows_of_many_values(5500, 5300); }
TEST(RowComparer, EqualsSinglePairsWhereManyValuesRepeat) { expect_rows_of_many_values(16500, 5300); }

}  // namespace
}  // namespace byname
