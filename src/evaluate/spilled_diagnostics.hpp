// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cluster/rule_parts.hpp"
#include "cluster/score_spilled.hpp"
#include "evaluate/link_diagnostics.hpp"

namespace byname {

/// A run over lists on disk.
struct SpilledRun {
  const SpilledLists& lists;
  const FrequencyTables& given;
  const SplinkScorer& scorer;
  const SpilledScores& scores;  ///< with a sample of about kDiagnosedPairs, and kDiagnosedBlocks a rule
  const std::vector<EmSession>& sessions;
  double threshold = 0.95;
};

/// Examines the run: what diagnose_link() finds of the same lists in memory.
LinkDiagnostics diagnose_spilled(const SpilledRun& run, const ExecutionContext& context);

}  // namespace byname
