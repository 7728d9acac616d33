// SPDX-License-Identifier: Apache-2.0
#include "table/list_columns.hpp"

namespace byname {

std::size_t column_of_list(InputList& list, const std::string& name) {
  for (std::size_t i = 0; i < list.columns.size(); ++i) {
    if (list.columns[i].name == name) return i;
  }
  TextColumn column;
  column.name = name;
  column.codes.resize(list.num_mentions(), Dictionary::kNull);
  list.columns.push_back(std::move(column));
  return list.columns.size() - 1;
}

void pad_columns(InputList& list) {
  for (TextColumn& column : list.columns) column.codes.resize(list.num_mentions(), Dictionary::kNull);
}

}  // namespace byname
