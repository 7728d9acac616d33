// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "names/column_roles.hpp"
#include "names/record_table.hpp"
#include "table/input.hpp"

namespace byname {

/// Adds a list with one file to an input: `header` names the columns, each row has as many cells; "" = NULL.
inline void add_list(Input& input, const std::string& label, const std::vector<std::string>& header,
                     const std::vector<std::vector<std::string>>& rows) {
  const auto file = static_cast<std::uint32_t>(input.files.size());
  const auto index = static_cast<std::uint32_t>(input.lists.size());
  input.files.push_back({label + ".csv", label + ".csv", index, rows.size(), 0, "", "csv", "", {}});
  InputList list;
  list.label = label;
  list.columns.resize(header.size());
  for (std::size_t c = 0; c < header.size(); ++c) {
    list.columns[c].name = header[c];
    for (const auto& row : rows) {
      list.columns[c].codes.push_back(row[c].empty() ? 0 : list.columns[c].dictionary.insert(row[c]));
    }
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    list.file.push_back(file);
    list.row.push_back(r + 1);
    list.line.push_back(r + 2);
  }
  input.lists.push_back(std::move(list));
}

inline ExecutionContext context_with_threads(int num_threads) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return context;
}

/// Comparable value of a record in the column of that name; "<none>" without the column.
inline std::string comparable_of(const RecordTable& records, const std::string& column, std::size_t record) {
  for (const RecordColumn& c : records.columns) {
    if (c.name == column) return std::string(c.comparable.at(record));
  }
  return "<none>";
}

inline std::string raw_of(const RecordTable& records, const std::string& column, std::size_t record) {
  for (const RecordColumn& c : records.columns) {
    if (c.name == column) return std::string(c.raw.at(record));
  }
  return "<none>";
}

}  // namespace byname
