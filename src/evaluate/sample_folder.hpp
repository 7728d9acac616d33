// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "evaluate/judgement_sample.hpp"
#include "names/record_table.hpp"

namespace byname {

/// What an output folder of byname count has for people to judge.
struct JudgeableFolder {
  RecordTable records;
  std::vector<JudgeablePair> pairs;  ///< those of pairs.parquet that no veto bars
};

/// Reads records.parquet, pairs.parquet and model.json. Throws DataError for a folder that cannot be read.
JudgeableFolder read_judgeable_pairs(const std::string& folder, const ExecutionContext& context);

}  // namespace byname
