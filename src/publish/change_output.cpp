// SPDX-License-Identifier: Apache-2.0
#include "publish/change_output.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/json_document.hpp"
#include "base/version.hpp"
#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;
using Header = std::vector<std::string>;

std::string_view kind_name(const PersonChange& change) {
  return kChangeKindNames[static_cast<std::size_t>(change.kind)];
}

void write_changes_file(const RunComparison& comparison, const std::string& path) {
  CsvWriter csv(path, Header{"change", "component", "person_before", "person_after", "list", "row", "id"});
  for (std::size_t at = 0; at < comparison.partition.changes.size(); ++at) {
    const PersonChange& change = comparison.partition.changes[at];
    for (const std::uint32_t mention : change.mentions) {
      const LinkedRun& run = comparison.run_of(mention);
      const std::uint32_t place = comparison.place_of(mention);
      csv.cell(kind_name(change));
      csv.cell(static_cast<std::int64_t>(at + 1));
      csv.cell(comparison.person_before(mention));
      csv.cell(comparison.person_after(mention));
      csv.cell(run.has_lists ? run.list.at(place) : "");
      csv.cell(run.has_places ? std::to_string(run.row[place]) : "");
      csv.cell(run.id.at(place));
      csv.end_row();
    }
  }
  csv.close();
}

std::string weight_text(const std::optional<double>& weight) {
  return weight ? fmt::format("{:.6f}", *weight) : "";
}

void write_reasons_file(const RunComparison& comparison, const std::string& path) {
  CsvWriter csv(path, Header{"change", "component", "joined", "mention_1", "mention_2", "weight_before",
                             "weight_after", "reason", "why"});
  for (std::size_t at = 0; at < comparison.pairs.size(); ++at) {
    for (const PairChange& pair : comparison.pairs[at]) {
      csv.cell(kind_name(comparison.partition.changes[at]));
      csv.cell(static_cast<std::int64_t>(at + 1));
      csv.cell(pair.joins ? "after" : "before");
      csv.cell(comparison.name_of(pair.left));
      csv.cell(comparison.name_of(pair.right));
      csv.cell(weight_text(pair.weight_before));
      csv.cell(weight_text(pair.weight_after));
      csv.cell(kPairReasonNames[static_cast<std::size_t>(pair.reason)]);
      csv.cell(fmt::format("{}", fmt::join(pair.sentences, " ")));
      csv.end_row();
    }
  }
  csv.close();
}

}  // namespace

void write_change_output(const RunComparison& comparison, const std::string& call,
                         const std::string& folder) {
  write_changes_file(comparison, folder + "/changes.csv");
  write_reasons_file(comparison, folder + "/reasons.csv");
  Json run = {{"format", kOutputFormat}, {"call", call}, {"version", program_version()}};
  Json found = comparison_json(comparison);
  found.erase("changes");
  run["comparison"] = std::move(found);
  FileWriter file(folder + "/run.json");
  file.append(json_document(run));
  file.close();
}

}  // namespace byname
