// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <filesystem>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "table/input.hpp"
#include "text/byte_similarity.hpp"

namespace byname {
namespace {

/// The columns of a file by name; a row more or less is the test's business.
class GoldenTable {
 public:
  explicit GoldenTable(const std::string& path) {
    const std::vector<std::string> arguments = {path};
    ReadOptions options;
    options.keeps_empty_texts = true;
    input_ = read_lists(parse_list_arguments(arguments), options, ExecutionContext{});
  }

  std::size_t num_rows() const { return input_.lists[0].num_mentions(); }
  const TextColumn& column(std::string_view name) const {
    for (const TextColumn& column : input_.lists[0].columns) {
      if (column.name == name) return column;
    }
    throw std::out_of_range(std::string(name));
  }

 private:
  Input input_;
};

double number(std::string_view text) {
  double value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST(ByteSimilarity, EqualsDuckDbOnTwentyThousandPairs) {
  const std::string path = "../shared/data/golden/string_functions.csv.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
  const GoldenTable table(path);
  ASSERT_EQ(table.num_rows(), 20000u);
  const TextColumn& left = table.column("value_l");
  const TextColumn& right = table.column("value_r");
  for (std::size_t row = 0; row < table.num_rows(); ++row) {
    const std::string_view a = left.at(row);
    const std::string_view b = right.at(row);
    SCOPED_TRACE(std::string(a) + " and " + std::string(b));
    const auto golden = [&](std::string_view name) { return number(table.column(name).at(row)); };
    ASSERT_EQ(static_cast<double>(byte_levenshtein(a, b)), golden("levenshtein"));
    ASSERT_EQ(static_cast<double>(byte_damerau_levenshtein(a, b)), golden("damerau_levenshtein"));
    ASSERT_EQ(byte_jaro(a, b), golden("jaro_similarity"));
    ASSERT_EQ(byte_jaro_winkler(a, b), golden("jaro_winkler_similarity"));
    // DuckDB has no value for an empty text.
    const bool has_value = !table.column("jaccard").is_null(row);
    ASSERT_EQ(has_value, !a.empty() && !b.empty());
    if (has_value) {
      ASSERT_EQ(byte_jaccard(a, b), golden("jaccard"));
    }
  }
}

}  // namespace
}  // namespace byname
