// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace byname {

/// Stands for the person of a mention that a run does not have.
inline constexpr std::uint32_t kNoPerson = std::numeric_limits<std::uint32_t>::max();

/// What became of persons between two runs.
enum class ChangeKind : std::uint8_t {
  kMerged,      ///< several persons before, one after
  kSplit,       ///< one before, several after
  kRearranged,  ///< several before, several after, and some mention keeps them all together
  kRemoved,     ///< a person of whom no mention is in the run after
  kAdded,       ///< a person of whom no mention is in the run before
  kSame         ///< one before, one after, with the same mentions as far as both runs have them
};

inline constexpr std::array<std::string_view, 6> kChangeKindNames = {"merged",  "split", "rearranged",
                                                                     "removed", "added", "same"};

/// Persons of both runs that share mentions, directly or by way of others: a connected component of the graph
/// of persons before and after, joined by the mentions that both runs have.
struct PersonChange {
  ChangeKind kind = ChangeKind::kSame;
  std::vector<std::uint32_t> mentions;  ///< ascending; those of one run only included
  std::uint32_t persons_before = 0;
  std::uint32_t persons_after = 0;
};

/// How many components there are of a kind, and persons in them.
struct ChangeCount {
  std::int64_t components = 0;
  std::int64_t persons_before = 0;
  std::int64_t persons_after = 0;
  std::int64_t mentions = 0;
};

/// Two partitions side by side.
struct PartitionChange {
  std::array<ChangeCount, kChangeKindNames.size()> counts;  ///< by ChangeKind
  std::vector<PersonChange> changes;  ///< all but those of kSame, by kind, then by first mention
  std::int64_t mentions_in_both = 0;
  std::int64_t mentions_removed = 0;  ///< only in the run before
  std::int64_t mentions_added = 0;    ///< only in the run after
  std::int64_t same_with_additions =
      0;  ///< components of kSame that gained or lost a mention of one run only

  const ChangeCount& count(ChangeKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
};

/// Compares two partitions of the same mentions, given as labels per mention: any numbers but kNoPerson,
/// which says that the run does not have the mention. Each mention is in one run at least. O(n log n).
PartitionChange compare_partitions(std::span<const std::uint32_t> before,
                                   std::span<const std::uint32_t> after);

}  // namespace byname
