// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace byname {

/// One line of tests/names/cases/*.tsv: its cells, and its place for messages.
struct Case {
  std::vector<std::string> cells;
  std::string place;
};

/// Reads a case file: lines of tab-separated cells; lines that begin with '#' are remarks.
inline std::vector<Case> read_case_file(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  std::vector<Case> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    Case made{{}, path + ":" + std::to_string(number)};
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      made.cells.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    cases.push_back(std::move(made));
  }
  EXPECT_FALSE(cases.empty()) << path;
  return cases;
}

/// The same for a file of tests/names/cases. Tests run in the repository's root.
inline std::vector<Case> read_cases(const std::string& name) {
  return read_case_file("tests/names/cases/" + name);
}

}  // namespace byname
