// SPDX-License-Identifier: Apache-2.0
#include "evaluate/linked_run.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::string_view kThresholdPrefix = "cluster_p_";

std::string path_in(const std::string& folder, const char* name) {
  return (fs::path(folder) / name).string();
}

Json read_run(const std::string& folder) {
  std::ifstream file(path_in(folder, "run.json"));
  try {
    return Json::parse(file);
  } catch (const Json::exception&) {
    throw DataError(fmt::format(
        "{} is no folder that byname link, count or cluster wrote: run.json is missing or broken.", folder));
  }
}

InputList read_table(const std::string& path, const ExecutionContext& context) {
  const ListArgument argument{"mentions", {path}};
  Input input = read_lists({&argument, 1}, context);
  return std::move(input.lists.front());
}

TextColumn take_column(InputList& table, std::string_view name, const std::string& path) {
  for (TextColumn& column : table.columns) {
    if (column.name == name) return std::move(column);
  }
  throw DataError(fmt::format("{} has no column {}. Run byname again.", path, name));
}

void need_values(const TextColumn& column, const std::string& path) {
  const auto missing = std::find(column.codes.begin(), column.codes.end(), Dictionary::kNull);
  if (missing == column.codes.end()) return;
  throw DataError(fmt::format("{} has a row without {}: row {}. Run byname again.", path, column.name,
                              missing - column.codes.begin() + 1));
}

/// A row names a record together with its file only in a list of several.
std::vector<bool> lists_of_files(const TextColumn& list, const TextColumn& file) {
  std::vector<std::uint32_t> first_file(list.dictionary.size(), Dictionary::kNull);
  std::vector<bool> several(list.dictionary.size(), false);
  for (std::size_t i = 0; i < list.codes.size(); ++i) {
    std::uint32_t& first = first_file[list.codes[i]];
    if (first == Dictionary::kNull) first = file.codes[i];
    if (first != file.codes[i]) several[list.codes[i]] = true;
  }
  return several;
}

void read_links(LinkedRun& run, const ExecutionContext& context) {
  const std::string path = path_in(run.folder, "links.csv");
  InputList table = read_table(path, context);
  run.list = take_column(table, "list", path);
  run.file = take_column(table, "file", path);
  run.row = integers_of(take_column(table, "row", path), 0);
  run.id = take_column(table, "id", path);
  run.person = take_column(table, "person", path);
  for (const TextColumn* column : {&run.list, &run.file, &run.person}) need_values(*column, path);
  run.has_several_files = lists_of_files(run.list, run.file);
}

std::vector<std::string> cluster_columns_of(const InputList& table, const std::string& path) {
  std::vector<std::string> columns;
  for (const TextColumn& column : table.columns) {
    if (column.name == "cluster_id" || column.name.starts_with(kThresholdPrefix))
      columns.push_back(column.name);
  }
  if (columns.empty()) throw DataError(fmt::format("{} has no column cluster_id. Run byname again.", path));
  return columns;
}

/// The column of clusters.csv that is meant: the one named, or the only one.
std::string cluster_column(const InputList& table, const std::string& wanted, const std::string& path) {
  const std::vector<std::string> columns = cluster_columns_of(table, path);
  if (wanted.empty() && columns.size() == 1) return columns.front();
  if (std::find(columns.begin(), columns.end(), wanted) != columns.end()) return wanted;
  throw DataError(fmt::format(
      "{} holds clusters at several thresholds, or not at that one. Name a column of it: --column NAME. "
      "There are: {}",
      path, fmt::join(columns, ", ")));
}

void read_clusters(LinkedRun& run, const std::string& column, const ExecutionContext& context) {
  const std::string path = path_in(run.folder, "clusters.csv");
  InputList table = read_table(path, context);
  run.has_places = false;
  run.has_lists = std::any_of(table.columns.begin(), table.columns.end(),
                              [](const TextColumn& c) { return c.name == "list"; });
  const std::string person = cluster_column(table, column, path);
  if (run.has_lists) run.list = take_column(table, "list", path);
  run.id = take_column(table, "id", path);
  run.person = take_column(table, person, path);
  need_values(run.id, path);
  need_values(run.person, path);
}

void read_model(LinkedRun& run) {
  const std::string path = path_in(run.folder, "model.json");
  std::ifstream file(path);
  try {
    const Json json = Json::parse(file);
    run.model = SplinkModel::from_json(json);
    if (run.verb == RunVerb::kCount) run.threshold = json.at("byname").at("link_probability").get<double>();
  } catch (const Json::exception&) {
    throw DataError(fmt::format("{} is missing, or no model that byname wrote. Run byname again.", path));
  }
}

void take_inputs(LinkedRun& run, const Json& json) {
  for (const Json& input : json.at("inputs"))
    run.input_hashes.push_back(input.at("list").get<std::string>() + ":" +
                               input.at("sha256").get<std::string>());
  run.keep_probability = json.at("keep_pairs").get<double>();
}

void take_link_run(LinkedRun& run, const Json& json) {
  take_inputs(run, json);
  run.threshold = json.at("cluster_threshold").get<double>();
  run.way = json.value("clusters", "");
  run.link_type = json.at("link_type").get<std::string>();
  run.compared_lists = json.value("compared_lists", std::vector<std::string>());
  for (const Json& rule : json.at("rules")) run.rules.push_back(rule.at("rule").get<std::string>());
}

void take_count_run(LinkedRun& run, const Json& json) {
  take_inputs(run, json);
  run.compares_all_pairs = json.at("blocking").at("all_pairs").get<bool>();
  for (const Json& key : json.at("blocking").at("keys"))
    run.rules.push_back(key.at("key").get<std::string>());
}

void take_cluster_run(LinkedRun& run, const Json& json) {
  const Json& counts = json.at("counts");
  run.way = counts.at("clusters").get<std::string>();
  for (const Json& threshold : counts.at("thresholds")) {
    if (threshold.at("column").get<std::string>() == run.person.name)
      run.threshold = threshold.at("threshold").get<double>();
  }
}

}  // namespace

std::vector<std::string> cluster_columns(const std::string& folder, const ExecutionContext& context) {
  const std::string path = path_in(folder, "clusters.csv");
  return cluster_columns_of(read_table(path, context), path);
}

LinkedRun read_linked_run(const std::string& folder, const std::string& column,
                          const ExecutionContext& context) {
  LinkedRun run;
  run.folder = folder;
  const Json json = read_run(folder);
  const bool has_links = fs::exists(path_in(folder, "links.csv"));
  if (!has_links && !fs::exists(path_in(folder, "clusters.csv"))) {
    throw DataError(
        fmt::format("{} holds neither links.csv nor clusters.csv. Give a folder that byname link, count or "
                    "cluster wrote.",
                    folder));
  }
  try {
    if (!has_links) {
      run.verb = RunVerb::kCluster;
      read_clusters(run, column, context);
      take_cluster_run(run, json);
      return run;
    }
    run.verb = json.contains("link_type") ? RunVerb::kLink : RunVerb::kCount;
    read_links(run, context);
    run.verb == RunVerb::kLink ? take_link_run(run, json) : take_count_run(run, json);
    read_model(run);
  } catch (const Json::exception&) {
    throw DataError(fmt::format("{}: run.json lacks a key. Run byname again.", folder));
  }
  return run;
}

}  // namespace byname
