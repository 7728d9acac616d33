// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/step_clock.hpp"
#include "cluster/kept_pairs.hpp"
#include "spec/record_names.hpp"
#include "table/input.hpp"

namespace byname {

/// Everything `byname link` found, as the writers of its folder read it.
struct LinkOutput {
  const Input* input = nullptr;
  const RecordNames* names = nullptr;
  std::vector<std::string> warnings;
  const ValueTable* values = nullptr;  ///< of the records that the report shows
  std::vector<std::uint32_t> shown;    ///< those records, ascending; empty: all
  const SplinkModel* model = nullptr;
  const KeptPairs* pairs = nullptr;
  /// Writes term_frequencies.parquet: those given, and those counted.
  std::function<void(const std::string& path)> write_frequencies;
  LinkageReading reading;
  std::vector<std::string> compared_lists;  ///< what --pairs said, as typed
  const ValueColumn* truth = nullptr;       ///< kept for byname check
  std::vector<std::uint32_t> cluster;       ///< per record: the record whose id names its cluster
  double cluster_threshold = 0;
  std::string way;  ///< how pairs became clusters: components, mean_link, single_best
  double keep_probability = 0;
  std::string call;
  std::vector<StepTime> step_times;
  int num_threads = 1;
};

/// Writes links.csv, clusters.csv, model.json, term_frequencies.parquet (of a model that uses them),
/// truth.csv (list, file, row, id, truth of the records that have one; with a truth), rejects.csv and
/// run.json into `folder`, which exists; mode 0600. Throws UserError when the disk is full or not writable.
/// Together with write_link_pairs() it is all of the folder.
void write_link_output(const LinkOutput& output, const std::string& folder, const ExecutionContext& context);

/// Parts of that folder that others have too: pairs.parquet, rejects.csv, the inputs of run.json.
void write_link_pairs(const LinkOutput& output, const std::string& path);
void write_link_rejects(const Input& input, const std::string& path);
nlohmann::ordered_json link_inputs_json(const Input& input);

/// The summary for the terminal, and as JSON.
std::string link_summary_text(const LinkOutput& output, const std::string& folder);
nlohmann::ordered_json link_summary_json(const LinkOutput& output, const std::string& folder);

/// The place of a record in the table of values.
std::uint32_t value_place(const LinkOutput& output, std::uint32_t record);

/// The id of a record as clusters.csv names it: Splink's "list-__-id", or the id alone with one list.
std::string node_id(const LinkOutput& output, std::uint32_t record);

}  // namespace byname
