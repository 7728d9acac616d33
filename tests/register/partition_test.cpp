// SPDX-License-Identifier: Apache-2.0
#include "register/partition.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "drawn_person_history.hpp"
#include "reference/register_persons.hpp"

namespace byname {
namespace {

using Labels = std::vector<std::uint32_t>;

SidedJudgement judged(JudgementVerdict verdict, std::uint64_t place, std::vector<std::uint32_t> one,
                      std::vector<std::uint32_t> other) {
  SidedJudgement judgement;
  judgement.verdict = verdict;
  judgement.place = place;
  judgement.sides = {std::move(one), std::move(other)};
  return judgement;
}

Partition all_present(std::size_t n, const std::vector<SidedJudgement>& judgements,
                      const std::vector<MachineLink>& links) {
  return partition_of(std::vector<bool>(n, true), judgements, links);
}

TEST(PartitionOf, LinksJoin) {
  EXPECT_EQ(all_present(4, {}, {{2, 3, 1, 0}, {0, 2, 1, 0}}).part_of, (Labels{0, 1, 0, 0}));
}

TEST(PartitionOf, MentionsThatAreNotPresentJoinNothing) {
  EXPECT_EQ(
      partition_of({true, false, true}, {}, std::vector<MachineLink>{{0, 1, 1, 0}, {1, 2, 1, 0}}).part_of,
      (Labels{0, 1, 2}));
}

TEST(PartitionOf, DifferentHoldsAgainstAChain) {
  const Partition partition =
      all_present(3, {judged(JudgementVerdict::kDifferent, 1, {0}, {2})}, {{0, 1, 5, 0}, {1, 2, 4, 0}});
  EXPECT_EQ(partition.part_of, (Labels{0, 0, 2})) << "the heavier link holds";
  EXPECT_EQ(partition.link_suspended_by[0], std::nullopt);
  EXPECT_EQ(partition.link_suspended_by[1], 0u);
}

TEST(PartitionOf, LatestJudgementCounts) {
  const auto same = judged(JudgementVerdict::kSame, 1, {0}, {1});
  auto different = judged(JudgementVerdict::kDifferent, 2, {0}, {1});
  EXPECT_EQ(all_present(2, {same, different}, {}).part_of, (Labels{0, 1}));
  EXPECT_EQ(all_present(2, {same, different}, {}).judgement_suspended_by[0], 1u);
  different.place = 0;
  EXPECT_EQ(all_present(2, {same, different}, {}).part_of, (Labels{0, 0}));
  EXPECT_EQ(all_present(2, {same, different}, {}).judgement_suspended_by[1], 0u);
}

TEST(PartitionOf, RankCountsBeforeTime) {
  auto same = judged(JudgementVerdict::kSame, 1, {0}, {1});
  auto different = judged(JudgementVerdict::kDifferent, 2, {0}, {1});
  different.rank = 1;
  EXPECT_EQ(all_present(2, {same, different}, {}).part_of, (Labels{0, 0}));
}

TEST(PartitionOf, MergePinsItsSides) {
  auto merge = judged(JudgementVerdict::kSame, 1, {0, 1}, {2, 3});
  EXPECT_EQ(all_present(4, {merge}, {}).part_of, (Labels{0, 1, 0, 3}));
  merge.pins = true;
  EXPECT_EQ(all_present(4, {merge}, {}).part_of, (Labels{0, 0, 0, 0}));
}

TEST(PartitionOf, UnsureBarsTheMachineOnlyWhereItSaysSo) {
  auto unsure = judged(JudgementVerdict::kUnsure, 1, {0}, {1});
  const std::vector<MachineLink> links = {{0, 1, 1, 0}};
  EXPECT_EQ(all_present(2, {unsure}, links).part_of, (Labels{0, 0}));
  unsure.bars_machine = true;
  EXPECT_EQ(all_present(2, {unsure}, links).part_of, (Labels{0, 1}));
  EXPECT_EQ(all_present(2, {unsure, judged(JudgementVerdict::kSame, 0, {0}, {1})}, links).part_of,
            (Labels{0, 0}))
      << "a person may say so";
}

TEST(PartitionOf, MentionOnBothSidesSaysNothing) {
  const Partition partition =
      all_present(2, {judged(JudgementVerdict::kDifferent, 1, {0}, {0, 1})}, {{0, 1, 1, 0}});
  EXPECT_EQ(partition.part_of, (Labels{0, 0}));
}

struct Drawn {
  std::vector<bool> is_present;
  std::vector<SidedJudgement> judgements;
  std::vector<MachineLink> links;
};

Drawn drawn_question() {
  Drawn drawn;
  const auto n = *rc::gen::inRange<std::uint32_t>(2, 9);
  for (std::uint32_t i = 0; i < n; ++i) drawn.is_present.push_back(*rc::gen::inRange(0, 6) > 0);
  for (std::uint64_t place = *rc::gen::inRange(0, 8); place > 0; --place)
    drawn.judgements.push_back(drawn_judgement(n, place));
  for (std::uint64_t place = *rc::gen::inRange(0, 8); place > 0; --place)
    drawn.links.push_back(drawn_link(n, place));
  return drawn;
}

std::set<reference::MentionSet> persons_of(const Partition& partition, const std::vector<bool>& is_present) {
  std::map<std::uint32_t, reference::MentionSet> parts;
  for (std::uint32_t i = 0; i < is_present.size(); ++i) {
    if (is_present[i]) parts[partition.part_of[i]].insert(i);
  }
  std::set<reference::MentionSet> persons;
  for (const auto& [first, mentions] : parts) persons.insert(mentions);
  return persons;
}

RC_GTEST_PROP(PartitionOf, IsWhatTheSlowTwinSays, ()) {
  const Drawn drawn = drawn_question();
  const Partition fast = partition_of(drawn.is_present, drawn.judgements, drawn.links);
  const reference::PlainPersons plain(drawn.is_present, drawn.judgements, drawn.links);
  RC_ASSERT(persons_of(fast, drawn.is_present) == plain.persons());
  RC_ASSERT(fast.judgement_suspended_by == plain.judgement_suspended_by);
  RC_ASSERT(fast.link_suspended_by == plain.link_suspended_by);
}

RC_GTEST_PROP(PartitionOf, NoPairJudgedDifferentIsInOnePerson, ()) {
  const Drawn drawn = drawn_question();
  const Partition partition = partition_of(drawn.is_present, drawn.judgements, drawn.links);
  for (std::size_t j = 0; j < drawn.judgements.size(); ++j) {
    if (drawn.judgements[j].verdict != JudgementVerdict::kDifferent || partition.judgement_suspended_by[j])
      continue;
    for (const std::uint32_t one : drawn.judgements[j].sides[0]) {
      for (const std::uint32_t other : drawn.judgements[j].sides[1]) {
        if (drawn.is_present[one] && drawn.is_present[other])
          RC_ASSERT(partition.part_of[one] != partition.part_of[other]);
      }
    }
  }
}

RC_GTEST_PROP(PartitionOf, OrderOfWhatIsGivenDoesNotMatter, ()) {
  Drawn drawn = drawn_question();
  const Partition before = partition_of(drawn.is_present, drawn.judgements, drawn.links);
  std::reverse(drawn.judgements.begin(), drawn.judgements.end());
  std::reverse(drawn.links.begin(), drawn.links.end());
  RC_ASSERT(partition_of(drawn.is_present, drawn.judgements, drawn.links).part_of == before.part_of);
}

}  // namespace
}  // namespace byname
