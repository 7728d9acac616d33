// SPDX-License-Identifier: Apache-2.0
#include "publish/link_output.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <future>
#include <nlohmann/json.hpp>
#include <numeric>

#include "base/json_document.hpp"
#include "base/machine.hpp"
#include "base/number_format.hpp"
#include "base/parallel.hpp"
#include "base/version.hpp"
#include "publish/output_files.hpp"
#include "table/csv_writer.hpp"
#include "table/parquet_writer.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;
using Header = std::vector<std::string>;

bool has_lists(const LinkOutput& output) { return output.model->link_type != "dedupe_only"; }

/// Asks for the ids of records that a row some way ahead names. Cluster ids are those of records anywhere.
class NodePrefetch {
 public:
  explicit NodePrefetch(const LinkOutput& output) : output_(output) {}
  void at(std::size_t record) const {
    constexpr std::size_t kAhead = 16;
    const std::vector<std::uint32_t>& cluster = output_.cluster;
    if (record + 2 * kAhead < cluster.size()) output_.names->prefetch(cluster[record + 2 * kAhead]);
    if (record + kAhead < cluster.size()) output_.names->prefetch_text(cluster[record + kAhead]);
  }

 private:
  const LinkOutput& output_;
};

/// node_id as a cell; without lists no text is made for it.
void write_node(const LinkOutput& output, std::uint32_t record, CsvRows& csv) {
  if (has_lists(output)) {
    csv.cell(node_id(output, record));
  } else {
    csv.cell(output.names->id(record));
  }
}

/// Texts as cells of CSV.
std::vector<std::string> ready_cells(const std::vector<std::string>& texts) {
  std::vector<std::string> cells(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) append_csv_cell(cells[i], texts[i]);
  return cells;
}

void write_links_file(const LinkOutput& output, const std::string& path, const ExecutionContext& context) {
  const RecordNames& names = *output.names;
  const std::vector<std::string> lists = ready_cells(names.list_labels);
  const std::vector<std::string> files = ready_cells(names.file_names);
  const NodePrefetch prefetch(output);
  write_csv_rows(path, Header{"list", "file", "row", "id", "person"}, names.size(), context,
                 [&](std::size_t begin, std::size_t end, CsvRows& csv) {
                   for (std::size_t at = begin; at < end; ++at) {
                     const auto record = static_cast<std::uint32_t>(at);
                     prefetch.at(at);
                     csv.ready_cell(lists[names.list(record)]);
                     csv.ready_cell(files[names.file(record)]);
                     csv.cell(static_cast<std::int64_t>(names.row(record)));
                     csv.cell(names.id(record));
                     write_node(output, output.cluster[record], csv);
                     csv.end_row();
                   }
                 });
}

void write_clusters_file(const LinkOutput& output, const std::string& path, const ExecutionContext& context) {
  const RecordNames& names = *output.names;
  const std::vector<std::string> lists = ready_cells(names.list_labels);
  const NodePrefetch prefetch(output);
  Header header;
  if (has_lists(output)) header.push_back(output.model->source_column);
  header.push_back(output.model->unique_id_column);
  header.emplace_back("cluster_id");
  write_csv_rows(path, header, names.size(), context, [&](std::size_t begin, std::size_t end, CsvRows& csv) {
    for (std::size_t at = begin; at < end; ++at) {
      const auto record = static_cast<std::uint32_t>(at);
      prefetch.at(at);
      if (has_lists(output)) csv.ready_cell(lists[names.list(record)]);
      csv.cell(names.id(record));
      write_node(output, output.cluster[record], csv);
      csv.end_row();
    }
  });
}

void write_truth_file(const LinkOutput& output, const std::string& path) {
  const RecordNames& names = *output.names;
  CsvWriter csv(path, Header{"list", "file", "row", "id", "truth"});
  for (std::uint32_t record = 0; record < names.size(); ++record) {
    if (output.truth->at(record).is_null()) continue;
    csv.cell(names.list_labels[names.list(record)]);
    csv.cell(names.file_names[names.file(record)]);
    csv.cell(static_cast<std::int64_t>(names.row(record)));
    csv.cell(names.id(record));
    csv.cell(text_of(output.truth->at(record)));
    csv.end_row();
  }
  csv.close();
}

std::vector<std::string> rule_numbers(std::size_t num_rules) {
  std::vector<std::string> numbers;
  for (std::size_t rule = 0; rule < num_rules; ++rule) numbers.push_back(std::to_string(rule));
  return numbers;
}

std::vector<ParquetColumn> pair_columns(const LinkOutput& output) {
  const RecordNames& names = *output.names;
  std::vector<ParquetColumn> columns;
  for (const char* side : {"_l", "_r"}) {
    columns.push_back({std::string("list") + side, ParquetType::kCategory, names.list_labels});
    columns.push_back({std::string("file") + side, ParquetType::kCategory, names.file_names});
    columns.push_back({std::string("row") + side, ParquetType::kInt64});
    columns.push_back({std::string("id") + side, ParquetType::kText});
  }
  columns.push_back({"match_weight", ParquetType::kDouble});
  columns.push_back({"match_probability", ParquetType::kDouble});
  columns.push_back({"match_key", ParquetType::kCategory, rule_numbers(output.pairs->num_of_rule.size())});
  for (const SplinkComparison& comparison : output.model->comparisons)
    columns.push_back({comparison.gamma_column(), ParquetType::kInt8});
  return columns;
}

/// Fills a column of categories, most often one for all rows.
template <typename Category>
void fill_categories(std::size_t num_categories, std::size_t size, std::size_t column, std::size_t row,
                     ParquetBatch& batch, const Category& category) {
  for (std::size_t i = 0; i < size; ++i)
    batch.set_category(column, row + i, num_categories > 1 ? category(i) : 0);
}

/// Fills the columns of one side's records, the first of which is `at`, from a row on.
void fill_records(const RecordNames& names, std::span<const std::uint32_t> records, std::size_t row,
                  std::size_t at, ParquetBatch& batch) {
  constexpr std::size_t kAhead = 16;
  fill_categories(names.list_labels.size(), records.size(), at, row, batch,
                  [&](std::size_t i) { return names.list(records[i]); });
  fill_categories(names.file_names.size(), records.size(), at + 1, row, batch,
                  [&](std::size_t i) { return names.file(records[i]); });
  std::int64_t* rows = batch.int64s(at + 2) + row;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (i + 2 * kAhead < records.size()) names.prefetch(records[i + 2 * kAhead]);
    if (i + kAhead < records.size()) names.prefetch_text(records[i + kAhead]);
    rows[i] = static_cast<std::int64_t>(names.row(records[i]));
    batch.set_lasting_text(at + 3, row + i, names.id(records[i]));
  }
}

/// Goes through the pairs kept as far as a file of them is written.
class PairCursor {
 public:
  explicit PairCursor(const KeptPairs& kept) : kept_(kept) {}

  /// Some pairs from where the last call ended, at most `most`: visit(pairs, first, size).
  template <typename Visit>
  std::size_t take(std::size_t most, const Visit& visit) {
    while (at_ == batch_.size()) {
      batch_ = kept_.batch(next_++);
      at_ = 0;
    }
    const std::size_t size = std::min(most, batch_.size() - at_);
    visit(batch_, at_, size);
    at_ += size;
    return size;
  }

 private:
  const KeptPairs& kept_;
  SplinkPairs batch_;
  std::size_t next_ = 0;
  std::size_t at_ = 0;
};

/// Writes pairs [first, first + size) as rows from `row` of a batch on.
void fill_pairs(const LinkOutput& output, const SplinkPairs& pairs, std::size_t first, std::size_t size,
                std::size_t row, ParquetBatch& batch) {
  constexpr std::size_t kSideColumns = 4;
  fill_records(*output.names, std::span(pairs.left).subspan(first, size), row, 0, batch);
  fill_records(*output.names, std::span(pairs.right).subspan(first, size), row, kSideColumns, batch);
  std::size_t at = 2 * kSideColumns;
  std::copy_n(pairs.match_weight.data() + first, size, batch.doubles(at++) + row);
  std::copy_n(pairs.match_probability.data() + first, size, batch.doubles(at++) + row);
  for (std::size_t i = 0; i < size; ++i) batch.set_category(at, row + i, pairs.rule[first + i]);
  for (std::size_t k = 0; k < pairs.num_comparisons; ++k) {
    std::int8_t* gammas = batch.int8s(++at) + row;
    for (std::size_t i = 0; i < size; ++i) gammas[i] = pairs.gammas_of(first + i)[k];
  }
}

void write_pairs_file(const LinkOutput& output, const std::string& path) {
  PairCursor cursor(*output.pairs);
  const auto fill = [&](ParquetBatch& batch) {
    for (std::size_t row = 0; row < batch.size();) {
      row +=
          cursor.take(batch.size() - row, [&](const SplinkPairs& pairs, std::size_t first, std::size_t size) {
            fill_pairs(output, pairs, first, size, row, batch);
          });
    }
  };
  write_parquet(path, pair_columns(output), output.pairs->size(), fill, ParquetCompression::kNone);
}

void write_rejects_file(const Input& input, const std::string& path) {
  CsvWriter csv(path, Header{"file", "row", "line", "column", "reason", "text"});
  for (const Reject& reject : input.rejects) {
    csv.cell(input.files[reject.file].name);
    csv.cell(static_cast<std::int64_t>(reject.row));
    csv.cell(static_cast<std::int64_t>(reject.line));
    csv.cell(reject.column);
    csv.cell(reject.reason);
    csv.cell(reject.text);
    csv.end_row();
  }
  csv.close();
}

void write_json_file(const std::string& path, const Json& json) {
  FileWriter file(path);
  file.append(json_document(json));
  file.close();
}

std::int64_t num_clusters(const LinkOutput& output) {
  std::int64_t clusters = 0;
  for (std::uint32_t record = 0; record < output.cluster.size(); ++record)
    clusters += output.cluster[record] == record;
  return clusters;
}

Json counts_json(const LinkOutput& output) {
  return {{"lists", output.input->lists.size()},      {"mentions", output.names->size()},
          {"rejected", output.input->rejects.size()}, {"pairs_compared", output.pairs->num_compared},
          {"pairs_kept", output.pairs->size()},       {"clusters", num_clusters(output)}};
}

Json inputs_json(const Input& input) {
  Json inputs = Json::array();
  for (const InputFile& file : input.files) {
    inputs.push_back({{"list", input.lists[file.list].label},
                      {"file", file.name},
                      {"path", file.path},
                      {"format", file.format},
                      {"rows", file.num_rows},
                      {"rejected", file.num_rejected},
                      {"sha256", file.sha256}});
  }
  return inputs;
}

Json run_json_of(const LinkOutput& output) {
  Json rules = Json::array();
  for (std::size_t i = 0; i < output.pairs->num_of_rule.size(); ++i) {
    rules.push_back(
        {{"rule", i < output.model->rules.size() ? output.model->rules[i].condition : "all pairs"},
         {"new_pairs", output.pairs->num_of_rule[i]}});
  }
  Json seconds = Json::object();
  Json cpu_seconds = Json::object();
  for (const StepTime& time : output.step_times) {
    seconds[time.step] = time.wall;
    cpu_seconds[time.step] = time.cpu;
  }
  return {{"format", kOutputFormat},
          {"call", output.call},
          {"version", program_version()},
          {"link_type", output.model->link_type},
          {"inputs", inputs_json(*output.input)},
          {"reading",
           {{"map", output.reading.renames},
            {"types", output.reading.types},
            {"empty_is_missing", output.reading.empty_is_missing}}},
          {"counts", counts_json(output)},
          {"rules", std::move(rules)},
          {"cluster_threshold", output.cluster_threshold},
          {"clusters", output.way},
          {"compared_lists", output.compared_lists},
          {"keep_pairs", output.keep_probability},
          {"warnings", output.warnings},
          {"seconds", std::move(seconds)},
          {"cpu_seconds", std::move(cpu_seconds)},
          {"threads", output.num_threads},
          {"host", host_name()}};
}

}  // namespace

std::string node_id(const LinkOutput& output, std::uint32_t record) {
  const RecordNames& names = *output.names;
  if (!has_lists(output)) return std::string(names.id(record));
  return (names.list_labels[names.list(record)] + "-__-").append(names.id(record));
}

std::uint32_t value_place(const LinkOutput& output, std::uint32_t record) {
  if (output.shown.empty()) return record;
  return static_cast<std::uint32_t>(std::lower_bound(output.shown.begin(), output.shown.end(), record) -
                                    output.shown.begin());
}

void write_link_output(const LinkOutput& output, const std::string& folder, const ExecutionContext& context) {
  const auto file = [&](const char* name) { return folder + "/" + name; };
  // What one thread writes, beside the tables of all records that all threads write.
  auto others = std::async(context.num_threads > 1 ? std::launch::async : std::launch::deferred, [&] {
    output.write_frequencies(file("term_frequencies.parquet"));
    write_rejects_file(*output.input, file("rejects.csv"));
    if (output.truth != nullptr) write_truth_file(output, file("truth.csv"));
    write_json_file(file("model.json"), output.model->to_json());
    write_json_file(file("run.json"), run_json_of(output));
  });
  write_links_file(output, file("links.csv"), context);
  write_clusters_file(output, file("clusters.csv"), context);
  others.get();
}

void write_link_pairs(const LinkOutput& output, const std::string& path) { write_pairs_file(output, path); }
void write_link_rejects(const Input& input, const std::string& path) { write_rejects_file(input, path); }
Json link_inputs_json(const Input& input) { return inputs_json(input); }

std::string link_summary_text(const LinkOutput& output, const std::string& folder) {
  std::string text;
  for (const std::string& warning : output.warnings) text += fmt::format("  note: {}\n", warning);
  text += fmt::format("  records              {}\n",
                      format_count(static_cast<std::int64_t>(output.names->size())));
  if (!output.input->rejects.empty())
    text += fmt::format("  rejected rows        {}   rejects.csv says where and why\n",
                        format_count(static_cast<std::int64_t>(output.input->rejects.size())));
  text += fmt::format("  pairs compared       {}\n",
                      format_count(static_cast<std::int64_t>(output.pairs->num_compared)));
  text += fmt::format("  pairs kept           {}   of probability {} or more\n",
                      format_count(static_cast<std::int64_t>(output.pairs->size())), output.keep_probability);
  text += fmt::format("  clusters             {}   at probability {}\n", format_count(num_clusters(output)),
                      output.cluster_threshold);
  return text + fmt::format("  written to           {}\n", folder);
}

Json link_summary_json(const LinkOutput& output, const std::string& folder) {
  Json json = counts_json(output);
  json["cluster_threshold"] = output.cluster_threshold;
  json["warnings"] = output.warnings;
  json["folder"] = folder;
  return json;
}

}  // namespace byname
