// SPDX-License-Identifier: Apache-2.0
#include "cluster/kept_pairs.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <thread>

#include "evaluate/invented_link.hpp"
#include "table/temporary_folder.hpp"

namespace byname {
namespace {

/// Pairs of a model with a few patterns, kept by two threads at once.
class KeptPairsTest : public testing::Test {
 protected:
  KeptPairsTest()
      : table_(invented_people({}, 1)),
        model_(exact_model({"a", "b", "c"}, 0.9, 0.1, 0.01, {"l.a = r.a"})),
        comparer_(model_, *table_, context_),
        patterns_(comparer_) {}

  static double odds_of(std::uint32_t left, std::uint32_t right) { return 1e-3 * left + 7.0 * right + 0.1; }
  GammaPatterns::Words pattern_of(std::uint32_t left, std::uint32_t right) const {
    return {(left * 31 + right) % patterns_.num_patterns(), 0};
  }

  KeptPairs keep(const std::string& folder) {
    PairKeeper keeper(patterns_, false, kRecords, folder);
    {
      std::vector<std::jthread> threads;
      for (std::uint32_t thread = 0; thread < 2; ++thread) {
        threads.emplace_back([&, thread] {
          PairKeeper::Buffer buffer(keeper);
          for (std::uint32_t left = kRecords; left-- > 0;) {
            for (std::uint32_t right = kRecords - 1; right > left; --right) {
              if ((left + right) % 2 != thread) continue;
              buffer.add(left, right, static_cast<std::uint8_t>(right % 3), odds_of(left, right),
                         pattern_of(left, right));
            }
          }
          buffer.flush();
        });
      }
    }
    return std::move(keeper).finish(context_);
  }

  void expect_all(const KeptPairs& kept) {
    EXPECT_EQ(kept.size(), kRecords * (kRecords - 1) / 2);
    std::uint32_t left = 0;
    std::uint32_t right = 1;
    kept.for_each_batch(PairParts::kAll, [&](const SplinkPairs& pairs) {
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        ASSERT_EQ(pairs.left[i], left);
        ASSERT_EQ(pairs.right[i], right);
        const double odds = odds_of(left, right);
        EXPECT_EQ(pairs.rule[i], right % 3);
        EXPECT_EQ(pairs.match_weight[i], std::log2(odds));
        EXPECT_EQ(pairs.match_probability[i], odds / (1 + odds));
        for (std::size_t k = 0; k < pairs.num_comparisons; ++k)
          EXPECT_EQ(pairs.gammas_of(i)[k], patterns_.gamma(pattern_of(left, right), k));
        if (++right == kRecords) right = ++left + 1;
      }
    });
    EXPECT_EQ(left, kRecords - 1);
  }

  static constexpr std::uint32_t kRecords = 300;
  ExecutionContext context_;
  std::unique_ptr<ValueTable> table_;
  SplinkModel model_;
  SplinkComparer comparer_;
  GammaPatterns patterns_;
};

TEST_F(KeptPairsTest, ComeInOrderFromMemory) { expect_all(keep("")); }

TEST_F(KeptPairsTest, ComeInOrderFromDisk) {
  const TemporaryFolder folder;
  expect_all(keep(folder.path("")));
}

TEST_F(KeptPairsTest, ShowNoMoreThanIsWanted) {
  const KeptPairs kept = keep("");
  const SplinkPairs all = kept.batch(0);
  const SplinkPairs probabilities = kept.batch(0, PairParts::kProbabilities);
  EXPECT_EQ(probabilities.right, all.right);
  EXPECT_EQ(probabilities.match_probability, all.match_probability);
  EXPECT_TRUE(probabilities.match_weight.empty() && probabilities.gammas.empty());
  const SplinkPairs scores = kept.batch(0, PairParts::kScores);
  EXPECT_EQ(scores.match_weight, all.match_weight);
  EXPECT_TRUE(scores.gammas.empty());
}

TEST_F(KeptPairsTest, ShowPairsAtHand) {
  SplinkPairs pairs;
  pairs.left = {1};
  pairs.right = {2};
  pairs.match_weight = {3};
  pairs.match_probability = {0.9};
  const KeptPairs kept(pairs);
  EXPECT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept.all_scores().match_weight, pairs.match_weight);
}

}  // namespace
}  // namespace byname
