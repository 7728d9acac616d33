// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/execution_context.hpp"
#include "evaluate/check.hpp"
#include "evaluate/check_folder.hpp"

namespace byname {

/// The part of check_folder() for folders of byname link and byname cluster, which hold no records.parquet:
/// the truth is link's truth.csv, or a file.
CheckResult check_linked_run(const CheckQuestion& question, const ExecutionContext& context);

/// Judges the probabilities of `wanted`, or every whole bit of weight, and always the run's own threshold.
PairThresholds thresholds_of(const std::vector<double>& wanted, double run_threshold,
                             std::vector<JudgedPair> pairs, std::int64_t in_truth);

/// The weight (log2 odds) of a probability, within -1000 and 1000.
double threshold_weight(double probability);

}  // namespace byname
