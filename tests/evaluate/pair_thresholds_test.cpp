// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_thresholds.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

namespace byname {
namespace {

TEST(PairThresholds, CountsWhatIsOverEachThreshold) {
  const std::vector<JudgedPair> pairs = {
      {5, true, false}, {4, false, false}, {3, true, false}, {9, true, true}, {-2, false, false}};
  const PairThresholds found = judge_pairs(pairs, 5, {4.5, 3, -10});
  ASSERT_EQ(found.rows.size(), 3u);
  EXPECT_EQ(found.rows[0].weight, -10);
  EXPECT_EQ(found.rows[0].false_links, 2);
  EXPECT_EQ(found.rows[1].true_links, 2);
  EXPECT_EQ(found.rows[1].missed, 3);  // one barred, two not kept
  EXPECT_EQ(found.rows[1].not_kept, 2);
  EXPECT_DOUBLE_EQ(found.rows[1].precision(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(found.rows[1].recall(), 0.4);
  EXPECT_EQ(found.rows[2].true_links, 1);
  EXPECT_EQ(found.best, 1u);
}

TEST(PairThresholds, OfNoPairsMissAll) {
  const PairThresholds found = judge_pairs({}, 3, {0});
  EXPECT_EQ(found.rows[0].missed, 3);
  EXPECT_EQ(found.rows[0].precision(), 1);
  EXPECT_EQ(found.rows[0].f1(), 0);
  EXPECT_TRUE(whole_bits({}).empty());
}

TEST(PairThresholds, AreTheWholeBitsOfThePairs) {
  EXPECT_EQ(whole_bits({{1.5, true, false}, {-1.2, true, false}}), (std::vector<double>{-2, -1, 0, 1}));
  EXPECT_EQ(whole_bits({{-1e9, true, false}, {-59.5, true, false}}), (std::vector<double>{-60}));
}

TEST(PairThresholds, RefuseMoreTruePairsThanThereAre) {
  EXPECT_THROW(judge_pairs({{1, true, false}, {1, true, false}}, 1, {0}), DataError);
}

RC_GTEST_PROP(PairThresholds, EqualCountingOneAfterAnother, ()) {
  std::vector<JudgedPair> pairs(*rc::gen::inRange<std::size_t>(0, 20));
  std::int64_t kept = 0;
  for (JudgedPair& pair : pairs) {
    pair = {*rc::gen::inRange(-4, 5) * 0.5, *rc::gen::arbitrary<bool>(), *rc::gen::inRange(0, 5) == 0};
    kept += pair.is_true ? 1 : 0;
  }
  const std::int64_t in_truth = kept + *rc::gen::inRange(0, 4);
  std::vector<double> thresholds(*rc::gen::inRange<std::size_t>(1, 6));
  for (double& threshold : thresholds) threshold = *rc::gen::inRange(-5, 6) * 0.5;
  const PairThresholds found = judge_pairs(pairs, in_truth, thresholds);
  RC_ASSERT(found.rows.size() == thresholds.size());
  for (const PairThreshold& row : found.rows) {
    std::int64_t right = 0;
    std::int64_t wrong = 0;
    for (const JudgedPair& pair : pairs) {
      if (pair.is_barred || pair.weight < row.weight) continue;
      ++(pair.is_true ? right : wrong);
    }
    RC_ASSERT(row.true_links == right);
    RC_ASSERT(row.false_links == wrong);
    RC_ASSERT(row.missed == in_truth - right);
    RC_ASSERT(row.not_kept == in_truth - kept);
    RC_ASSERT(row.f1() <= found.rows[found.best].f1());
  }
}

}  // namespace
}  // namespace byname
