// SPDX-License-Identifier: Apache-2.0
#include "evaluate/explain_folder.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "base/error.hpp"
#include "evaluate/explain_evidence.hpp"
#include "evaluate/explain_mention.hpp"
#include "evaluate/explain_path.hpp"
#include "evaluate/mention_index.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

constexpr std::string_view kComparableSuffix = "_comparable";

std::string file_in(const std::string& folder, const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(folder) / name;
  if (!std::filesystem::exists(path)) {
    throw DataError(fmt::format("{} is missing. Give a folder that byname count wrote.", path.string()));
  }
  return path.string();
}

/// With the blocking rules, which reading a model for scoring leaves out.
ModelSpec read_model(const std::string& path) {
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

/// The columns behind list, file, row and id: NAME and NAME_comparable in turn, at the end truth.
RecordTable read_records(const std::string& path, const ExecutionContext& context) {
  std::vector<TextColumn> columns = read_parquet_columns(path, {}, context);
  if (columns.size() < 4 || columns[0].name != "list" || columns[2].name != "row") {
    throw DataError(
        fmt::format("{} has other columns than expected. Give a folder that byname count wrote.", path));
  }
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

const TextColumn& column_of(const InputList& table, std::string_view name, const std::string& path) {
  for (const TextColumn& column : table.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format("{} has no column {}. Give a folder that byname count wrote.", path, name));
}

/// The person of each record, as a label that counts from 0, and what the persons are called.
struct Persons {
  std::vector<std::uint32_t> label_of;
  std::vector<std::string> names;
};

Persons read_persons(const std::string& path, const MentionIndex& index, const ExecutionContext& context) {
  const ListArgument argument{"links", {path}};
  const Input input = read_lists({&argument, 1}, context);
  const InputList& table = input.lists.at(0);
  const TextColumn& list = column_of(table, "list", path);
  const TextColumn& file = column_of(table, "file", path);
  const TextColumn& person = column_of(table, "person", path);
  const std::vector<std::int64_t> row = integers_of(column_of(table, "row", path), 0);
  Persons persons;
  persons.label_of.assign(index.size(), UINT32_MAX);
  for (std::uint32_t code = 1; code < person.dictionary.size(); ++code)
    persons.names.emplace_back(person.dictionary.value(code));
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!person.is_null(i))
      persons.label_of[find_record(index, list.at(i), file.at(i), row[i])] = person.codes[i] - 1;
  }
  for (const std::uint32_t label : persons.label_of) {
    if (label == UINT32_MAX)
      throw DataError(fmt::format("{} lacks mentions of records.parquet. Run byname count again.", path));
  }
  return persons;
}

PairOutcome outcome_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kPairOutcomeNames.size(); ++i) {
    if (kPairOutcomeNames[i] == name) return static_cast<PairOutcome>(i);
  }
  throw DataError(
      fmt::format("pairs.parquet: unknown outcome '{}'. A newer byname may have written it.", name));
}

/// What pairs.parquet says of one pair and of the links inside its person.
struct PairsOfInterest {
  std::optional<KnownPair> pair;
  std::vector<PersonLink> links;
};

std::vector<int> read_gammas(const std::string& path, const ModelSpec& model, std::size_t row,
                             const ExecutionContext& context) {
  std::vector<std::string> names;
  for (const ComparisonSpec& comparison : model.comparisons) names.push_back("gamma_" + comparison.name);
  std::vector<int> gammas;
  if (names.empty()) return gammas;
  const std::vector<TextColumn> columns = read_parquet_columns(path, names, context);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const std::int64_t gamma = integers_of(columns[k], -1)[row];
    if (gamma < -1 || gamma >= model.comparisons[k].num_gammas()) {
      throw DataError(fmt::format("{} does not fit model.json: {} is {}. Run byname count again.", path,
                                  names[k], gamma));
    }
    gammas.push_back(static_cast<int>(gamma));
  }
  return gammas;
}

PairsOfInterest read_pairs(const std::string& path, const ModelSpec& model, const MentionIndex& index,
                           const Persons& persons, std::uint32_t left, std::uint32_t right,
                           const ExecutionContext& context) {
  const std::vector<TextColumn> columns = read_parquet_columns(
      path, {"list_l", "file_l", "row_l", "list_r", "file_r", "row_r", "match_weight", "outcome"}, context);
  const std::vector<std::int64_t> row_left = integers_of(columns[2], 0);
  const std::vector<std::int64_t> row_right = integers_of(columns[5], 0);
  const std::vector<double> weights = doubles_of(columns[6]);
  const double link_weight = std::log2(model.link_probability / (1 - model.link_probability));
  PairsOfInterest found;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::uint32_t a = find_record(index, columns[0].at(i), columns[1].at(i), row_left[i]);
    const std::uint32_t b = find_record(index, columns[3].at(i), columns[4].at(i), row_right[i]);
    const PairOutcome outcome = outcome_from_name(columns[7].at(i));
    if (std::minmax(a, b) == std::minmax(left, right)) {
      found.pair = KnownPair{weights[i], outcome, read_gammas(path, model, i, context)};
      continue;
    }
    const bool is_inside =
        persons.label_of[a] == persons.label_of[left] && persons.label_of[b] == persons.label_of[left];
    if (!is_inside || outcome == PairOutcome::kVeto) continue;
    found.links.push_back({a, b, weights[i], outcome == PairOutcome::kLink && weights[i] >= link_weight});
  }
  return found;
}

ExplainedMention explain_mention(const RecordTable& records, const Persons& persons, std::uint32_t record) {
  return {records.mention_name(record), records.ids[record], persons.names[persons.label_of[record]]};
}

std::vector<UncomparedValue> uncompared_values(const ModelSpec& model, const RecordTable& records,
                                               std::uint32_t left, std::uint32_t right) {
  std::vector<UncomparedValue> values;
  for (const RecordColumn& column : records.columns) {
    const bool is_compared = std::any_of(model.comparisons.begin(), model.comparisons.end(),
                                         [&](const auto& c) { return c.columns[0] == column.name; });
    if (is_compared || (column.raw.is_null(left) && column.raw.is_null(right))) continue;
    values.push_back({column.name, std::string(column.raw.at(left)), std::string(column.raw.at(right))});
  }
  return values;
}

std::vector<LinkStep> steps_between(const RecordTable& records, std::span<const PersonLink> links,
                                    std::uint32_t from, std::uint32_t to) {
  std::vector<LinkStep> steps;
  std::uint32_t here = from;
  for (const std::size_t i : shortest_path(links, from, to)) {
    const std::uint32_t next = links[i].left == here ? links[i].right : links[i].left;
    steps.push_back({records.mention_name(here), records.mention_name(next), links[i].weight,
                     1 / (1 + std::exp2(-links[i].weight))});
    here = next;
  }
  return steps;
}

bool is_direct_link(const Explanation& explanation) {
  return explanation.outcome == PairOutcome::kLink && explanation.probability >= explanation.link_probability;
}

}  // namespace

Explanation explain_folder(const std::string& folder, const std::string& left_id, const std::string& right_id,
                           const ExecutionContext& context) {
  context.begin_step("reading the output", 0);
  const ModelSpec model = read_model(file_in(folder, "model.json"));
  const RecordTable records = read_records(file_in(folder, "records.parquet"), context);
  const std::uint32_t left = find_meant_record(records, left_id);
  const std::uint32_t right = find_meant_record(records, right_id);
  if (left == right) {
    throw UserError(fmt::format("both ids name one mention, {}. Give two.", records.mention_name(left)));
  }
  const MentionIndex index = index_records(records);
  const Persons persons = read_persons(file_in(folder, "links.csv"), index, context);
  const PairsOfInterest pairs =
      read_pairs(file_in(folder, "pairs.parquet"), model, index, persons, left, right, context);

  Explanation explanation;
  explanation.left = explain_mention(records, persons, left);
  explanation.right = explain_mention(records, persons, right);
  explanation.is_one_person = persons.label_of[left] == persons.label_of[right];
  explanation.uncompared = uncompared_values(model, records, left, right);
  explanation.all_pairs_compared = model.blocking_rules.empty();
  explanation.link_probability = model.link_probability;
  if (pairs.pair) {
    explanation.outcome = pairs.pair->outcome;
    explain_evidence(model, records, left, right, pairs.pair->gammas, pairs.pair->weight, 0, explanation);
  } else {
    const ComparedPair pair = compare_anew(model, records, persons.label_of, left, right, context);
    explain_evidence(model, records, left, right, pair.gammas, std::nullopt, pair.rarity, explanation);
  }
  explanation.is_hard_veto = explanation.outcome == PairOutcome::kVeto &&
                             std::none_of(explanation.comparisons.begin(), explanation.comparisons.end(),
                                          [](const auto& c) { return c.is_veto; });
  if (explanation.is_one_person && !is_direct_link(explanation)) {
    explanation.path = steps_between(records, pairs.links, left, right);
  }
  return explanation;
}

}  // namespace byname
