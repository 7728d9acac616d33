// SPDX-License-Identifier: Apache-2.0
#include "evaluate/partition_change.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <vector>

#include "reference/reachability.hpp"

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;

constexpr std::uint32_t kNone = kNoPerson;

ChangeKind kind_of_sizes(std::size_t before, std::size_t after) {
  if (before == 0) return ChangeKind::kAdded;
  if (after == 0) return ChangeKind::kRemoved;
  if (before == 1) return after == 1 ? ChangeKind::kSame : ChangeKind::kSplit;
  return after == 1 ? ChangeKind::kMerged : ChangeKind::kRearranged;
}

// The definition: mentions that reach one another by sharing a person in either run.
std::vector<PersonChange> changes_by_reachability(const Labels& before, const Labels& after) {
  const auto reaches = reference::reachability(before.size(), [&](std::size_t i, std::size_t j) {
    return (before[i] != kNone && before[i] == before[j]) || (after[i] != kNone && after[i] == after[j]);
  });
  std::vector<PersonChange> changes;
  for (std::size_t i = 0; i < before.size(); ++i) {
    PersonChange change;
    std::set<std::uint32_t> persons_before;
    std::set<std::uint32_t> persons_after;
    for (std::size_t j = 0; j < before.size(); ++j) {
      if (!reaches[i][j]) continue;
      change.mentions.push_back(static_cast<std::uint32_t>(j));
      if (before[j] != kNone) persons_before.insert(before[j]);
      if (after[j] != kNone) persons_after.insert(after[j]);
    }
    if (change.mentions.front() != i) continue;
    change.persons_before = static_cast<std::uint32_t>(persons_before.size());
    change.persons_after = static_cast<std::uint32_t>(persons_after.size());
    change.kind = kind_of_sizes(persons_before.size(), persons_after.size());
    changes.push_back(change);
  }
  return changes;
}

TEST(PartitionChange, TellsTheKindsApart) {
  //                      merged   split   rearranged   same    removed  added
  const Labels before = {4, 4, 9, 1, 1, 2, 2, 3, 3, 8, 8, 7, kNone, kNone};
  const Labels after = {0, 0, 0, 5, 6, 20, 21, 21, 20, 9, kNone, kNone, 9, 2};
  const PartitionChange change = compare_partitions(before, after);
  EXPECT_EQ(change.count(ChangeKind::kMerged).persons_before, 2);
  EXPECT_EQ(change.count(ChangeKind::kSplit).persons_after, 2);
  EXPECT_EQ(change.count(ChangeKind::kRearranged).mentions, 4);
  EXPECT_EQ(change.count(ChangeKind::kSame).mentions, 3);
  EXPECT_EQ(change.count(ChangeKind::kRemoved).components, 1);
  EXPECT_EQ(change.count(ChangeKind::kAdded).components, 1);
  EXPECT_EQ(change.same_with_additions, 1);
  EXPECT_EQ(change.mentions_in_both, 10);
  EXPECT_EQ(change.mentions_removed, 2);
  EXPECT_EQ(change.mentions_added, 2);
  ASSERT_EQ(change.changes.size(), 5u);
  EXPECT_EQ(change.changes[0].mentions, (Labels{0, 1, 2}));
  EXPECT_EQ(change.changes[3].kind, ChangeKind::kRemoved);
}

TEST(PartitionChange, SeesNoChangeInOtherNames) {
  const PartitionChange change = compare_partitions(Labels{3, 3, 5}, Labels{0, 0, 900});
  EXPECT_TRUE(change.changes.empty());
  EXPECT_EQ(change.count(ChangeKind::kSame).components, 2);
}

TEST(PartitionChange, OfNothingIsNothing) {
  const PartitionChange change = compare_partitions(Labels{}, Labels{});
  EXPECT_TRUE(change.changes.empty());
  EXPECT_EQ(change.mentions_in_both, 0);
}

TEST(PartitionChange, AMentionOfOneRunDoesNotMergePersonsOfTheOther) {
  // Mention 2 is new and with 0; mention 1 is another person before and after.
  const PartitionChange change = compare_partitions(Labels{0, 1, kNone}, Labels{0, 1, 0});
  EXPECT_TRUE(change.changes.empty());
  EXPECT_EQ(change.same_with_additions, 1);
}

RC_GTEST_PROP(PartitionChange, FindsTheComponentsOfTheDefinition, ()) {
  const std::size_t n = *rc::gen::inRange<std::size_t>(0, 14);
  Labels before(n);
  Labels after(n);
  for (std::size_t i = 0; i < n; ++i) {
    before[i] = *rc::gen::inRange<std::uint32_t>(0, 7);
    after[i] = *rc::gen::inRange<std::uint32_t>(0, 7);
    const int only = *rc::gen::inRange(0, 6);
    if (only == 0) before[i] = kNone;
    if (only == 1) after[i] = kNone;
  }
  const std::vector<PersonChange> expected = changes_by_reachability(before, after);
  const PartitionChange found = compare_partitions(before, after);
  std::size_t at = 0;
  for (const ChangeKind kind : {ChangeKind::kMerged, ChangeKind::kSplit, ChangeKind::kRearranged,
                                ChangeKind::kRemoved, ChangeKind::kAdded, ChangeKind::kSame}) {
    ChangeCount count;
    for (const PersonChange& change : expected) {
      if (change.kind != kind) continue;
      ++count.components;
      count.persons_before += change.persons_before;
      count.persons_after += change.persons_after;
      count.mentions += static_cast<std::int64_t>(change.mentions.size());
      if (kind == ChangeKind::kSame) continue;
      RC_ASSERT(at < found.changes.size());
      RC_ASSERT(found.changes[at].kind == kind);
      RC_ASSERT(found.changes[at].mentions == change.mentions);
      ++at;
    }
    RC_ASSERT(found.count(kind).components == count.components);
    RC_ASSERT(found.count(kind).persons_before == count.persons_before);
    RC_ASSERT(found.count(kind).persons_after == count.persons_after);
    RC_ASSERT(found.count(kind).mentions == count.mentions);
  }
  RC_ASSERT(at == found.changes.size());
}

}  // namespace
}  // namespace byname
