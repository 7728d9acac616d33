// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "publish/link_output.hpp"

namespace byname {

/// New rows against earlier ones, as the writers of `byname score`'s folder read it. The earlier records
/// stand first in the table; in each pair the left record is earlier, the right one new.
struct MatchOutput {
  const Input* input = nullptr;
  const LinkageTable* table = nullptr;
  const SplinkModel* model = nullptr;
  const SplinkPairs* pairs = nullptr;
  std::size_t num_earlier = 0;
  double weight_threshold = 0;  ///< pairs are above it
  std::vector<std::string>
      persons{};  ///< per earlier record: its person in the earlier output; empty: unknown
  std::string against;
  std::string call;
  std::vector<StepTime> step_times;
  int num_threads = 1;
};

/// Writes new_rows.csv (every new row: its matches and the best of them), pairs.parquet, rejects.csv and
/// run.json into `folder`, which exists and is empty; mode 0600.
void write_match_output(const MatchOutput& output, const std::string& folder);

/// The summary for the terminal, and as JSON.
std::string match_summary_text(const MatchOutput& output, const std::string& folder);
nlohmann::ordered_json match_summary_json(const MatchOutput& output, const std::string& folder);

}  // namespace byname
