// SPDX-License-Identifier: Apache-2.0
#include "names/named_rows.hpp"

#include <algorithm>

#include "names/mapped_column.hpp"
#include "table/utf8_text.hpp"

namespace byname {

namespace {

void append_cell(std::string& text, std::string_view cell) {
  if (cell.find_first_of(",\"\n\r") == cell.npos) {
    text += cell;
    return;
  }
  text.push_back('"');
  for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
  text.push_back('"');
}

std::string row_text(const InputList& list, std::size_t row) {
  std::string text;
  for (std::size_t i = 0; i < list.columns.size() && text.size() <= kRejectTextBytes; ++i) {
    if (i > 0) text.push_back(',');
    append_cell(text, list.columns[i].at(row).substr(0, kRejectTextBytes + 1));
  }
  return shown_excerpt(text, kRejectTextBytes);
}

template <typename Value>
void keep_values(std::vector<Value>& values, const std::vector<bool>& keep) {
  std::size_t kept = 0;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (keep[row]) values[kept++] = values[row];
  }
  values.resize(kept);
}

}  // namespace

bool identifies_person(Role role) {
  switch (role) {
    case Role::kName:
    case Role::kGiven:
    case Role::kGiven2:
    case Role::kFamily:
    case Role::kPatronymic:
    case Role::kEmail:
    case Role::kPhone:
    case Role::kNumber:
      return true;
    default:
      return false;
  }
}

std::vector<bool> find_named_rows(const std::vector<PropertyColumn>& columns, std::size_t num_rows) {
  std::vector<bool> named(num_rows, false);
  for (const PropertyColumn& column : columns) {
    if (!identifies_person(column.role)) continue;
    for (std::size_t row = 0; row < num_rows; ++row) {
      if (!column.comparable.is_null(row)) named[row] = true;
    }
  }
  return named;
}

void reject_unnamed_rows(Input& input, std::size_t list_index, std::vector<PropertyColumn>& columns) {
  InputList& list = input.lists[list_index];
  const std::vector<bool> named = find_named_rows(columns, list.num_mentions());
  if (std::find(named.begin(), named.end(), false) == named.end()) return;
  for (std::size_t row = 0; row < named.size(); ++row) {
    if (named[row]) continue;
    input.rejects.push_back({list.file[row], list.row[row], list.line[row], "",
                             "names nobody: no name, number, email or phone", row_text(list, row)});
    ++input.files[list.file[row]].num_rejected;
  }
  for (TextColumn& column : list.columns) keep_rows(column, named);
  for (PropertyColumn& column : columns) {
    keep_rows(column.comparable, named);
    if (!column.source) keep_rows(column.raw, named);
  }
  keep_values(list.file, named);
  keep_values(list.row, named);
  keep_values(list.line, named);
}

}  // namespace byname
