// SPDX-License-Identifier: Apache-2.0
#include "model/candidates.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <tuple>

#include "reference/all_pairs.hpp"
#include "reference/invented_records.hpp"

namespace byname {
namespace {

constexpr double kMinLogOdds = -6;

ExecutionContext with_threads(int num_threads) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return context;
}

/// 300 untidy records of two lists, the second free of duplicates, with plausible parameters and all keys.
class Candidates : public testing::Test {
 protected:
  Candidates()
      : records_(reference::untidy_records(300, 2, 1)),
        model_(default_person_model(records_)),
        comparer_(model_, records_, ExecutionContext{}),
        allowed_(records_.list, {false, true}),
        frequencies_(model_, comparer_, ExecutionContext{}),
        blocks_(make_blocking_keys(records_, model_, true, ExecutionContext{}), 1e18, 300,
                ExecutionContext{}) {
    parameters_.lambda = 1e-3;
    parameters_.correlation.assign(model_.comparisons.size() * model_.comparisons.size(), 1);
    for (const ComparisonSpec& comparison : model_.comparisons) {
      const auto levels = static_cast<std::size_t>(comparison.num_gammas());
      const double share = 0.1 / static_cast<double>(levels - 1);
      parameters_.m.emplace_back(levels, share);
      parameters_.u.emplace_back(levels, share);
      parameters_.m.back().back() = 0.9;
      parameters_.u.back().front() = 0.9;
    }
    frequencies_.update(std::vector<float>(300, 1), parameters_, ExecutionContext{});
    for (const auto& [pattern, count] :
         reference::count_patterns(comparer_, sample_records(comparer_, 150, 1), allowed_)) {
      patterns_.push_back(pattern);  // half of the records: other patterns come up later
    }
  }
  EdgeSearch search(const Blocks* blocks, int threads) const {
    return find_edges({&comparer_, &allowed_, blocks}, patterns_, parameters_, frequencies_, kMinLogOdds,
                      with_threads(threads));
  }
  /// Edges one by one; `only_blocked`: of the pairs that some key brings.
  std::vector<Edge> brute_force(bool only_blocked) const {
    std::vector<Edge> edges;
    const PatternScorer scorer(parameters_);
    reference::for_all_pairs(300, [&](std::uint32_t left, std::uint32_t right) {
      const std::uint64_t meeting = blocks_.meeting_keys(left, right);
      if (!allowed_(left, right) || (only_blocked && meeting == 0)) return;
      const std::uint64_t pattern = comparer_.pattern(left, right);
      std::vector<std::int8_t> gammas;
      for (std::size_t k = 0; k < comparer_.num_comparisons(); ++k) {
        gammas.push_back(static_cast<std::int8_t>(comparer_.code().gamma(pattern, k)));
      }
      const double adjustment = frequencies_.adjustment(left, right, pattern);
      const double log_ratio = scorer.log_ratio(gammas) - adjustment;
      if (log_ratio + std::log(0.001 / 0.999) < kMinLogOdds) return;
      const auto key = only_blocked ? static_cast<std::uint8_t>(__builtin_ctzll(meeting)) : std::uint8_t{255};
      edges.push_back(
          {left, right, pattern, static_cast<float>(adjustment), static_cast<float>(log_ratio), key});
    });
    return edges;
  }
  static void expect_equal(const std::vector<Edge>& edges, const std::vector<Edge>& expected) {
    ASSERT_EQ(edges.size(), expected.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
      ASSERT_EQ(edges[i].left, expected[i].left);
      ASSERT_EQ(edges[i].right, expected[i].right);
      ASSERT_EQ(edges[i].pattern, expected[i].pattern);
      ASSERT_EQ(edges[i].key, expected[i].key);
      ASSERT_NEAR(edges[i].log_ratio, expected[i].log_ratio, 1e-4);
      ASSERT_NEAR(edges[i].term_frequency, expected[i].term_frequency, 1e-5);
    }
  }

  RecordTable records_;
  ModelSpec model_;
  PairComparer comparer_;
  AllowedPairs allowed_;
  TermFrequencies frequencies_;
  Blocks blocks_;
  MixtureParameters parameters_;
  std::vector<std::uint64_t> patterns_;
};

TEST_F(Candidates, OfSettledRecordsAreFoundWithTheOthersOnly) {
  constexpr std::uint32_t kSettled = 180;
  std::vector<std::uint32_t> list_of(300, 1);
  std::fill_n(list_of.begin(), kSettled, 0u);
  const AllowedPairs allowed(list_of, {true, false});
  const Blocks blocks(make_blocking_keys(records_, model_, true, ExecutionContext{}), 1e18, 300, kSettled,
                      ExecutionContext{});
  const auto found = [&](const Blocks* some, std::uint32_t num_settled) {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t, float>> pairs;
    for (const Edge& edge : find_edges({&comparer_, &allowed, some, num_settled}, patterns_, parameters_,
                                       frequencies_, kMinLogOdds, with_threads(2))
                                .edges)
      pairs.emplace_back(edge.left, edge.right, edge.pattern, edge.log_ratio);
    return pairs;
  };
  EXPECT_EQ(found(nullptr, kSettled), found(nullptr, 0));
  EXPECT_EQ(found(&blocks, kSettled), found(&blocks_, 0));
  EXPECT_FALSE(found(&blocks, kSettled).empty());
}

TEST_F(Candidates, OfAllPairsEqualBruteForce) {
  const auto expected = brute_force(false);
  ASSERT_GT(expected.size(), 50u);
  for (const int threads : {1, 2, 7}) {
    const EdgeSearch found = search(nullptr, threads);
    expect_equal(found.edges, expected);
    EXPECT_EQ(found.num_pairs, static_cast<std::uint64_t>(allowed_.count()));
  }
}

TEST_F(Candidates, OfBlocksEqualBruteForce) {
  const auto expected = brute_force(true);
  ASSERT_GT(expected.size(), 50u);
  std::uint64_t blocked = 0;
  reference::for_all_pairs(300, [&](std::uint32_t left, std::uint32_t right) {
    blocked += allowed_(left, right) && blocks_.meeting_keys(left, right) != 0;
  });
  for (const int threads : {1, 2, 7}) {
    const EdgeSearch found = search(&blocks_, threads);
    expect_equal(found.edges, expected);
    EXPECT_EQ(found.num_pairs, blocked);
    std::uint64_t by_key = 0;
    for (const std::uint64_t pairs : found.new_pairs) by_key += pairs;
    EXPECT_EQ(by_key, blocked);
  }
}

TEST_F(Candidates, BlockedPairsAreCountedOnceWithWhatTheyMaySpeakFor) {
  const PairSource source{&comparer_, &allowed_, &blocks_};
  const TrainingData data = count_blocked_pairs(source, 1000000000, with_threads(2));
  std::map<std::pair<std::uint64_t, std::uint32_t>, double> expected;
  const std::uint32_t all = (1u << comparer_.num_comparisons()) - 1;
  reference::for_all_pairs(300, [&](std::uint32_t left, std::uint32_t right) {
    const std::uint64_t meeting = blocks_.meeting_keys(left, right);
    if (!allowed_(left, right) || meeting == 0) return;
    std::uint32_t free = 0;
    for (std::size_t k = 0; k < blocks_.num_keys(); ++k) {
      if (meeting >> k & 1) free |= ~blocks_.key(k).comparisons & all;
    }
    ++expected[{comparer_.pattern(left, right), free}];
  });
  ASSERT_EQ(data.num_rows(), expected.size());
  for (std::size_t row = 0; row < data.num_rows(); ++row) {
    const auto found = expected.find({data.patterns[row], data.free_comparisons[row]});
    ASSERT_NE(found, expected.end());
    ASSERT_EQ(data.counts[row], found->second);
  }
  EXPECT_EQ(data.num_pairs, allowed_.count());
}

}  // namespace
}  // namespace byname
