// SPDX-License-Identifier: Apache-2.0
#include "evaluate/check.hpp"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <vector>

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;

// The definitions, word by word, over all pairs and all mentions.
PartitionCheck check_by_enumeration(const Labels& person_of, const Labels& truth_of) {
  PartitionCheck check;
  std::map<std::uint32_t, std::set<std::size_t>> persons;
  std::map<std::uint32_t, std::set<std::size_t>> truths;
  for (std::size_t i = 0; i < person_of.size(); ++i) {
    if (truth_of[i] == kNoTruth) {
      ++check.num_without_truth;
      continue;
    }
    ++check.num_mentions;
    persons[person_of[i]].insert(i);
    truths[truth_of[i]].insert(i);
  }
  check.persons_found = static_cast<std::int64_t>(persons.size());
  check.persons_true = static_cast<std::int64_t>(truths.size());
  for (const auto& [label, members] : persons) {
    check.persons_exact += members == truths.at(truth_of[*members.begin()]) ? 1 : 0;
  }
  double precision = 0;
  double recall = 0;
  for (std::size_t i = 0; i < person_of.size(); ++i) {
    if (truth_of[i] == kNoTruth) continue;
    double shared = 0;
    for (const std::size_t j : persons.at(person_of[i])) shared += truth_of[i] == truth_of[j] ? 1 : 0;
    precision += shared / static_cast<double>(persons.at(person_of[i]).size());
    recall += shared / static_cast<double>(truths.at(truth_of[i]).size());
    for (std::size_t j = 0; j < i; ++j) {
      if (truth_of[j] == kNoTruth) continue;
      const bool together = person_of[i] == person_of[j];
      const bool same = truth_of[i] == truth_of[j];
      check.pairs.found += together ? 1 : 0;
      check.pairs.in_truth += same ? 1 : 0;
      check.pairs.correct += together && same ? 1 : 0;
    }
  }
  const auto mentions = static_cast<double>(check.num_mentions);
  if (mentions > 0) check.b_cubed = {precision / mentions, recall / mentions};
  return check;
}

void expect_equal(const PartitionCheck& a, const PartitionCheck& b) {
  EXPECT_EQ(a.num_mentions, b.num_mentions);
  EXPECT_EQ(a.num_without_truth, b.num_without_truth);
  EXPECT_EQ(a.persons_found, b.persons_found);
  EXPECT_EQ(a.persons_true, b.persons_true);
  EXPECT_EQ(a.persons_exact, b.persons_exact);
  EXPECT_EQ(a.pairs.found, b.pairs.found);
  EXPECT_EQ(a.pairs.correct, b.pairs.correct);
  EXPECT_EQ(a.pairs.in_truth, b.pairs.in_truth);
  EXPECT_NEAR(a.b_cubed.precision, b.b_cubed.precision, 1e-12);
  EXPECT_NEAR(a.b_cubed.recall, b.b_cubed.recall, 1e-12);
}

RC_GTEST_PROP(CheckPartition, EqualsEnumeration, ()) {
  const auto size = *rc::gen::inRange<std::size_t>(0, 40);
  const auto label = rc::gen::inRange<std::uint32_t>(1, 12);
  const Labels person_of = *rc::gen::container<Labels>(size, label);
  const Labels truth_of = *rc::gen::container<Labels>(
      size, rc::gen::weightedOneOf<std::uint32_t>({{5, label}, {1, rc::gen::just(kNoTruth)}}));
  expect_equal(check_partition(person_of, truth_of), check_by_enumeration(person_of, truth_of));
  RC_ASSERT(!::testing::Test::HasFailure());
}

TEST(CheckPartition, KnownExample) {
  // Persons {0,1,2} and {3}; truth {0,1} and {2,3}.
  const PartitionCheck check = check_partition(Labels{7, 7, 7, 9}, Labels{1, 1, 2, 2});
  EXPECT_EQ(check.pairs.found, 3);
  EXPECT_EQ(check.pairs.correct, 1);
  EXPECT_EQ(check.pairs.in_truth, 2);
  EXPECT_DOUBLE_EQ(check.pairs.precision(), 1.0 / 3);
  EXPECT_DOUBLE_EQ(check.pairs.recall(), 0.5);
  EXPECT_DOUBLE_EQ(check.pairs.f1(), 0.4);
  EXPECT_DOUBLE_EQ(check.b_cubed.precision, (2.0 / 3 + 2.0 / 3 + 1.0 / 3 + 1) / 4);
  EXPECT_DOUBLE_EQ(check.b_cubed.recall, (1 + 1 + 0.5 + 0.5) / 4);
  EXPECT_EQ(check.persons_exact, 0);
}

TEST(CheckPartition, PerfectPartitionIsOneEverywhere) {
  const PartitionCheck check = check_partition(Labels{1, 2, 1, 3}, Labels{30, 10, 30, 20});
  EXPECT_EQ(check.pairs.f1(), 1);
  EXPECT_EQ(check.b_cubed.f1(), 1);
  EXPECT_EQ(check.persons_exact, 3);
}

TEST(CheckPartition, CountsPairsOfAGroupThatCannotBeEnumerated) {
  const Labels one(1'000'000, 5);
  EXPECT_EQ(check_partition(one, one).pairs.correct, 499'999'500'000);
}

TEST(CheckPartition, NothingKnownIsNoError) {
  const PartitionCheck check = check_partition(Labels{1, 2}, Labels{kNoTruth, kNoTruth});
  EXPECT_EQ(check.num_mentions, 0);
  EXPECT_EQ(check.num_without_truth, 2);
  EXPECT_EQ(check.pairs.precision(), 1);
}

TEST(CheckPairs, TellsLinksVetoesAndCandidates) {
  const Labels truth_of = {1, 1, 2, 2, kNoTruth};
  const std::vector<StoredPair> pairs = {{0, 1, PairOutcome::kLink},
                                         {0, 2, PairOutcome::kLink},
                                         {2, 3, PairOutcome::kVeto},
                                         {1, 4, PairOutcome::kLink},
                                         {1, 2, PairOutcome::kReview}};
  const ScoredPairCheck check = check_pairs(pairs, truth_of, 2);
  EXPECT_EQ(check.linked.found, 2);
  EXPECT_EQ(check.linked.correct, 1);
  EXPECT_EQ(check.linked.in_truth, 2);
  EXPECT_EQ(check.true_candidates, 2);
  EXPECT_EQ(check.true_vetoed, 1);
}

TEST(IntervalCheck, HoldsItsEnds) {
  EXPECT_TRUE((IntervalCheck{10, 9, 12, 9}.holds_truth()));
  EXPECT_TRUE((IntervalCheck{10, 9, 12, 12}.holds_truth()));
  EXPECT_FALSE((IntervalCheck{10, 9, 12, 13}.holds_truth()));
}

}  // namespace
}  // namespace byname
