// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <filesystem>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "table/input.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

/// The file as `byname link` reads its lists: nothing is trimmed, "" is a text.
InputList read_cells(const std::string& path) {
  ReadOptions options;
  options.keeps_empty_texts = true;
  options.keeps_blanks = true;
  const std::vector<ListArgument> lists = {{"pairs", {path}}};
  Input input = read_lists(lists, options, ExecutionContext{});
  EXPECT_TRUE(input.rejects.empty());
  return std::move(input.lists[0]);
}

double number(std::string_view text) {
  double value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(ByteSimilarity, EqualsDuckDbOnTwentyThousandPairs) {
  const std::string path = "../shared/data/golden/string_functions.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const InputList cells = read_cells(path);
  ASSERT_EQ(cells.num_mentions(), 20000u);
  const std::vector<std::string> header = {"value_l",         "value_r",
                                           "levenshtein",     "damerau_levenshtein",
                                           "jaro_similarity", "jaro_winkler_similarity",
                                           "jaccard",         "jaro_winkler_duckdb_1_5_6"};
  ASSERT_EQ(cells.columns.size(), header.size());
  for (std::size_t k = 0; k < header.size(); ++k) ASSERT_EQ(cells.columns[k].name, header[k]);
  for (std::size_t row = 0; row < cells.num_mentions(); ++row) {
    // An empty cell of this file is the empty text: so at() gives it.
    const std::string a(cells.columns[0].at(row));
    const std::string b(cells.columns[1].at(row));
    SCOPED_TRACE('"' + a + "\" and \"" + b + '"');
    ASSERT_EQ(static_cast<double>(byte_levenshtein(a, b)), number(cells.columns[2].at(row)));
    ASSERT_EQ(static_cast<double>(byte_damerau_levenshtein(a, b)), number(cells.columns[3].at(row)));
    ASSERT_EQ(byte_jaro(a, b), number(cells.columns[4].at(row)));
    ASSERT_EQ(byte_jaro_winkler(a, b), number(cells.columns[5].at(row)));
    const bool has_jaccard = !a.empty() && !b.empty();  // DuckDB refuses empty texts
    ASSERT_EQ(cells.columns[6].is_null(row), !has_jaccard);
    if (has_jaccard) {
      ASSERT_EQ(byte_jaccard(a, b), number(cells.columns[6].at(row)));
    }
  }
}

}  // namespace
}  // namespace byname
