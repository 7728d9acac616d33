// SPDX-License-Identifier: Apache-2.0
#include "earlier_output.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "publish/output_files.hpp"

namespace byname {

namespace {

using Json = nlohmann::json;

Json read_run_file(const std::string& folder) {
  std::ifstream file(folder + "/run.json");
  if (!file)
    throw DataError(
        fmt::format("{} is no output folder of byname: it has no run.json. Give one, or a list", folder));
  const Json run = Json::parse(file, nullptr, false);
  if (run.is_discarded() || !run.is_object())
    throw DataError(fmt::format("{}/run.json cannot be read. Make the output again", folder));
  return run;
}

EarlierOutput earlier_output_of(const std::string& folder, const Json& run) {
  EarlierOutput output;
  output.folder = folder;
  for (const Json& input : run.at("inputs")) {
    const std::string label = input.at("list").get<std::string>();
    if (output.lists.empty() || output.lists.back().label != label) output.lists.push_back({label, {}});
    output.lists.back().paths.push_back(input.at("path").get<std::string>());
    output.hashes.push_back(input.at("sha256").get<std::string>());
  }
  const Json& reading = run.at("reading");
  output.reading.renames = reading.at("map").get<std::vector<std::string>>();
  output.reading.types = reading.at("types").get<std::vector<std::string>>();
  output.reading.empty_is_missing = reading.at("empty_is_missing").get<bool>();
  return output;
}

const TextColumn& column_of(const InputList& list, const std::string& name, const std::string& path) {
  for (const TextColumn& column : list.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format("{} has no column {}. Make the output again", path, name));
}

}  // namespace

bool is_output_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

EarlierOutput read_earlier_output(const std::string& folder) {
  const Json run = read_run_file(folder);
  if (!run.contains("link_type"))
    throw DataError(
        fmt::format("{} is no output of byname link: only its outputs can be gone on from", folder));
  try {
    if (run.at("format").get<int>() > kOutputFormat)
      throw DataError(fmt::format("{} was made by a newer byname ({}). Use that one", folder,
                                  run.value("version", "version unknown")));
    return earlier_output_of(folder, run);
  } catch (const Json::exception&) {
    throw DataError(
        fmt::format("{}/run.json lacks what byname link writes there. Make the output again", folder));
  }
}

void check_unchanged(const EarlierOutput& output, const Input& input) {
  for (std::size_t i = 0; i < output.hashes.size(); ++i) {
    if (input.files.at(i).sha256 == output.hashes[i]) continue;
    throw DataError(fmt::format(
        "{} is not what it was when {} was made from it. Link again, or give the list in place of the folder",
        input.files[i].path, output.folder));
  }
}

std::vector<std::string> read_persons(const EarlierOutput& output, const LinkageTable& table,
                                      std::size_t num_records, const ExecutionContext& context) {
  const std::string path = output.folder + "/links.csv";
  ReadOptions options;
  options.keeps_blanks = true;
  const std::vector<ListArgument> file = {{"links", {path}}};
  const Input links = read_lists(file, options, context);
  const InputList& list = links.lists[0];
  const TextColumn& labels = column_of(list, "list", path);
  const TextColumn& rows = column_of(list, "row", path);
  const TextColumn& persons = column_of(list, "person", path);
  bool is_same = list.num_mentions() == num_records;
  std::vector<std::string> result;
  for (std::size_t i = 0; is_same && i < num_records; ++i) {
    is_same = labels.at(i) == table.list_labels[table.list[i]] && rows.at(i) == std::to_string(table.row[i]);
    result.emplace_back(persons.at(i));
  }
  if (!is_same)
    throw DataError(fmt::format("{} is not about the rows of the files named in run.json. Link again", path));
  return result;
}

}  // namespace byname
