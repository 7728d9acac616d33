// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "table/byte_source.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

std::string whole_file(const std::string& path) {
  const auto source = open_byte_source(path);
  std::string text;
  std::vector<char> block(1 << 16);
  while (const std::size_t count = source->read(block.data(), block.size())) text.append(block.data(), count);
  return text;
}

/// The rows of a CSV file, cell by cell as they are: byname's own reader takes off the blanks around a cell.
std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
  std::vector<std::vector<std::string>> rows = {{""}};
  bool is_quoted = false;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const char c = text[at];
    std::string& cell = rows.back().back();
    if (c == '"' && is_quoted && text[at + 1] == '"') {
      cell += text[++at];
    } else if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !is_quoted) {
      rows.push_back({""});
    } else {
      cell += c;
    }
  }
  return rows;
}

double number(const std::string& text) {
  double value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(ByteSimilarity, EqualsDuckDbOnTwentyThousandPairs) {
  const std::string path = "../shared/data/golden/string_functions.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const auto rows = csv_rows(whole_file(path));
  ASSERT_EQ(rows.size(), 20001u);
  const std::vector<std::string> header = {"value_l",         "value_r",
                                           "levenshtein",     "damerau_levenshtein",
                                           "jaro_similarity", "jaro_winkler_similarity",
                                           "jaccard",         "jaro_winkler_duckdb_1_5_6"};
  ASSERT_EQ(rows[0], header);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::vector<std::string>& row = rows[i];
    ASSERT_EQ(row.size(), header.size()) << "row " << i;
    const std::string& a = row[0];
    const std::string& b = row[1];
    SCOPED_TRACE('"' + a + "\" and \"" + b + '"');
    ASSERT_EQ(static_cast<double>(byte_levenshtein(a, b)), number(row[2]));
    ASSERT_EQ(static_cast<double>(byte_damerau_levenshtein(a, b)), number(row[3]));
    ASSERT_EQ(byte_jaro(a, b), number(row[4]));
    ASSERT_EQ(byte_jaro_winkler(a, b), number(row[5]));
    const bool has_jaccard = !a.empty() && !b.empty();  // DuckDB refuses empty texts
    ASSERT_EQ(row[6].empty(), !has_jaccard);
    if (has_jaccard) {
      ASSERT_EQ(byte_jaccard(a, b), number(row[6]));
    }
  }
}

}  // namespace
}  // namespace byname
