// SPDX-License-Identifier: Apache-2.0
#include "evaluate/explain_folder.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "evaluate/count_folder.hpp"
#include "evaluate/explain_evidence.hpp"
#include "evaluate/explain_mention.hpp"
#include "evaluate/explain_path.hpp"
#include "evaluate/mention_index.hpp"
#include "table/input.hpp"
#include "table/parquet_reader.hpp"

namespace byname {

namespace {

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
  const ModelSpec model = read_count_model(folder);
  const RecordTable records = read_count_records(folder, context);
  const std::uint32_t left = find_meant_record(records, left_id);
  const std::uint32_t right = find_meant_record(records, right_id);
  if (left == right) {
    throw UserError(fmt::format("both ids name one mention, {}. Give two.", records.mention_name(left)));
  }
  const MentionIndex index = index_records(records);
  const Persons persons = read_persons(file_of_count(folder, "links.csv"), index, context);
  const PairsOfInterest pairs =
      read_pairs(file_of_count(folder, "pairs.parquet"), model, index, persons, left, right, context);

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
