// SPDX-License-Identifier: Apache-2.0
#include "register/list_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <numeric>
#include <unordered_map>

#include "base/error.hpp"
#include "base/number_format.hpp"
#include "names/missing_words.hpp"
#include "register/digest.hpp"
#include "register/printable_text.hpp"
#include "register/sensitive_columns.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kHashDigits = 12;  // of a row's hash: enough to tell the rows of a list apart

bool has_column(const InputList& list, const std::string& column) {
  return std::any_of(list.columns.begin(), list.columns.end(),
                     [&](const TextColumn& held) { return held.name == column; });
}

// The files of a list with what their cells say beside their text.
Input read_with_notes(const ListArgument& list, const ExecutionContext& context) {
  ReadOptions options;
  options.keeps_cell_notes = true;
  return read_lists(std::span(&list, 1), options, context);
}

// The column whose cells a column of comments or links belongs to; its own name for every other column.
const std::string& base_column(const InputList& list, const std::string& column) {
  for (const NoteColumn& note : list.note_columns) {
    if (note.name == column) return note.of;
  }
  return column;
}

bool may_be_left_out(Role role) {
  return role == Role::kText || role == Role::kCategory || role == Role::kIgnore;
}

}  // namespace

ListRows::ListRows(const ListRequest& request, const ExecutionContext& context)
    : label_(request.list.label), input_(read_with_notes(request.list, context)) {
  const InputList& list = input_.lists[0];
  if (!request.key_column.empty() && !has_column(list, request.key_column))
    throw UserError(
        fmt::format("the list has no column {}, by which its rows are known (--key).", request.key_column));
  for (const SensitivePurpose& purpose : request.purposes) {
    if (!has_column(list, purpose.column))
      warnings_.push_back(fmt::format("there is no sensitive column {} (any more)", purpose.column));
  }
  std::vector<RoleMapping> mappings = request.mappings;
  for (const RoleMapping& usual : request.usual_mappings) {
    const auto maps_it = [&](const RoleMapping& mapping) { return mapping.column == usual.column; };
    const bool is_there = has_column(list, usual.column);
    if (is_there && std::none_of(mappings.begin(), mappings.end(), maps_it)) mappings.push_back(usual);
  }
  for (const NoteColumn& note : list.note_columns) {
    const auto maps_it = [&](const RoleMapping& mapping) { return mapping.column == note.name; };
    if (std::none_of(mappings.begin(), mappings.end(), maps_it))
      mappings.push_back({"", note.name, Role::kText});
  }
  warnings_.insert(warnings_.end(), input_.remarks.begin(), input_.remarks.end());
  const std::vector<ListReading> readings = read_columns(input_, mappings, std::nullopt, context);
  properties_ = make_property_columns(list, readings[0], true, context);
  warn_of_events(readings[0]);
  choose_columns(request, readings[0]);
  hash_rows();
  find_keys(request.key_column);
  take_rejects();
}

void ListRows::warn_of_events(const ListReading& reading) {
  for (const ColumnReading& column : reading.columns) {
    if (column.role != Role::kEvent || column.num_unparsed == 0) continue;
    std::string examples;
    for (const std::string& example : column.unparsed_examples)
      examples += fmt::format("{}'{}'", examples.empty() ? "" : ", ", printable_text(example));
    warnings_.push_back(fmt::format(
        "in column {} {} no event that is known ({}): kept, but not as events. Known ones: byname event "
        "--help",
        printable_text(column.column),
        format_counted(static_cast<std::int64_t>(column.num_unparsed), "cell names", "cells name"),
        examples));
  }
}

void ListRows::choose_columns(const ListRequest& request, const ListReading& reading) {
  const std::size_t num_columns = input_.lists[0].columns.size();
  std::vector<bool> is_property(num_columns, false);
  is_kept_.assign(num_columns, true);
  for (std::size_t i = 0; i < num_columns; ++i) {
    const ColumnReading& column = reading.columns[i];
    roles_.emplace_back(role_name(column.role));
    const std::string& base = base_column(input_.lists[0], column.column);
    const auto purpose = std::find_if(
        request.purposes.begin(), request.purposes.end(),
        [&](const SensitivePurpose& given) { return given.column == column.column || given.column == base; });
    const bool has_purpose = purpose != request.purposes.end();
    const bool goes_with_base = std::find(left_out_.begin(), left_out_.end(), base) != left_out_.end();
    if (!has_purpose && may_be_left_out(column.role) &&
        (is_sensitive_header(column.column) || goes_with_base)) {
      is_kept_[i] = false;
      left_out_.push_back(column.column);
      continue;
    }
    columns_.push_back({column.column, roles_.back(), has_purpose ? purpose->purpose : ""});
  }
  std::erase_if(properties_, [&](const PropertyColumn& property) {
    if (property.source) is_property[*property.source] = true;
    return property.source && !is_kept_[*property.source];
  });
  for (std::size_t i = 0; i < num_columns; ++i) {
    if (is_kept_[i] && !is_property[i]) cells_.push_back(i);
  }
}

void ListRows::hash_rows() {
  const InputList& list = input_.lists[0];
  std::vector<std::size_t> order(list.columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return list.columns[a].name < list.columns[b].name; });
  std::erase_if(order, [&](std::size_t column) { return !is_kept_[column]; });
  hashes_.reserve(list.num_mentions());
  for (std::size_t row = 0; row < list.num_mentions(); ++row) {
    Digest digest("row 1");
    for (const std::size_t column : order) {
      if (!list.columns[column].is_null(row))
        digest.add(list.columns[column].name).add(list.columns[column].at(row));
    }
    hashes_.push_back(digest.finish<Hash>());
  }
}

void ListRows::find_keys(const std::string& key_column) {
  const InputList& list = input_.lists[0];
  const auto column = std::find_if(list.columns.begin(), list.columns.end(),
                                   [&](const TextColumn& held) { return held.name == key_column; });
  std::unordered_map<std::string, std::size_t> seen;
  std::size_t num_without = 0, num_repeated = 0;
  for (std::size_t row = 0; row < size(); ++row) {
    std::string key;
    if (column != list.columns.end() && !is_missing(column->at(row))) key = column->at(row);
    num_without += column != list.columns.end() && key.empty();
    if (key.empty()) key = hashes_[row].hex().substr(0, kHashDigits);
    const std::size_t nth = ++seen[key];
    num_repeated += column != list.columns.end() && nth > 1;
    keys_.push_back(nth == 1 ? key : fmt::format("{}#{}", key, nth));
  }
  if (num_without > 0)
    warnings_.push_back(fmt::format(
        "{} no {}, known by what is said there",
        format_counted(static_cast<std::int64_t>(num_without), "row has", "rows have"), key_column));
  if (num_repeated > 0)
    warnings_.push_back(fmt::format(
        "{} a {}, told apart as KEY#2, KEY#3 in the order of the file",
        format_counted(static_cast<std::int64_t>(num_repeated), "row repeats", "rows repeat"), key_column));
}

void ListRows::take_rejects() {
  for (const Reject& reject : input_.rejects)
    rejects_.push_back(
        {input_.files[reject.file].name, reject.row, reject.line, reject.column, reject.reason, reject.text});
}

MentionPlace ListRows::place(std::size_t row) const {
  const InputList& list = input_.lists[0];
  const InputFile& file = input_.files[list.file[row]];
  return {std::filesystem::path(file.path).filename().string(), file.sheet, list.row[row], list.line[row]};
}

std::string ListRows::cell_address(std::size_t row, const std::string& column) const {
  const InputList& list = input_.lists[0];
  const InputFile& file = input_.files[list.file[row]];
  if (file.column_letters.empty() || column.empty()) return "";
  const std::string& base = base_column(list, column);
  for (const auto& [name, letters] : file.column_letters) {
    if (name == base) return letters + std::to_string(list.line[row]);
  }
  return "";
}

std::vector<MentionValue> ListRows::values(std::size_t row) const {
  const InputList& list = input_.lists[0];
  std::vector<MentionValue> values;
  for (const PropertyColumn& property : properties_) {
    const TextColumn& raw = property.source ? list.columns[*property.source] : property.raw;
    const bool is_raw_null = raw.codes.empty() || raw.is_null(row);
    if (is_raw_null && property.comparable.is_null(row)) continue;
    values.push_back({std::string(role_name(property.role)), property.source ? raw.name : "",
                      is_raw_null ? "" : std::string(raw.at(row)), std::string(property.comparable.at(row)),
                      property.source && !is_raw_null ? cell_address(row, raw.name) : ""});
  }
  for (const std::size_t column : cells_) {
    const TextColumn& cell = list.columns[column];
    if (!cell.is_null(row))
      values.push_back(
          {roles_[column], cell.name, std::string(cell.at(row)), "", cell_address(row, cell.name)});
  }
  return values;
}

}  // namespace byname
