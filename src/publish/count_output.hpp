// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/step_clock.hpp"
#include "cluster/link_results.hpp"
#include "estimate/count_estimate.hpp"
#include "names/column_roles.hpp"
#include "names/record_table.hpp"
#include "publish/records_file.hpp"
#include "table/input.hpp"

namespace byname {

/// Everything `byname count` found, as the writers of the output folder and the report read it.
struct CountOutput {
  const Input* input = nullptr;
  const std::vector<ListReading>* readings = nullptr;
  const RecordTable* records = nullptr;
  const LinkResults* links = nullptr;
  const UnseenEstimate* unseen = nullptr;
  Warnings warnings;
  Interval named;                  ///< persons named: median and 95 % over draws
  std::int64_t named_decided = 0;  ///< persons of links.csv
  Overlap overlap;                 ///< of the decided partition
  std::string call;                ///< the command as typed
  std::uint64_t seed = 1;
  int num_draws = 0;
  double keep_probability = 0.01;    ///< pairs.parquet holds pairs from here up, and all vetoed or in review
  std::vector<StepTime> step_times;  ///< of all that came before writing
  int num_threads = 1;
};

/// Writes every file of DESIGN section 2 into `folder`, where `records_file` was begun. Files with personal
/// data get mode 0600. Throws UserError when the disk is full or not writable.
void write_count_output(const CountOutput& output, RecordsFile& records_file, const std::string& folder,
                        const ExecutionContext& context);

/// The summary that the terminal shows: plain words, a few lines.
std::string summary_text(const CountOutput& output, const std::string& folder);
/// The same as JSON (`--json`).
nlohmann::ordered_json summary_json(const CountOutput& output, const std::string& folder);

/// The report: one self-contained HTML page, readable without scripts and network (DESIGN section 10).
std::string report_html(const CountOutput& output);

}  // namespace byname
