// SPDX-License-Identifier: Apache-2.0
#include "evaluate/check_folder.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "evaluate/check_linked_run.hpp"
#include "evaluate/mention_index.hpp"
#include "evaluate/truth_labels.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

using Json = nlohmann::ordered_json;

std::string file_in(const std::string& folder, const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(folder) / name;
  if (!std::filesystem::exists(path)) {
    throw DataError(fmt::format("{} is missing. Give a folder that byname count wrote.", path.string()));
  }
  return path.string();
}

Json read_json(const std::string& path) {
  std::ifstream file(path);
  try {
    return Json::parse(file);
  } catch (const Json::exception&) {
    throw DataError(fmt::format("{} is no JSON file. Run byname count again.", path));
  }
}

// The columns of records.parquet that say which mention a row is, and the truth where --truth saved it.
struct MentionColumns {
  TextColumn list;
  TextColumn file;
  std::vector<std::int64_t> row;
  TextColumn id;
  TextColumn truth;  // no codes without --truth

  MentionPlaces places() const { return {&list, &file, row, &id}; }
};

MentionColumns read_mentions(const std::string& path, bool with_truth, const ExecutionContext& context) {
  std::vector<std::string> names = {"list", "file", "row", "id"};
  if (with_truth) names.push_back("truth");
  std::vector<TextColumn> columns = read_parquet_columns(path, names, context);
  MentionColumns mentions{
      std::move(columns[0]), std::move(columns[1]), integers_of(columns[2], 0), std::move(columns[3]), {}};
  if (with_truth) mentions.truth = std::move(columns[4]);
  return mentions;
}

MentionIndex index_mentions(const MentionColumns& mentions) {
  MentionIndex index;
  for (std::size_t i = 0; i < mentions.row.size(); ++i) {
    if (!index.add(mentions.list.at(i), mentions.file.at(i), mentions.row[i])) {
      throw DataError(fmt::format("records.parquet names a mention twice: {}, row {}.", mentions.file.at(i),
                                  mentions.row[i]));
    }
  }
  return index;
}

const TextColumn& column_of(const InputList& table, std::string_view name, const std::string& path) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format("{} has no column {}. Give a folder that byname count wrote.", path, name));
}

std::uint32_t find_mention(const MentionIndex& index, std::string_view list, std::string_view file,
                           std::int64_t row) {
  const auto mention = index.find(list, file, row);
  if (mention) return *mention;
  throw DataError(fmt::format("{}, row {} is not in records.parquet. Run byname count again.", file, row));
}

std::vector<std::uint32_t> read_partition(const std::string& path, const MentionIndex& index,
                                          const ExecutionContext& context) {
  const ListArgument argument{"links", {path}};
  const Input input = read_lists({&argument, 1}, context);
  const InputList& table = input.lists.at(0);
  const TextColumn& list = column_of(table, "list", path);
  const TextColumn& file = column_of(table, "file", path);
  const TextColumn& person = column_of(table, "person", path);
  const std::vector<std::int64_t> row = integers_of(column_of(table, "row", path), 0);
  std::vector<std::uint32_t> person_of(index.size(), kNoTruth);
  for (std::size_t i = 0; i < row.size(); ++i) {
    person_of[find_mention(index, list.at(i), file.at(i), row[i])] = person.codes[i];
  }
  for (const std::uint32_t label : person_of) {
    if (label == kNoTruth)
      throw DataError(fmt::format("{} lacks mentions of records.parquet. Run byname count again.", path));
  }
  return person_of;
}

PairOutcome outcome_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kPairOutcomeNames.size(); ++i) {
    if (kPairOutcomeNames[i] == name) return static_cast<PairOutcome>(i);
  }
  throw DataError(
      fmt::format("pairs.parquet: unknown outcome '{}'. A newer byname may have written it.", name));
}

std::vector<StoredPair> read_pairs(const std::string& path, const MentionIndex& index, bool with_weights,
                                   const ExecutionContext& context) {
  std::vector<std::string> names = {"list_l", "file_l", "row_l", "list_r", "file_r", "row_r", "outcome"};
  if (with_weights) names.emplace_back("match_weight");
  const std::vector<TextColumn> columns = read_parquet_columns(path, names, context);
  const std::vector<double> weights = with_weights ? doubles_of(columns[7]) : std::vector<double>();
  const std::vector<std::int64_t> row_left = integers_of(columns[2], 0);
  const std::vector<std::int64_t> row_right = integers_of(columns[5], 0);
  std::vector<StoredPair> pairs(row_left.size());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {find_mention(index, columns[0].at(i), columns[1].at(i), row_left[i]),
                find_mention(index, columns[3].at(i), columns[4].at(i), row_right[i]),
                outcome_from_name(columns[6].at(i)), with_weights ? weights[i] : 0};
  }
  return pairs;
}

BlockingCheck check_blocking(const Json& run, const ScoredPairCheck& scored) {
  BlockingCheck check;
  check.all_pairs = run.at("blocking").at("all_pairs").get<bool>();
  if (check.all_pairs || scored.linked.in_truth == 0) return check;
  check.is_exact = run.at("keep_pairs").get<double>() <= 0;
  check.recall = static_cast<double>(scored.true_candidates) / static_cast<double>(scored.linked.in_truth);
  return check;
}

std::optional<IntervalCheck> check_interval(const Json& estimate, const PartitionCheck& partition) {
  if (partition.num_without_truth > 0) return std::nullopt;
  const Json& named = estimate.at("named");
  return IntervalCheck{named.at("estimate").get<double>(), named.at("low").get<double>(),
                       named.at("high").get<double>(), partition.persons_true};
}

std::vector<std::uint32_t> read_truth(const std::string& truth_file, const MentionColumns& mentions,
                                      const ExecutionContext& context) {
  return truth_file.empty() ? labels_of_column(mentions.truth)
                            : labels_of_file(truth_file, mentions.places(), context);
}

// The threshold of the model, where the folder has one.
double link_probability(const std::string& folder) {
  const std::string path = file_in(folder, "model.json");
  try {
    return read_json(path).at("byname").at("link_probability").get<double>();
  } catch (const Json::exception&) {
    throw DataError(fmt::format("{} is no model that byname count wrote. Run it again.", path));
  }
}

CheckResult check_count(const CheckQuestion& question, const ExecutionContext& context) {
  const std::string& folder = question.folder;
  const Json run = read_json(file_in(folder, "run.json"));
  const MentionColumns mentions =
      read_mentions(file_in(folder, "records.parquet"), question.truth_file.empty(), context);
  const std::vector<std::uint32_t> truth_of = read_truth(question.truth_file, mentions, context);
  const MentionIndex index = index_mentions(mentions);
  const std::vector<std::uint32_t> person_of = read_partition(file_in(folder, "links.csv"), index, context);
  context.begin_step("comparing with the truth", 0);
  CheckResult result;
  result.partition = check_partition(person_of, truth_of);
  if (result.partition.num_mentions == 0) {
    throw DataError("no mention has a truth. Run byname count with --truth COLUMN, or give --truth FILE.");
  }
  const std::vector<StoredPair> pairs =
      read_pairs(file_in(folder, "pairs.parquet"), index, question.with_thresholds, context);
  const std::int64_t in_truth = result.partition.pairs.in_truth;
  result.scored = check_pairs(pairs, truth_of, in_truth);
  if (question.with_thresholds) {
    result.threshold = link_probability(folder);
    result.thresholds =
        thresholds_of(question.thresholds, result.threshold, judged_pairs(pairs, truth_of), in_truth);
  }
  try {
    result.blocking = check_blocking(run, result.scored);
    result.interval = check_interval(read_json(file_in(folder, "estimate.json")), result.partition);
  } catch (const Json::exception&) {
    throw DataError(
        fmt::format("{}: run.json or estimate.json lacks a key. Run byname count again.", folder));
  }
  return result;
}

// Link and cluster write no estimate: they are told by what they have instead.
bool is_linked_run(const std::string& folder) {
  const std::filesystem::path path(folder);
  if (!std::filesystem::exists(path / "links.csv")) return std::filesystem::exists(path / "clusters.csv");
  return std::filesystem::exists(path / "run.json") &&
         read_json((path / "run.json").string()).contains("link_type");
}

}  // namespace

CheckResult check_folder(const CheckQuestion& question, const ExecutionContext& context) {
  context.begin_step("reading the output", 0);
  return is_linked_run(question.folder) ? check_linked_run(question, context)
                                        : check_count(question, context);
}

}  // namespace byname
