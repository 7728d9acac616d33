// SPDX-License-Identifier: Apache-2.0
// The number of pairs of every gamma pattern, by byname and by DuckDB for the same SQL, in one run: 20,000
// rows of invented people under the models that bench/ measures. bench/check_patterns.sh does it for any
// file.
#include <filesystem>
#include <gtest/gtest.h>
#include <numeric>
#include <unistd.h>

#include "reference/linked_lists.hpp"
#include "synth/directory.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;

class PatternCounts : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    DirectoryOptions options;
    options.num_rows = 20'000;
    options.seed = 11;
    write_directory(options, folder_.string(), ExecutionContext{});
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_ = fs::temp_directory_path() / ("byname-patterns-" + std::to_string(::getpid()));
};

std::uint64_t num_pairs(const std::map<std::vector<int>, std::uint64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& count) { return sum + count.second; });
}

TEST_P(PatternCounts, AreThoseOfDuckdb) {
  const SplinkModel model = reference::read_model(std::string("bench/models/") + GetParam() + ".json");
  const std::vector<reference::TwinList> lists = {{"people", (folder_ / "people.csv").string()}};
  const auto theirs = reference::DuckdbTwin(model, lists, {}, 2).pattern_counts();
  const reference::LinkedLists linked(model, lists, {}, 2);
  EXPECT_EQ(linked.pattern_counts(), theirs);
  EXPECT_EQ(reference::pattern_counts(linked.pairs()), theirs);
  // Else the test shows little.
  EXPECT_GT(num_pairs(theirs), 200'000u);
  EXPECT_GT(theirs.size(), 300u);
}

INSTANTIATE_TEST_SUITE_P(Models, PatternCounts, testing::Values("default", "lean"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace byname
