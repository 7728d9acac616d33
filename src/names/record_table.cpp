// SPDX-License-Identifier: Apache-2.0
#include "names/record_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/parallel.hpp"
#include "names/eastern_names.hpp"
#include "names/mapped_column.hpp"
#include "names/missing_words.hpp"
#include "names/named_rows.hpp"
#include "names/property_columns.hpp"
#include "names/record_warnings.hpp"
#include "names/truth_pattern.hpp"
#include "text/normalise.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

using PropertyColumns = std::vector<std::vector<PropertyColumn>>;

bool is_name_part(Role role) {
  return role == Role::kName || role == Role::kGiven || role == Role::kGiven2 || role == Role::kFamily ||
         role == Role::kPatronymic;
}

/// True if names are to be compared by the model of eastern names.
bool any_eastern_names(const Input& input, const std::vector<ListReading>& readings) {
  for (std::size_t list = 0; list < readings.size(); ++list) {
    for (std::size_t i = 0; i < readings[list].columns.size(); ++i) {
      const Role role = readings[list].columns[i].role;
      const TextColumn& column = input.lists[list].columns[i];
      if (is_name_part(role) && holds_cyrillic(column)) return true;
      if ((role == Role::kFamily || role == Role::kName) && holds_romanised_names(column)) return true;
    }
  }
  return false;
}

bool has_identifying_column(const ListReading& reading) {
  return std::any_of(reading.columns.begin(), reading.columns.end(),
                     [](const ColumnReading& column) { return identifies_person(column.role); });
}

void check_identifying(const std::vector<ListReading>& readings) {
  if (std::any_of(readings.begin(), readings.end(), has_identifying_column)) return;
  std::string seen;
  for (const ListReading& reading : readings) {
    for (const ColumnReading& column : reading.columns) {
      seen += fmt::format("{}{} ({})", seen.empty() ? "" : ", ", column.column, role_name(column.role));
    }
  }
  throw DataError(
      fmt::format("No column names a person. The columns, as they were read: {}. Say which one does with "
                  "--map COLUMN=ROLE, where ROLE is name, given, family, number, email or phone.",
                  seen));
}

/// Texts of a column, one a row; the empty text where missing or where the list has no such column.
void append_texts(std::vector<std::string>& texts, const TextColumn* column, std::size_t num_rows) {
  if (column == nullptr) {
    texts.resize(texts.size() + num_rows);
    return;
  }
  for (std::size_t row = 0; row < num_rows; ++row) texts.emplace_back(trim(column->at(row)));
}

const TextColumn* column_of_role(const InputList& list, const ListReading& reading, Role role) {
  const auto columns = columns_of_role(reading, role);
  return columns.empty() ? nullptr : &list.columns[columns[0]];
}

TextColumn match_truth(const TextColumn& column, const std::string& pattern,
                       const ExecutionContext& context) {
  const TruthPattern truth(pattern);
  return map_distinct(
      column, [&](std::string& out, std::string_view text) { truth.append_match(out, text); }, context);
}

void append_truth(RecordTable& records, const InputList& list, const ListReading& reading,
                  const ExecutionContext& context) {
  const auto columns = columns_of_role(reading, Role::kTruth);
  if (columns.empty()) return append_texts(records.truth, nullptr, list.num_mentions());
  const TextColumn truth =
      match_truth(list.columns[columns[0]], reading.columns[columns[0]].truth_pattern, context);
  append_texts(records.truth, &truth, list.num_mentions());
}

void append_places(RecordTable& records, const InputList& list, std::size_t list_index) {
  records.list.insert(records.list.end(), list.num_mentions(), static_cast<std::uint32_t>(list_index));
  records.file.insert(records.file.end(), list.file.begin(), list.file.end());
  records.row.insert(records.row.end(), list.row.begin(), list.row.end());
}

bool any_truth(const std::vector<ListReading>& readings) {
  return std::any_of(readings.begin(), readings.end(), [](const ListReading& reading) {
    return !columns_of_role(reading, Role::kTruth).empty();
  });
}

void fill_mentions(RecordTable& records, const Input& input, const std::vector<ListReading>& readings,
                   const ExecutionContext& context) {
  const bool has_truth = any_truth(readings);
  for (std::size_t i = 0; i < input.lists.size(); ++i) {
    const InputList& list = input.lists[i];
    records.list_labels.push_back(list.label);
    append_places(records, list, i);
    append_texts(records.ids, column_of_role(list, readings[i], Role::kId), list.num_mentions());
    if (has_truth) append_truth(records, list, readings[i], context);
  }
  parallel_chunks(context, records.ids.size(), 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t record = begin; record < end; ++record) {
      if (is_missing_word(records.ids[record])) records.ids[record].clear();
    }
  });
  records.num_files.assign(input.lists.size(), 0);
  for (const InputFile& file : input.files) {
    records.file_names.push_back(file.name);
    ++records.num_files[file.list];
  }
}

/// Names and roles of the record columns: all that any list has, in the order of Role, then of first
/// appearance.
std::vector<RecordColumn> plan_columns(const PropertyColumns& lists) {
  std::vector<RecordColumn> columns;
  for (const std::vector<PropertyColumn>& list : lists) {
    for (const PropertyColumn& column : list) {
      const bool is_known = std::any_of(columns.begin(), columns.end(),
                                        [&](const RecordColumn& known) { return known.name == column.name; });
      if (!is_known) columns.push_back({column.role, column.name, {}, {}});
    }
  }
  std::stable_sort(columns.begin(), columns.end(),
                   [](const RecordColumn& a, const RecordColumn& b) { return a.role < b.role; });
  return columns;
}

void stack(RecordColumn& column, PropertyColumns& lists, std::span<const std::size_t> sizes) {
  std::vector<TextColumn*> raw(lists.size(), nullptr), comparable(lists.size(), nullptr);
  for (std::size_t list = 0; list < lists.size(); ++list) {
    for (PropertyColumn& part : lists[list]) {
      if (part.name != column.name) continue;
      raw[list] = &part.raw;
      comparable[list] = &part.comparable;
    }
  }
  column.raw = stack_columns(raw, sizes);
  column.comparable = stack_columns(comparable, sizes);
  column.raw.name = column.comparable.name = column.name;
}

void sort_rejects(std::vector<Reject>& rejects) {
  std::stable_sort(rejects.begin(), rejects.end(), [](const Reject& a, const Reject& b) {
    return std::pair(a.file, a.row) < std::pair(b.file, b.row);
  });
}

}  // namespace

const RecordColumn* RecordTable::find(Role role) const {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const RecordColumn& c) { return c.role == role; });
  return found == columns.end() ? nullptr : &*found;
}

std::string RecordTable::mention_name(std::size_t record) const {
  const std::string& label = list_labels[list[record]];
  const bool has_files = list[record] < num_files.size() && num_files[list[record]] > 1;
  std::string name = label;
  if (has_files) name.append(":").append(file_names[file[record]]);
  return name.append(":").append(std::to_string(row[record]));
}

RecordTable build_records(Input& input, std::vector<ListReading>& readings,
                          std::optional<bool> as_model_reads, const ExecutionContext& context,
                          Warnings& warnings) {
  check_identifying(readings);
  context.begin_step("normalising", input.lists.size());
  const bool reads_eastern_names = as_model_reads ? *as_model_reads : any_eastern_names(input, readings);
  PropertyColumns lists;
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < input.lists.size(); ++i) {
    lists.push_back(make_property_columns(input.lists[i], readings[i], reads_eastern_names, context));
    reject_unnamed_rows(input, i, lists.back());
    sizes.push_back(input.lists[i].num_mentions());
    context.advance(1);
  }
  sort_rejects(input.rejects);
  RecordTable records;
  records.reads_eastern_names = reads_eastern_names;
  fill_mentions(records, input, readings, context);
  add_record_warnings(records, input, readings, warnings);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    take_raw_columns(input.lists[i], lists[i], context);
    input.lists[i].columns.clear();  // what is left is ignored columns and parts of joined ones
  }
  records.columns = plan_columns(lists);
  parallel_chunks(context, records.columns.size(), 1,
                  [&](std::size_t i, std::size_t, std::size_t) { stack(records.columns[i], lists, sizes); });
  return records;
}

}  // namespace byname
