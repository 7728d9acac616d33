// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "estimate/count_estimate.hpp"

namespace byname {

/// A published capture table: lists and overlap.
struct ReferenceTable {
  int num_lists = 0;
  Overlap overlap;
};

inline std::string reference_table_path(const std::string& name) {
  return "../shared/data/mse/" + name + ".csv";
}

inline bool has_reference_tables() { return std::filesystem::exists(reference_table_path("kosovo")); }

/// Reads one 0/1 column a list, then count.
inline ReferenceTable read_reference_table(const std::string& name) {
  std::ifstream file(reference_table_path(name));
  ReferenceTable table;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::string cell;
    std::uint32_t pattern = 0;
    std::int64_t count = 0;
    int column = 0;
    for (; std::getline(cells, cell, ','); ++column) {
      count = std::stoll(cell);
      if (!cells.eof() && count == 1) pattern |= 1u << column;
    }
    table.num_lists = column - 1;
    if (count > 0) table.overlap[pattern] = count;
  }
  return table;
}

}  // namespace byname

#define BYNAME_NEEDS_REFERENCE_TABLES() \
  if (!has_reference_tables()) GTEST_SKIP() << "../shared/data/mse is missing"
