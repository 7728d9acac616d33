// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <map>

#include "base/hash.hpp"
#include "estimate/capture_file.hpp"
#include "estimate/capture_strata.hpp"
#include "estimate/linkage_shares.hpp"
#include "estimate/stratum_imputation.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {
namespace {

const TextColumn& column_of(const InputList& table, const std::string& name, const std::string& path) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format("{} has no column {}. Make the output again", path, name));
}

InputList read_table(const std::string& path, const ExecutionContext& context) {
  ReadOptions options;
  options.keeps_blanks = true;
  Input input = read_lists(std::vector<ListArgument>{{"table", {path}}}, options, context);
  return std::move(input.lists.front());
}

/// The persons of a folder: which lists each is on, and the stratum.
struct FolderPersons {
  std::vector<std::string> lists;
  std::vector<std::vector<bool>> is_on;
  std::vector<std::vector<std::string>> values;
  std::size_t num_mentions = 0;
};

void read_persons(FolderPersons& persons, const std::string& folder, const ExecutionContext& context) {
  const std::string path = folder + "/links.csv";
  const InputList links = read_table(path, context);
  const TextColumn& labels = column_of(links, "list", path);
  const TextColumn& names = column_of(links, "person", path);
  std::map<std::string, std::size_t, std::less<>> list_index;
  std::map<std::string, std::size_t, std::less<>> person_index;
  for (std::size_t row = 0; row < links.num_mentions(); ++row) {
    if (list_index.emplace(labels.at(row), persons.lists.size()).second)
      persons.lists.emplace_back(labels.at(row));
  }
  for (std::size_t row = 0; row < links.num_mentions(); ++row) {
    const auto [person, is_new] = person_index.emplace(names.at(row), persons.is_on.size());
    if (is_new) persons.is_on.emplace_back(persons.lists.size(), false);
    persons.is_on[person->second][list_index.find(labels.at(row))->second] = true;
  }
  persons.num_mentions = links.num_mentions();
  persons.values.resize(persons.is_on.size());
}

/// The values of the columns of strata; persons.csv has the persons in the order of their first mention.
void read_values(FolderPersons& persons, const std::string& folder, const std::vector<std::string>& by,
                 const ExecutionContext& context) {
  if (by.empty()) return;
  const std::string path = folder + "/persons.csv";
  if (!std::filesystem::exists(path))
    throw UserError(
        fmt::format("{} has no persons.csv, which --by needs: give a folder of byname count", folder));
  const InputList table = read_table(path, context);
  if (table.num_mentions() != persons.is_on.size())
    throw DataError(fmt::format("{} is not about the persons of links.csv. Make the output again", path));
  for (const std::string& name : by) {
    const bool is_there = std::any_of(table.columns.begin(), table.columns.end(),
                                      [&](const TextColumn& column) { return column.name == name; });
    if (!is_there) throw UsageError(fmt::format("--by names a column that is not in {}: {}", path, name));
    const TextColumn& column = column_of(table, name, path);
    for (std::size_t i = 0; i < persons.values.size(); ++i)
      persons.values[i].emplace_back(column.is_null(i) || column.at(i).empty() ? CaptureStrata::kMissing
                                                                               : column.at(i));
  }
}

using Draws = std::vector<std::map<std::vector<bool>, std::int64_t>>;

/// draws.parquet names the lists in the order of overlap.csv's header.
Draws read_draws(const FolderPersons& persons, const std::string& folder, const ExecutionContext& context) {
  const std::string path = folder + "/draws.parquet";
  if (!std::filesystem::exists(path)) return {};
  const InputList overlap = read_table(folder + "/overlap.csv", context);
  std::vector<std::size_t> place;
  for (std::size_t i = 0; i + 1 < overlap.columns.size(); ++i) {
    const auto found = std::find(persons.lists.begin(), persons.lists.end(), overlap.columns[i].name);
    place.push_back(static_cast<std::size_t>(found - persons.lists.begin()));
  }
  const auto columns = read_parquet_columns(path, {"draw", "pattern", "count"}, context);
  const std::vector<std::int64_t> numbers = integers_of(columns[0], 0);
  const std::vector<std::int64_t> counts = integers_of(columns[2], 0);
  Draws draws;
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    const std::string_view pattern = columns[1].at(row);
    if (numbers[row] < 1 || pattern.size() != place.size())
      throw DataError(fmt::format("{} is not about the lists of overlap.csv. Make the output again", path));
    if (static_cast<std::size_t>(numbers[row]) > draws.size())
      draws.resize(static_cast<std::size_t>(numbers[row]));
    std::vector<bool> is_on(persons.lists.size(), false);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] == '1' && place[i] < is_on.size()) is_on[place[i]] = true;
    }
    draws[static_cast<std::size_t>(numbers[row] - 1)][is_on] += counts[row];
  }
  return draws;
}

}  // namespace

CaptureData read_capture_folder(const std::string& folder, const CaptureOptions& options,
                                const ExecutionContext& context) {
  const std::string links = folder + "/links.csv";
  if (!std::filesystem::exists(links))
    throw DataError(
        fmt::format("{} is no output folder of byname: it has no links.csv. Give one, or a table", folder));
  if (!options.covariates.empty() || !options.lists.empty() || options.is_one_row_a_person)
    throw UsageError(
        fmt::format("--covariates, --lists and --rows are of a table, and {} is a folder: give a table of "
                    "persons",
                    folder));
  FolderPersons persons;
  read_persons(persons, folder, context);
  read_values(persons, folder, options.by, context);
  CaptureStrata strata(persons.lists, options, folder);
  const std::vector<bool> all(persons.lists.size(), true);
  for (std::size_t i = 0; i < persons.is_on.size(); ++i)
    strata.add(persons.values[i], persons.is_on[i], all, 1);
  const Draws draws = read_draws(persons, folder, context);
  CaptureData data;
  std::vector<Overlap> kept(draws.size());
  for (std::size_t i = 0; i < draws.size(); ++i) {
    for (const auto& [is_on, count] : draws[i]) {
      const std::uint32_t pattern = strata.kept_pattern(is_on);
      if (pattern != 0) kept[i][pattern] += count;
    }
  }
  data.input = strata.take(draws.empty() ? kNumImputations : draws.size(), context.seed);
  if (strata.num_imputed() > 0) data.notes.push_back(imputation_note(strata.num_imputed()));
  if (!draws.empty()) share_linkage_draws(data.input, kept);
  data.num_draws = draws.size();
  if (draws.empty())
    data.notes.emplace_back("The folder has no draws of the linkage: the links are taken as sure.");
  if (!draws.empty() && data.input.strata.size() > 1)
    data.notes.emplace_back(
        "The draws of the linkage are kept for everybody; they were shared out to the strata as "
        "the decided persons are.");
  data.path = links;
  data.num_rows = persons.num_mentions;
  data.sha256 = sha256_of_file(links);
  return data;
}

}  // namespace byname
