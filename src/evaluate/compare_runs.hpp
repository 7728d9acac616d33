// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "evaluate/linked_run.hpp"
#include "evaluate/mention_match.hpp"
#include "evaluate/pair_change.hpp"
#include "evaluate/partition_change.hpp"

namespace byname {

/// Two runs side by side: who merged or split, and why.
struct RunComparison {
  LinkedRun before;
  LinkedRun after;
  MentionMatch match;
  PartitionChange partition;
  std::vector<std::vector<PairChange>> pairs;  ///< per change of the partition: what joined and what parted
  std::array<std::int64_t, kPairReasonNames.size()> reasons{};  ///< pairs by PairReason
  std::vector<std::string> differences;                         ///< what was done differently

  /// The person of a mention in one run as its folder names it; empty where the run does not have it.
  std::string person_before(std::uint32_t mention) const;
  std::string person_after(std::uint32_t mention) const;
  /// The run that names the mention's list, row and id, and its place there: the run after if it has it.
  const LinkedRun& run_of(std::uint32_t mention) const;
  std::uint32_t place_of(std::uint32_t mention) const;
  std::string name_of(std::uint32_t mention) const;
};

/// Compares two runs. Pairs are read only if something changed. Throws DataError for folders that cannot be
/// read or matched.
RunComparison compare_runs(LinkedRun before, LinkedRun after, MatchBy by, const ExecutionContext& context);

/// The comparison in words, for a terminal. `folder`: where all changes are written; empty: nowhere.
std::string comparison_text(const RunComparison& comparison, const std::string& folder);

/// The comparison as JSON, with every change.
nlohmann::ordered_json comparison_json(const RunComparison& comparison);

}  // namespace byname
