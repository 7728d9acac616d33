// SPDX-License-Identifier: Apache-2.0
#include "publish/match_output.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_document.hpp"
#include "base/machine.hpp"
#include "base/number_format.hpp"
#include "base/version.hpp"
#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// What was found for one new row.
struct NewRow {
  std::int64_t num_matches = 0;
  std::size_t best = kNone;  ///< pair of the greatest weight; of equal ones the earliest record's
  std::set<std::string> persons;
};

std::vector<NewRow> new_rows_of(const MatchOutput& output) {
  const SplinkPairs& pairs = *output.pairs;
  std::vector<NewRow> rows(output.table->row.size() - output.num_earlier);
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    NewRow& row = rows[pairs.right[pair] - output.num_earlier];
    ++row.num_matches;
    if (!output.persons.empty()) row.persons.insert(output.persons[pairs.left[pair]]);
    const bool is_better =
        row.best == kNone || pairs.match_weight[pair] > pairs.match_weight[row.best] ||
        (pairs.match_weight[pair] == pairs.match_weight[row.best] && pairs.left[pair] < pairs.left[row.best]);
    if (is_better) row.best = pair;
  }
  return rows;
}

void write_record(CsvWriter& csv, const LinkageTable& table, std::uint32_t record) {
  csv.cell(table.list_labels[table.list[record]]);
  csv.cell(table.file_names[table.file[record]]);
  csv.cell(static_cast<std::int64_t>(table.row[record]));
  csv.cell(table.ids[record]);
}

void write_new_rows(const MatchOutput& output, const std::string& path) {
  const std::vector<std::string> header = {
      "list",      "file",     "row",     "id",          "matches",      "persons",          "best_list",
      "best_file", "best_row", "best_id", "best_person", "match_weight", "match_probability"};
  CsvWriter csv(path, header);
  const std::vector<NewRow> rows = new_rows_of(output);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    write_record(csv, *output.table, static_cast<std::uint32_t>(output.num_earlier + i));
    csv.cell(rows[i].num_matches);
    csv.cell(output.persons.empty() ? "" : std::to_string(rows[i].persons.size()));
    if (rows[i].best == kNone) {
      for (int empty = 0; empty < 7; ++empty) csv.cell("");
    } else {
      const std::uint32_t best = output.pairs->left[rows[i].best];
      write_record(csv, *output.table, best);
      csv.cell(output.persons.empty() ? "" : output.persons[best]);
      csv.cell(fmt::format("{}", output.pairs->match_weight[rows[i].best]));
      csv.cell(fmt::format("{}", output.pairs->match_probability[rows[i].best]));
    }
    csv.end_row();
  }
  csv.close();
}

struct Counts {
  std::int64_t earlier = 0;
  std::int64_t rows = 0;
  std::int64_t matched = 0;
  std::int64_t pairs = 0;
  std::int64_t compared = 0;
  std::int64_t rejected = 0;
};

Counts counts_of(const MatchOutput& output) {
  Counts counts;
  counts.earlier = static_cast<std::int64_t>(output.num_earlier);
  const std::vector<NewRow> rows = new_rows_of(output);
  counts.rows = static_cast<std::int64_t>(rows.size());
  for (const NewRow& row : rows) counts.matched += row.num_matches > 0;
  counts.pairs = static_cast<std::int64_t>(output.pairs->size());
  counts.compared = static_cast<std::int64_t>(output.pairs->num_compared);
  counts.rejected = static_cast<std::int64_t>(output.input->rejects.size());
  return counts;
}

Json counts_json(const MatchOutput& output) {
  const Counts counts = counts_of(output);
  return {{"earlier_rows", counts.earlier},
          {"new_rows", counts.rows},
          {"rejected", counts.rejected},
          {"new_rows_with_match", counts.matched},
          {"new_rows_without_match", counts.rows - counts.matched},
          {"pairs_compared", counts.compared},
          {"pairs_kept", counts.pairs}};
}

void write_run_file(const MatchOutput& output, const std::string& path) {
  Json seconds = Json::object();
  Json cpu_seconds = Json::object();
  for (const StepTime& time : output.step_times) {
    seconds[time.step] = time.wall;
    cpu_seconds[time.step] = time.cpu;
  }
  const Json run = {{"format", kOutputFormat},
                    {"call", output.call},
                    {"version", program_version()},
                    {"against", output.against},
                    {"inputs", link_inputs_json(*output.input)},
                    {"counts", counts_json(output)},
                    {"match_weight_above", output.weight_threshold},
                    {"warnings", output.table->warnings},
                    {"seconds", std::move(seconds)},
                    {"cpu_seconds", std::move(cpu_seconds)},
                    {"threads", output.num_threads},
                    {"host", host_name()}};
  FileWriter file(path);
  file.append(json_document(run));
  file.close();
}

}  // namespace

void write_match_output(const MatchOutput& output, const std::string& folder) {
  write_new_rows(output, folder + "/new_rows.csv");
  const RecordNames names(*output.table);
  const KeptPairs kept(*output.pairs);
  LinkOutput pairs;
  pairs.input = output.input;
  pairs.names = &names;
  pairs.model = output.model;
  pairs.pairs = &kept;
  write_link_pairs(pairs, folder + "/pairs.parquet");
  write_link_rejects(*output.input, folder + "/rejects.csv");
  write_run_file(output, folder + "/run.json");
}

std::string match_summary_text(const MatchOutput& output, const std::string& folder) {
  const Counts counts = counts_of(output);
  std::string text;
  for (const std::string& warning : output.table->warnings) text += fmt::format("  note: {}\n", warning);
  text += fmt::format("  earlier rows         {}\n", format_count(counts.earlier));
  text += fmt::format("  new rows             {}\n", format_count(counts.rows));
  if (counts.rejected > 0)
    text += fmt::format("  rejected rows        {}   rejects.csv says where and why\n",
                        format_count(counts.rejected));
  text += fmt::format("  with a match         {}   of a match weight above {}\n",
                      format_count(counts.matched), output.weight_threshold);
  text += fmt::format("  without              {}\n", format_count(counts.rows - counts.matched));
  text += fmt::format("  pairs compared       {}\n", format_count(counts.compared));
  text += fmt::format("  pairs kept           {}\n", format_count(counts.pairs));
  return text + fmt::format("  written to           {}\n", folder);
}

Json match_summary_json(const MatchOutput& output, const std::string& folder) {
  Json json = counts_json(output);
  json["match_weight_above"] = output.weight_threshold;
  json["warnings"] = output.table->warnings;
  json["folder"] = folder;
  return json;
}

}  // namespace byname
