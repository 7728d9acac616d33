// SPDX-License-Identifier: Apache-2.0
#include "evaluate/partition_change.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

/// Labels counted from 0 in the order of first appearance; kNoPerson stays.
struct Numbering {
  std::vector<std::uint32_t> person_of;
  std::uint32_t count = 0;
};

Numbering number_persons(std::span<const std::uint32_t> labels) {
  std::vector<std::uint32_t> sorted;
  for (const std::uint32_t label : labels) {
    if (label != kNoPerson) sorted.push_back(label);
  }
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  Numbering numbering;
  numbering.count = static_cast<std::uint32_t>(sorted.size());
  for (const std::uint32_t label : labels) {
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), label);
    numbering.person_of.push_back(label == kNoPerson ? kNoPerson
                                                     : static_cast<std::uint32_t>(at - sorted.begin()));
  }
  return numbering;
}

ChangeKind kind_of(std::uint32_t before, std::uint32_t after) {
  if (before == 0) return ChangeKind::kAdded;
  if (after == 0) return ChangeKind::kRemoved;
  if (before == 1 && after == 1) return ChangeKind::kSame;
  if (after == 1) return ChangeKind::kMerged;
  return before == 1 ? ChangeKind::kSplit : ChangeKind::kRearranged;
}

/// Mentions by component, ascending within each: the persons before are nodes 0 .. n-1 of the graph, those
/// after follow.
class Components {
 public:
  Components(const Numbering& before, const Numbering& after)
      : before_(before), after_(after), sets_(before.count + after.count) {
    for (std::size_t i = 0; i < before.person_of.size(); ++i) {
      if (before.person_of[i] != kNoPerson && after.person_of[i] != kNoPerson)
        sets_.join(before.person_of[i], before.count + after.person_of[i]);
    }
  }

  /// The components by their first mention.
  std::vector<PersonChange> changes() {
    std::vector<std::uint32_t> place(before_.count + after_.count, kNoPerson);
    std::vector<PersonChange> found;
    for (std::uint32_t i = 0; i < before_.person_of.size(); ++i) {
      std::uint32_t& at = place[sets_.find(node_of(i))];
      if (at == kNoPerson) {
        at = static_cast<std::uint32_t>(found.size());
        found.emplace_back();
      }
      found[at].mentions.push_back(i);
    }
    for (std::uint32_t node = 0; node < before_.count + after_.count; ++node) {
      PersonChange& change = found[place[sets_.find(node)]];
      ++(node < before_.count ? change.persons_before : change.persons_after);
    }
    for (PersonChange& change : found) change.kind = kind_of(change.persons_before, change.persons_after);
    return found;
  }

 private:
  std::uint32_t node_of(std::uint32_t mention) const {
    const std::uint32_t person = before_.person_of[mention];
    return person != kNoPerson ? person : before_.count + after_.person_of[mention];
  }

  const Numbering& before_;
  const Numbering& after_;
  UnionFind sets_;
};

void add_to_count(const PersonChange& change, ChangeCount& count) {
  ++count.components;
  count.persons_before += change.persons_before;
  count.persons_after += change.persons_after;
  count.mentions += static_cast<std::int64_t>(change.mentions.size());
}

}  // namespace

PartitionChange compare_partitions(std::span<const std::uint32_t> before,
                                   std::span<const std::uint32_t> after) {
  BYNAME_CHECK(before.size() == after.size(), "{} mentions before, {} after", before.size(), after.size());
  PartitionChange result;
  for (std::size_t i = 0; i < before.size(); ++i) {
    BYNAME_CHECK(before[i] != kNoPerson || after[i] != kNoPerson, "mention {} is in no run", i);
    result.mentions_removed += after[i] == kNoPerson ? 1 : 0;
    result.mentions_added += before[i] == kNoPerson ? 1 : 0;
  }
  result.mentions_in_both =
      static_cast<std::int64_t>(before.size()) - result.mentions_removed - result.mentions_added;
  const Numbering persons_before = number_persons(before);
  const Numbering persons_after = number_persons(after);
  for (PersonChange& change : Components(persons_before, persons_after).changes()) {
    add_to_count(change, result.counts[static_cast<std::size_t>(change.kind)]);
    if (change.kind != ChangeKind::kSame) {
      result.changes.push_back(std::move(change));
      continue;
    }
    result.same_with_additions +=
        std::any_of(change.mentions.begin(), change.mentions.end(),
                    [&](std::uint32_t i) { return before[i] == kNoPerson || after[i] == kNoPerson; });
  }
  std::stable_sort(result.changes.begin(), result.changes.end(),
                   [](const PersonChange& a, const PersonChange& b) { return a.kind < b.kind; });
  return result;
}

}  // namespace byname
