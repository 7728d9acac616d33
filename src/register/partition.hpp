// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace byname {

/// What somebody said of two groups of mentions ("sides").
enum class JudgementVerdict { kSame, kDifferent, kUnsure };
std::string_view name_of(JudgementVerdict verdict);
std::optional<JudgementVerdict> judgement_verdict_from_name(std::string_view name);

/// A judgement among mentions 0 .. n-1.
struct SidedJudgement {
  JudgementVerdict verdict = JudgementVerdict::kUnsure;
  /// The mentions of each side belong together as they were shown: what merge and split say.
  bool pins = false;
  /// Of an unsure one: links of a machine between the sides do not count.
  bool bars_machine = false;
  int rank = 0;             ///< of its author: 0 counts most
  std::uint64_t place = 0;  ///< in the log; later ones count more
  std::array<std::vector<std::uint32_t>, 2> sides;
};

/// Two mentions that a machine run took for one person.
struct MachineLink {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;
  std::uint64_t place = 0;  ///< in the log
};

/// Persons as a partition of mentions, and what could not be kept.
struct Partition {
  std::vector<std::uint32_t> part_of;  ///< per mention: the smallest of its person's; itself if not present
  /// Per judgement: that judgement against which it does not count, or not as a whole.
  std::vector<std::optional<std::uint32_t>> judgement_suspended_by;
  /// Per link: the judgement that bars it.
  std::vector<std::optional<std::uint32_t>> link_suspended_by;
};

/// Computes persons from what counts now. Judgements are taken by rank of their author, then the latest
/// first:
/// - `different` holds from there on: no person gets mentions of both its sides. If the judgements before
///   brought two such together already, it is suspended as a whole by the last of those that joined there;
/// - `same` joins the first present mention of one side and of the other;
/// - one that `pins` joins the mentions of each side first, each with the first of its side that it may join;
/// then come the machine's links, the heaviest first (equal ones by place, then mentions), but those that a
/// judgement bars. What would bring two sides of a `different` together is suspended by it. Mentions that are
/// not present join nothing. A judgement with one mention on both sides says nothing.
///
/// `is_present` has one value a mention. O(n log n) but for sides that contradict each other.
Partition partition_of(const std::vector<bool>& is_present, std::span<const SidedJudgement> judgements,
                       std::span<const MachineLink> links);

}  // namespace byname
