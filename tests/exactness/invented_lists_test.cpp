// SPDX-License-Identifier: Apache-2.0
// Whole linkage jobs against DuckDB in one run: pairs, gammas, the rule that brought a pair, weights with
// term frequencies, clusters. The models in models/ have every shape of level; lists are invented.
#include "reference/invented_lists.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <tuple>
#include <unistd.h>

#include "cluster/connected_components.hpp"
#include "reference/linked_lists.hpp"

namespace byname {
namespace {

namespace fs = std::filesystem;
using reference::DuckdbTwin;
using reference::InventedLists;
using reference::LinkedLists;

constexpr std::uint64_t kNumRows = 1500;

class InventedListsLinked : public testing::TestWithParam<std::tuple<const char*, const char*, std::size_t>> {
 protected:
  InventedListsLinked() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    const auto& [name, link_type, num_lists] = GetParam();
    model_ = reference::read_model(std::string("tests/exactness/models/") + name + ".json");
    model_.link_type = link_type;
    lists_.emplace(kNumRows, num_lists, folder_);
  }
  ~InventedListsLinked() override { fs::remove_all(folder_); }

  fs::path folder_ = fs::temp_directory_path() / ("byname-lists-" + std::to_string(::getpid()));
  SplinkModel model_;
  std::optional<InventedLists> lists_;
};

/// What differs between the pairs; the first ten.
std::string differences(const LinkedLists& linked, const SplinkPairs& pairs,
                        const std::map<std::pair<std::string, std::string>, DuckdbTwin::Pair>& theirs) {
  std::string text;
  int count = 0;
  const auto note = [&](const std::string& what) { text += ++count <= 10 ? what + "\n" : ""; };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string left = linked.node(pairs.left[i]), right = linked.node(pairs.right[i]);
    const auto found = theirs.find({left, right});
    if (found == theirs.end()) {
      note(left + ", " + right + " is a pair here only");
      continue;
    }
    const auto gammas = pairs.gammas_of(i);
    const std::vector<int> own(gammas.begin(), gammas.end());
    if (own != found->second.gammas)
      note(fmt::format("{}, {}: gammas {}, not {}", left, right, fmt::join(own, " "),
                       fmt::join(found->second.gammas, " ")));
    if (pairs.rule[i] != found->second.match_key)
      note(fmt::format("{}, {}: rule {}, not {}", left, right, pairs.rule[i], found->second.match_key));
    // Negated, so that NaN differs.
    if (!(std::abs(pairs.match_weight[i] - found->second.match_weight) <= 1e-9))
      note(fmt::format("{}, {}: weight {}, not {}", left, right, pairs.match_weight[i],
                       found->second.match_weight));
  }
  return text;
}

TEST_P(InventedListsLinked, AsDuckdbDoes) {
  DuckdbTwin duckdb(model_, lists_->lists(), InventedLists::types(), 2);
  const auto theirs = duckdb.pairs();
  const LinkedLists linked(model_, lists_->lists(), InventedLists::types(), 2);
  const SplinkPairs pairs = linked.pairs();
  EXPECT_EQ(pairs.size(), theirs.size());
  EXPECT_EQ(differences(linked, pairs, theirs), "");
  EXPECT_GT(theirs.size(), 2'000u);
  for (const double threshold : {0.5, 0.99}) {
    const auto clusters = connected_components(pairs, threshold, linked.node_rank());
    std::map<std::string, std::string> own;
    for (std::uint32_t record = 0; record < clusters.size(); ++record)
      own[linked.node(record)] = linked.node(clusters[record]);
    EXPECT_EQ(own, duckdb.clusters(threshold)) << threshold;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, InventedListsLinked,
    testing::Values(std::tuple("names", "dedupe_only", 1), std::tuple("values", "dedupe_only", 1),
                    std::tuple("names", "link_only", 2), std::tuple("values", "link_only", 3),
                    std::tuple("names", "link_and_dedupe", 3)),
    [](const auto& test) { return std::string(std::get<0>(test.param)) + "_" + std::get<1>(test.param); });

/// Every level of every comparison is some pair's; else the cases show less than they seem to.
TEST(InventedListsModels, HitEveryLevel) {
  const fs::path folder = fs::temp_directory_path() / ("byname-levels-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const InventedLists lists(kNumRows, 1, folder);
  for (const char* name : {"names", "values"}) {
    const SplinkModel model = reference::read_model(std::string("tests/exactness/models/") + name + ".json");
    const LinkedLists linked(model, lists.lists(), InventedLists::types(), 2);
    std::vector<std::map<int, std::uint64_t>> seen(model.comparisons.size());
    for (const auto& [gammas, count] : linked.pattern_counts())
      for (std::size_t k = 0; k < seen.size(); ++k) seen[k][gammas[k]] += count;
    for (std::size_t k = 0; k < seen.size(); ++k)
      for (const int gamma : model.comparisons[k].gammas)
        EXPECT_GT(seen[k][gamma], 0u) << name << " " << model.comparisons[k].name << " " << gamma;
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace byname
