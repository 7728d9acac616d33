// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluate/linked_run.hpp"
#include "evaluate/mention_match.hpp"
#include "evaluate/run_pairs.hpp"

namespace byname {

/// Why a pair joins two persons in one run and not in the other.
enum class PairReason : std::uint8_t {
  kMention,     ///< one of the two is in one run only
  kPairs,       ///< the other run did not keep the pair: not brought by a rule, or too unlikely
  kVeto,        ///< a veto bars it in the other run
  kThreshold,   ///< its weight is over one threshold and under the other
  kWeight,      ///< its weight changed
  kClustering,  ///< over the threshold in both, or under it in both: what clustering made of other pairs
  kUnknown      ///< the other folder does not keep the pair: byname cluster wrote it
};

inline constexpr std::array<std::string_view, 7> kPairReasonNames = {
    "mention", "pairs", "veto", "threshold", "weight", "clustering", "unknown"};

/// A pair that joins two persons in one of two runs.
struct PairChange {
  std::uint32_t left = 0;  ///< mentions
  std::uint32_t right = 0;
  bool joins = true;                    ///< true: in the run after; false: in the run before
  std::optional<double> weight_before;  ///< bits; absent where the run did not keep the pair
  std::optional<double> weight_after;
  PairReason reason = PairReason::kUnknown;
  std::vector<std::string> sentences;  ///< why, in plain words
};

/// Two runs with the pairs that matter.
struct RunsWithPairs {
  const LinkedRun* before = nullptr;
  const LinkedRun* after = nullptr;
  const MentionMatch* match = nullptr;
  RunPairs pairs_before;
  RunPairs pairs_after;

  /// What a mention is called: as the run after has it, or before where only that has it.
  std::string name_of(std::uint32_t mention) const;
};

/// Explains a pair that the run after (`joins`) or before joins. The pair is kept in that run.
PairChange explain_pair_change(const RunsWithPairs& runs, std::uint32_t left, std::uint32_t right,
                               bool joins);

}  // namespace byname
