// SPDX-License-Identifier: Apache-2.0
#include "evaluate/count_folder.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

constexpr std::string_view kComparableSuffix = "_comparable";

Role role_of_column(const std::string& name) {
  if (const auto role = role_from_name(name)) return *role;
  return name.starts_with("category_") ? Role::kCategory : Role::kText;
}

/// The dictionary codes of a text column as indices into its values.
std::vector<std::uint32_t> take_labels(const TextColumn& column, std::vector<std::string>& labels) {
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code)
    labels.emplace_back(column.dictionary.value(code));
  std::vector<std::uint32_t> indices;
  for (std::size_t i = 0; i < column.codes.size(); ++i) {
    if (column.is_null(i))
      throw DataError("records.parquet has a row without list or file. Run byname count again.");
    indices.push_back(column.codes[i] - 1);
  }
  return indices;
}

void count_files(RecordTable& records) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> files;
  for (std::size_t i = 0; i < records.num_records(); ++i) files.emplace(records.list[i], records.file[i]);
  records.num_files.assign(records.list_labels.size(), 0);
  for (const auto& [list, file] : files) ++records.num_files[list];
}

}  // namespace

std::string file_of_count(const std::string& folder, const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(folder) / name;
  if (!std::filesystem::exists(path)) {
    throw DataError(fmt::format("{} is missing. Give a folder that byname count wrote.", path.string()));
  }
  return path.string();
}

ModelSpec read_count_model(const std::string& folder) {
  const std::string path = file_of_count(folder, "model.json");
  std::ifstream file(path);
  try {
    const auto json = nlohmann::ordered_json::parse(file);
    ModelSpec model = model_from_json(json);
    for (const auto& rule : json.at("blocking_rules_to_generate_predictions"))
      model.blocking_rules.push_back(rule.at("blocking_rule").get<std::string>());
    return model;
  } catch (const nlohmann::ordered_json::exception&) {
    throw DataError(fmt::format("{} is no model that byname wrote. Run byname count again.", path));
  }
}

RecordTable read_count_records(const std::string& folder, const ExecutionContext& context) {
  const std::string path = file_of_count(folder, "records.parquet");
  std::vector<TextColumn> columns = read_parquet_columns(path, {}, context);
  if (columns.size() < 4 || columns[0].name != "list" || columns[2].name != "row") {
    throw DataError(
        fmt::format("{} has other columns than expected. Give a folder that byname count wrote.", path));
  }
  // Behind list, file, row and id: NAME and NAME_comparable in turn, at the end truth.
  RecordTable records;
  records.list = take_labels(columns[0], records.list_labels);
  records.file = take_labels(columns[1], records.file_names);
  for (const std::int64_t row : integers_of(columns[2], 0))
    records.row.push_back(static_cast<std::uint64_t>(row));
  for (std::size_t i = 0; i < records.num_records(); ++i) records.ids.emplace_back(columns[3].at(i));
  for (std::size_t at = 4; at + 1 < columns.size(); ++at) {
    const std::string name = columns[at].name;
    if (columns[at + 1].name != name + std::string(kComparableSuffix)) continue;
    records.columns.push_back(
        {role_of_column(name), name, std::move(columns[at]), std::move(columns[at + 1])});
    ++at;
  }
  count_files(records);
  return records;
}

MentionIndex index_records(const RecordTable& records) {
  MentionIndex index;
  for (std::size_t i = 0; i < records.num_records(); ++i) {
    const std::string& file = records.file_names[records.file[i]];
    if (!index.add(records.list_labels[records.list[i]], file, static_cast<std::int64_t>(records.row[i]))) {
      throw DataError(
          fmt::format("records.parquet names a mention twice: {}, row {}. Run byname count again.", file,
                      records.row[i]));
    }
  }
  return index;
}

std::uint32_t find_record(const MentionIndex& index, std::string_view list, std::string_view file,
                          std::int64_t row) {
  const auto record = index.find(list, file, row);
  if (record) return *record;
  throw DataError(fmt::format("{}, row {} is not in records.parquet. Run byname count again.", file, row));
}

}  // namespace byname
