// SPDX-License-Identifier: Apache-2.0
#include "spec/linkage_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "names/mapped_column.hpp"

namespace byname {

const ColumnRename* rename_of(const std::vector<ColumnRename>& renames, const std::string& list,
                              const std::string& column) {
  const auto rename = std::find_if(renames.begin(), renames.end(), [&](const ColumnRename& candidate) {
    return (candidate.list.empty() || candidate.list == list) && candidate.column == column;
  });
  return rename == renames.end() ? nullptr : &*rename;
}

void need_all_used(const std::vector<ColumnRename>& renames, const std::vector<bool>& is_used) {
  for (std::size_t i = 0; i < renames.size(); ++i) {
    if (is_used[i]) continue;
    throw UserError(fmt::format("--map names a column that no list has: {}{}",
                                renames[i].list.empty() ? "" : renames[i].list + ":", renames[i].column));
  }
}

bool is_number_type(const std::string& type) { return type.find("INT") != std::string::npos; }

bool is_plain_integer(std::string_view id) {
  constexpr std::size_t kSurelyFits = 18;
  const std::string_view digits = id.starts_with('-') ? id.substr(1) : id;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  if (digits.front() == '0') return id == "0";
  std::int64_t number = 0;
  return digits.size() <= kSurelyFits || (parse_integer(id, number) && std::to_string(number) == id);
}

namespace {

/// Each column takes the first rename of its name as read, so that two columns can change names.
void rename_columns(Input& input, const std::vector<ColumnRename>& renames) {
  std::vector<bool> is_used(renames.size(), false);
  for (InputList& list : input.lists) {
    for (TextColumn& column : list.columns) {
      const ColumnRename* rename = rename_of(renames, list.label, column.name);
      if (rename == nullptr) continue;
      is_used[static_cast<std::size_t>(rename - renames.data())] = true;
      column.name = rename->name;
    }
  }
  need_all_used(renames, is_used);
}

std::vector<std::string> column_names(const Input& input) {
  std::vector<std::string> names;
  for (const InputList& list : input.lists) {
    for (std::size_t i = 0; i < list.columns.size(); ++i) {
      const std::string& name = list.columns[i].name;
      for (std::size_t k = 0; k < i; ++k) {
        if (list.columns[k].name == name)
          throw DataError(fmt::format("two columns of the list {} come to one name: {}", list.label, name));
      }
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

/// True if every id is one, so that order by number loses nothing.
bool are_plain_integers(const Dictionary& ids) {
  for (std::uint32_t code = 1; code < ids.size(); ++code) {
    if (!is_plain_integer(ids.value(code))) return false;
  }
  return true;
}

void take_ids(LinkageTable& table, const TextColumn* ids, const ColumnTypes& types,
              const std::string& id_column) {
  if (ids == nullptr) {
    table.has_ids = false;
    table.ids_are_numbers = true;
    for (const std::uint64_t row : table.row) table.ids.push_back(std::to_string(row));
    table.warnings.push_back(
        fmt::format("no list has the id column {}: rows are named by their number", id_column));
    return;
  }
  table.ids.reserve(ids->codes.size());
  for (std::size_t record = 0; record < ids->codes.size(); ++record) {
    if (ids->is_null(record)) {
      throw DataError(fmt::format("row {} of the list {} has no id in the column {}", table.row[record],
                                  table.list_labels[table.list[record]], id_column));
    }
    table.ids.emplace_back(ids->at(record));
  }
  const auto type = types.find(id_column);
  table.ids_are_numbers =
      type != types.end() ? is_number_type(type->second) : are_plain_integers(ids->dictionary);
}

}  // namespace

LinkageTable make_linkage_table(Input& input, const std::vector<ColumnRename>& renames,
                                const ColumnTypes& types, const std::string& id_column,
                                const ExecutionContext& context) {
  rename_columns(input, renames);
  LinkageTable table(input.num_mentions());
  std::vector<std::size_t> sizes;
  for (std::uint32_t i = 0; i < input.lists.size(); ++i) {
    InputList& list = input.lists[i];
    table.list_labels.push_back(list.label);
    sizes.push_back(list.num_mentions());
    table.list.insert(table.list.end(), list.num_mentions(), i);
    table.file.insert(table.file.end(), list.file.begin(), list.file.end());
    table.row.insert(table.row.end(), list.row.begin(), list.row.end());
  }
  for (const InputFile& file : input.files) table.file_names.push_back(file.name);
  table.warnings.insert(table.warnings.begin(), input.remarks.begin(), input.remarks.end());
  bool has_id_column = false;
  for (const std::string& name : column_names(input)) {
    std::vector<TextColumn*> parts;
    for (InputList& list : input.lists) {
      const auto found = std::find_if(list.columns.begin(), list.columns.end(),
                                      [&](const TextColumn& column) { return column.name == name; });
      parts.push_back(found == list.columns.end() ? nullptr : &*found);
    }
    TextColumn column = stack_columns(parts, sizes);
    if (name == id_column) {
      take_ids(table, &column, types, id_column);
      has_id_column = true;
      if (column.is_of_ids) {  // no condition reads it
        table.values.add_unread(name);
        continue;
      }
    }
    const auto type = types.find(name);
    const std::size_t unread =
        table.values.add(name, std::move(column), type == types.end() ? "VARCHAR" : type->second, context);
    if (unread > 0) {
      table.warnings.push_back(fmt::format("column {}: {} different values are no {} and count as missing",
                                           name, unread, type->second));
    }
    context.check_cancelled();
  }
  for (const InputList& list : input.lists) {
    for (const std::string& name : list.unread_columns) table.values.add_unread(name);
  }
  if (!has_id_column) take_ids(table, nullptr, types, id_column);
  return table;
}

ColumnRename parse_rename(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    throw UsageError(fmt::format("--map wants [LIST:]COLUMN=NAME, not {}", text));
  ColumnRename rename{"", text.substr(0, equals), text.substr(equals + 1)};
  const std::size_t colon = rename.column.find(':');
  if (colon != std::string::npos) {
    rename.list = rename.column.substr(0, colon);
    rename.column = rename.column.substr(colon + 1);
    if (rename.column.empty()) throw UsageError(fmt::format("--map wants [LIST:]COLUMN=NAME, not {}", text));
  }
  return rename;
}

}  // namespace byname
