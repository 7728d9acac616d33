// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "table/byte_source.hpp"
#include "table/csv_reader.hpp"
#include "table/json_reader.hpp"

namespace byname {

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size());
    std::memcpy(into, bytes_.data(), count);
    bytes_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view bytes_;
};

/// One file as read from memory.
struct ReadTable {
  InputFile file;
  InputList list;
  std::vector<Reject> rejects;
  CsvDialect dialect;

  std::string cell(std::size_t column, std::size_t row) const {
    return list.columns[column].is_null(row) ? "NULL" : std::string(list.columns[column].at(row));
  }
};

inline ReadTable read_csv_text(std::string_view text, const CsvCuts& cuts = {}, int num_threads = 1) {
  ReadTable table;
  table.file.path = "list.csv";
  MemorySource source(text);
  ExecutionContext context;
  context.num_threads = num_threads;
  table.dialect = read_csv(source, "UTF-8", 0, table.file, table.list, table.rejects, cuts, context);
  return table;
}

inline ReadTable read_json_text(std::string_view text,
                                const JsonCuts& cuts = {1 << 20, false, JsonLists::kJoined}) {
  ReadTable table;
  table.file.path = "list.jsonl";
  MemorySource source(text);
  read_json(source, "UTF-8", 0, table.file, table.list, table.rejects, cuts, ExecutionContext{});
  return table;
}

/// Everything that reading found, as one text to be compared.
inline std::string dump(const ReadTable& table) {
  std::string text;
  for (const TextColumn& column : table.list.columns) {
    text += column.name + ":";
    for (const std::uint32_t code : column.codes) text += " " + std::to_string(code);
    for (std::uint32_t code = 1; code < column.dictionary.size(); ++code) {
      text += "\n  " + std::string(column.dictionary.value(code));
    }
    text += "\n";
  }
  for (std::size_t i = 0; i < table.list.row.size(); ++i) {
    text += std::to_string(table.list.row[i]) + "@" + std::to_string(table.list.line[i]) + " ";
  }
  for (const Reject& reject : table.rejects) {
    text += "\nreject " + std::to_string(reject.row) + "@" + std::to_string(reject.line) + " [" +
            reject.column + "] " + reject.reason + ": " + reject.text;
  }
  return text + "\nrows " + std::to_string(table.file.num_rows) + " rejected " +
         std::to_string(table.file.num_rejected);
}

}  // namespace byname
