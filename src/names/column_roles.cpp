// SPDX-License-Identifier: Apache-2.0
#include "names/column_roles.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "names/column_profile.hpp"
#include "names/column_sample.hpp"
#include "names/comparable_values.hpp"
#include "names/determined_columns.hpp"
#include "names/role_guess.hpp"
#include "names/role_settling.hpp"
#include "names/truth_pattern.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kNumUnparsedExamples = 3;

std::string all_columns(const Input& input) {
  std::string names;
  for (const InputList& list : input.lists) {
    for (const TextColumn& column : list.columns) {
      if (names.find(column.name) == names.npos) names += (names.empty() ? "" : ", ") + column.name;
    }
  }
  return names;
}

bool is_named(const TextColumn& column, std::string_view name) { return trim(column.name) == trim(name); }

void check_mapping(const Input& input, const RoleMapping& mapping) {
  bool list_found = mapping.list.empty(), column_found = false;
  for (const InputList& list : input.lists) {
    if (!mapping.list.empty() && list.label != mapping.list) continue;
    list_found = true;
    column_found |= std::any_of(list.columns.begin(), list.columns.end(),
                                [&](const TextColumn& column) { return is_named(column, mapping.column); });
  }
  if (!list_found) {
    std::string labels;
    for (const InputList& list : input.lists) labels += (labels.empty() ? "" : ", ") + list.label;
    throw UserError(fmt::format("--map names the list '{}', which is not there. The lists are: {}.",
                                mapping.list, labels));
  }
  if (!column_found) {
    throw UserError(fmt::format("--map names the column '{}', which is not there. The columns are: {}.",
                                mapping.column, all_columns(input)));
  }
}

void check_truth(const Input& input, const TruthOption& truth) {
  const bool found = std::any_of(input.lists.begin(), input.lists.end(), [&](const InputList& list) {
    return std::any_of(list.columns.begin(), list.columns.end(),
                       [&](const TextColumn& column) { return is_named(column, truth.column); });
  });
  if (!found) {
    throw UserError(fmt::format("--truth names the column '{}', which is not there. The columns are: {}.",
                                truth.column, all_columns(input)));
  }
  const TruthPattern checked(truth.pattern);
}

ColumnReading first_reading(const TextColumn& column, const ColumnProfile& profile) {
  const RoleGuess guess = guess_role(column.name, profile);
  ColumnReading reading;
  reading.column = column.name;
  reading.role = guess.role;
  reading.why = guess.why;
  reading.confidence = guess.confidence;
  reading.num_filled = profile.num_filled;
  reading.num_missing_words = profile.num_missing_words;
  reading.num_distinct = profile.num_distinct;
  reading.missing_words = profile.missing_words;
  reading.examples = profile.examples;
  reading.day_first = profile.date_format.day_first;
  return reading;
}

/// The last mapping of a column wins; one with a list label wins over one without.
void apply_mappings(const std::string& list, ColumnReading& reading,
                    const std::vector<RoleMapping>& mappings) {
  bool is_specific = false;
  for (const RoleMapping& mapping : mappings) {
    const bool applies =
        trim(mapping.column) == trim(reading.column) && (mapping.list.empty() || mapping.list == list);
    if (!applies || (is_specific && mapping.list.empty())) continue;
    is_specific = !mapping.list.empty();
    reading.role = mapping.role;
    reading.why = "--map";
    reading.confidence = 1;
  }
}

void apply_truth(ColumnReading& reading, const std::optional<TruthOption>& truth) {
  if (!truth || trim(reading.column) != trim(truth->column)) return;
  reading.role = Role::kTruth;
  reading.why = "--truth";
  reading.confidence = 1;
  reading.truth_pattern = truth->pattern;
}

bool is_parsed(Role role) {
  switch (role) {
    case Role::kName:
    case Role::kText:
    case Role::kIgnore:
    case Role::kId:
    case Role::kTruth:
      return false;
    default:
      return true;
  }
}

/// Reads every distinct value in its role and counts those that cannot be read.
void count_unparsed(const TextColumn& column, const ColumnProfile& profile, ColumnReading& reading) {
  if (!is_parsed(reading.role)) return;
  ReadingRules rules;
  rules.date_format = profile.date_format;
  rules.sex_digits_count = profile.sexes == 0 && profile.sex_digits > 0;
  const ValueReader read = value_reader(reading.role, rules);
  std::string out;
  std::vector<std::uint32_t> failed;
  for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
    if (profile.counts[code] == 0 || profile.is_missing[code]) continue;
    out.clear();
    read(out, column.dictionary.value(code));
    if (!out.empty()) continue;
    reading.num_unparsed += profile.counts[code];
    failed.push_back(code);
  }
  std::stable_sort(failed.begin(), failed.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return profile.counts[a] > profile.counts[b]; });
  for (std::size_t i = 0; i < std::min(failed.size(), kNumUnparsedExamples); ++i) {
    reading.unparsed_examples.emplace_back(column.dictionary.value(failed[i]));
  }
}

ListReading read_list(const InputList& list, const std::vector<RoleMapping>& mappings,
                      const std::optional<TruthOption>& truth, const ExecutionContext& context) {
  ListReading reading{list.label, std::vector<ColumnReading>(list.columns.size())};
  std::vector<ColumnProfile> profiles(list.columns.size());
  parallel_chunks(context, list.columns.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    profiles[i] = profile_column(list.columns[i]);
    reading.columns[i] = first_reading(list.columns[i], profiles[i]);
    apply_mappings(list.label, reading.columns[i], mappings);
    apply_truth(reading.columns[i], truth);
  });
  settle_roles(reading.columns, profiles);
  find_determined_columns(reading.columns, ColumnSample(list.columns, profiles));
  parallel_chunks(context, list.columns.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    count_unparsed(list.columns[i], profiles[i], reading.columns[i]);
  });
  return reading;
}

}  // namespace

std::vector<ListReading> read_columns(const Input& input, const std::vector<RoleMapping>& mappings,
                                      const std::optional<TruthOption>& truth,
                                      const ExecutionContext& context) {
  for (const RoleMapping& mapping : mappings) check_mapping(input, mapping);
  if (truth) check_truth(input, *truth);
  context.begin_step("reading columns", input.lists.size());
  std::vector<ListReading> readings;
  for (const InputList& list : input.lists) {
    readings.push_back(read_list(list, mappings, truth, context));
    context.advance(1);
  }
  return readings;
}

}  // namespace byname
