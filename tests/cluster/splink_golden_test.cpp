// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "cluster/connected_components.hpp"
#include "cluster/single_best_links.hpp"
#include "model/splink_pair_scorer.hpp"
#include "spec/column_types.hpp"
#include "spec/linkage_table.hpp"
#include "table/parquet_reader.hpp"

// What Splink itself gives (../shared/data/golden/README.md) against the same steps that `byname link` takes.

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kWeightTolerance = 1e-9;
constexpr double kProbabilityTolerance = 1e-12;

const std::filesystem::path kGolden = "../shared/data/golden";

Json read_json(const std::filesystem::path& path) { return Json::parse(std::ifstream(path)); }

ExecutionContext with_threads(int num_threads) {
  ExecutionContext context;
  context.num_threads = num_threads;
  return context;
}

Input read_inputs(const std::string& name, const Json& description, const ExecutionContext& context) {
  std::vector<ListArgument> lists;
  for (const auto& [label, path] : description["inputs"].items())
    lists.push_back({label, {(kGolden / name / path.get<std::string>()).string()}});
  ReadOptions reading;
  reading.keeps_empty_texts = name == "levels" || name == "rules";
  reading.lists_as_json = true;
  return read_lists(lists, reading, context);
}

ColumnTypes column_types(const Json& description, const SplinkModel& model) {
  ColumnTypes types;
  for (const auto& [column, type] : description["column_types"].items()) {
    if (column != "*") types[column] = type.get<std::string>();
  }
  for (const auto& [column, type] : types_by_use(model)) types.try_emplace(column, type);
  return types;
}

/// A case linked as the command does.
struct Linked {
  explicit Linked(LinkageTable linkage_table) : table(std::move(linkage_table)) {}

  LinkageTable table;
  SplinkModel model;
  PairOrder order;
  SplinkPairs pairs;
  std::vector<std::uint32_t> node_rank;  ///< order of the names of clusters

  bool has_lists() const { return model.link_type != "dedupe_only"; }
  std::string node_id(std::uint32_t record) const {
    return has_lists() ? table.list_labels[table.list[record]] + "-__-" + table.ids[record]
                       : table.ids[record];
  }
};

Linked link(const std::string& name, int num_threads) {
  const ExecutionContext context = with_threads(num_threads);
  const Json description = read_json(kGolden / name / "case.json");
  const SplinkModel model = SplinkModel::from_json(read_json(kGolden / name / "model.json"));
  Input input = read_inputs(name, description, context);
  Linked linked(
      make_linkage_table(input, {}, column_types(description, model), model.unique_id_column, context));
  linked.model = model;
  LinkageTable& table = linked.table;
  const SplinkComparer comparer(model, table.values, context);
  const SplinkScorer scorer(model, comparer, table.values);
  linked.order =
      splink_order(table.ids, table.list, table.list_labels, model.link_type, table.ids_are_numbers);
  const RuleBlocks blocks(model.rules, table.values, linked.order, context);
  linked.pairs = score_pairs(blocks, comparer, scorer, 0, context);
  linked.node_rank =
      linked.has_lists()
          ? splink_order(table.ids, table.list, table.list_labels, "link_and_dedupe", false).rank
          : linked.order.rank;
  return linked;
}

std::vector<std::uint32_t> clusters_of(const Linked& linked, const Json& description) {
  const double threshold = description["threshold"].get<double>();
  if (description["method"] == "connected components")
    return connected_components(linked.pairs, threshold, linked.node_rank);
  SingleBestOptions options;
  options.threshold = threshold;
  options.list = linked.table.list;
  options.is_duplicate_free.assign(linked.table.list_labels.size(), false);
  for (std::size_t i = 0; i < linked.table.list_labels.size(); ++i) {
    for (const Json& label : description["duplicate_free_datasets"])
      if (label == linked.table.list_labels[i]) options.is_duplicate_free[i] = true;
  }
  options.drops_ties = description["ties_method"] == "drop";
  return single_best_links(linked.pairs, options, linked.node_rank);
}

/// The records by their node ids.
class RecordIndex {
 public:
  explicit RecordIndex(const Linked& linked) {
    for (std::uint32_t record = 0; record < linked.table.ids.size(); ++record)
      record_of_.emplace(linked.node_id(record), record);
  }
  /// UINT32_MAX for none.
  std::uint32_t find(const std::string& node) const {
    const auto found = record_of_.find(node);
    return found == record_of_.end() ? UINT32_MAX : found->second;
  }
  std::size_t size() const { return record_of_.size(); }

 private:
  std::unordered_map<std::string, std::uint32_t> record_of_;
};

const TextColumn* column_of(const std::vector<TextColumn>& columns, const std::string& name) {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const TextColumn& column) { return column.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

/// The records that an id column, with or without a list column, speaks of.
std::vector<std::uint32_t> records_of(const RecordIndex& index, const TextColumn* list,
                                      const TextColumn& id) {
  std::vector<std::uint32_t> records;
  for (std::size_t row = 0; row < id.codes.size(); ++row) {
    std::string node = list == nullptr ? "" : std::string(list->at(row)) + "-__-";
    records.push_back(index.find(node.append(id.at(row))));
  }
  return records;
}

/// A pair as one number, and its row.
struct PairRow {
  std::uint64_t pair = 0;
  std::size_t row = 0;
};

std::vector<PairRow> sorted_pairs(const std::vector<std::uint32_t>& left,
                                  const std::vector<std::uint32_t>& right) {
  std::vector<PairRow> pairs;
  pairs.reserve(left.size());
  for (std::size_t row = 0; row < left.size(); ++row)
    pairs.push_back({std::uint64_t{left[row]} << 32 | right[row], row});
  std::sort(pairs.begin(), pairs.end(), [](const PairRow& a, const PairRow& b) { return a.pair < b.pair; });
  return pairs;
}

/// Splink's pairs.parquet.
struct GoldenPairs {
  std::vector<std::uint32_t> left, right;
  std::vector<std::vector<std::int64_t>> gammas;  ///< [comparison][pair]
  std::vector<std::int64_t> match_key;
  std::vector<double> match_weight, match_probability;
};

GoldenPairs read_pairs(const std::string& name, const Linked& linked) {
  const auto columns =
      read_parquet_columns((kGolden / name / "pairs.parquet").string(), {}, ExecutionContext{});
  const auto column = [&](const std::string& wanted) -> const TextColumn& {
    const TextColumn* found = column_of(columns, wanted);
    if (found == nullptr) throw DataError(name + " has no column " + wanted);
    return *found;
  };
  const RecordIndex index(linked);
  GoldenPairs golden;
  golden.left = records_of(index, column_of(columns, "source_dataset_l"), column("id_l"));
  golden.right = records_of(index, column_of(columns, "source_dataset_r"), column("id_r"));
  for (const SplinkComparison& comparison : linked.model.comparisons)
    golden.gammas.push_back(integers_of(column(comparison.gamma_column()), -99));
  golden.match_key = integers_of(column("match_key"), -99);
  golden.match_weight = doubles_of(column("match_weight"));
  golden.match_probability = doubles_of(column("match_probability"));
  return golden;
}

/// Counts what differs of one kind, and remembers the first.
struct Differences {
  std::size_t count = 0;
  std::string first;

  void add(const std::string& what) {
    if (count++ == 0) first = what;
  }
  friend std::ostream& operator<<(std::ostream& out, const Differences& differences) {
    return out << differences.count << " differ; the first: " << differences.first;
  }
};

std::string names_of(const Linked& linked, std::uint64_t pair) {
  const auto name = [&](std::uint64_t record) {
    return record < linked.table.ids.size() ? linked.node_id(static_cast<std::uint32_t>(record))
                                            : std::string("an unknown record");
  };
  return name(pair >> 32) + " and " + name(pair & UINT32_MAX);
}

/// Walks both sorted lists and returns the rows of the pairs in both, ours first.
std::vector<std::pair<std::size_t, std::size_t>> join_pairs(const Linked& linked, const GoldenPairs& golden) {
  const auto ours = sorted_pairs(linked.pairs.left, linked.pairs.right);
  const auto theirs = sorted_pairs(golden.left, golden.right);
  Differences more, less;
  std::vector<std::pair<std::size_t, std::size_t>> both;
  std::size_t at = 0;
  for (const PairRow& own : ours) {
    for (; at < theirs.size() && theirs[at].pair < own.pair; ++at)
      less.add(names_of(linked, theirs[at].pair));
    if (at < theirs.size() && theirs[at].pair == own.pair) {
      both.emplace_back(own.row, theirs[at++].row);
    } else {
      more.add(names_of(linked, own.pair));
    }
  }
  for (; at < theirs.size(); ++at) less.add(names_of(linked, theirs[at].pair));
  EXPECT_EQ(more.count, 0u) << "pairs that Splink has not: " << more;
  EXPECT_EQ(less.count, 0u) << "pairs that are missing: " << less;
  return both;
}

void compare_pairs(const Linked& linked, const GoldenPairs& golden) {
  Differences gammas, keys, weights, probabilities;
  const SplinkPairs& pairs = linked.pairs;
  for (const auto& [own, row] : join_pairs(linked, golden)) {
    const auto name = [&, own = own] {
      return names_of(linked, std::uint64_t{pairs.left[own]} << 32 | pairs.right[own]);
    };
    const auto own_gammas = pairs.gammas_of(own);
    for (std::size_t k = 0; k < golden.gammas.size(); ++k) {
      if (own_gammas[k] == golden.gammas[k][row]) continue;
      gammas.add(name() + ": " + linked.model.comparisons[k].gamma_column() + " is " +
                 std::to_string(own_gammas[k]) + ", not " + std::to_string(golden.gammas[k][row]));
    }
    if (pairs.rule[own] != golden.match_key[row]) keys.add(name());
    // Negated, so that NaN differs.
    if (!(std::abs(pairs.match_weight[own] - golden.match_weight[row]) <= kWeightTolerance))
      weights.add(name() + ": " + std::to_string(pairs.match_weight[own]));
    if (!(std::abs(pairs.match_probability[own] - golden.match_probability[row]) <= kProbabilityTolerance))
      probabilities.add(name() + ": " + std::to_string(pairs.match_probability[own]));
  }
  EXPECT_EQ(gammas.count, 0u) << gammas;
  EXPECT_EQ(keys.count, 0u) << keys;
  EXPECT_EQ(weights.count, 0u) << weights;
  EXPECT_EQ(probabilities.count, 0u) << probabilities;
}

void compare_clusters(const std::filesystem::path& file, const Linked& linked,
                      const std::vector<std::uint32_t>& clusters) {
  const ListArgument list{"golden", {file.string()}};
  const Input input = read_lists(std::span(&list, 1), ExecutionContext{});
  const std::vector<TextColumn>& columns = input.lists[0].columns;
  const TextColumn* lists = column_of(columns, "source_dataset");
  EXPECT_EQ(lists != nullptr, linked.has_lists());
  const TextColumn& cluster = *column_of(columns, "cluster_id");
  const RecordIndex index(linked);
  const auto records = records_of(index, lists, *column_of(columns, "unique_id"));
  ASSERT_EQ(records.size(), clusters.size());
  std::vector<char> is_seen(records.size(), 0);
  Differences differences;
  for (std::size_t row = 0; row < records.size(); ++row) {
    ASSERT_LT(records[row], is_seen.size()) << "unknown record in row " << row;
    ASSERT_FALSE(is_seen[records[row]]) << "twice: " << linked.node_id(records[row]);
    is_seen[records[row]] = 1;
    const std::string own = linked.node_id(clusters[records[row]]);
    if (own != cluster.at(row)) differences.add(linked.node_id(records[row]) + " is in " + own);
  }
  EXPECT_EQ(differences.count, 0u) << differences;
}

class SplinkGolden : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kGolden / GetParam()))
      GTEST_SKIP() << "there are no golden outputs of Splink: " << (kGolden / GetParam()).string();
  }
};

TEST_P(SplinkGolden, IsMatchedByPairsWeightsAndClusters) {
  const Linked linked = link(GetParam(), 2);
  const Json description = read_json(kGolden / GetParam() / "case.json");
  EXPECT_EQ(linked.model.link_type, description["link_type"].get<std::string>());
  EXPECT_EQ(linked.pairs.size(), description["pairs"].get<std::size_t>());
  EXPECT_EQ(linked.pairs.num_compared, linked.pairs.size());
  compare_pairs(linked, read_pairs(GetParam(), linked));
  for (const auto& [file, clustering] : description["clusters"].items()) {
    SCOPED_TRACE(file);
    compare_clusters(kGolden / GetParam() / file, linked, clusters_of(linked, clustering));
  }
}

std::string test_name(const testing::TestParamInfo<const char*>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, SplinkGolden,
                         testing::Values("fake_1000-trained", "febrl4-link", "h50k-model", "handwritten",
                                         "levels", "link3", "rules"),
                         test_name);

TEST(SplinkGoldenFolder, HasNoCaseThatIsNotTested) {
  if (!std::filesystem::exists(kGolden)) GTEST_SKIP() << "there is no folder " << kGolden.string();
  std::vector<std::string> cases;
  for (const auto& entry : std::filesystem::directory_iterator(kGolden)) {
    if (std::filesystem::exists(entry.path() / "case.json"))
      cases.push_back(entry.path().filename().string());
  }
  std::sort(cases.begin(), cases.end());
  EXPECT_EQ(cases, (std::vector<std::string>{"fake_1000-trained", "febrl4-link", "h50k-model", "handwritten",
                                             "levels", "link3", "rules"}));
}

class SplinkThreads : public SplinkGolden {};

TEST_P(SplinkThreads, ChangeNothing) {
  const Linked one = link(GetParam(), 1);
  const Linked seven = link(GetParam(), 7);
  EXPECT_EQ(one.pairs.left, seven.pairs.left);
  EXPECT_EQ(one.pairs.right, seven.pairs.right);
  EXPECT_EQ(one.pairs.rule, seven.pairs.rule);
  EXPECT_EQ(one.pairs.gammas, seven.pairs.gammas);
  EXPECT_EQ(one.pairs.match_weight, seven.pairs.match_weight);  // to the last bit
  EXPECT_EQ(one.pairs.match_probability, seven.pairs.match_probability);
  EXPECT_EQ(one.pairs.num_of_rule, seven.pairs.num_of_rule);
}

// All pairs with every kind of level, and many tasks under nine rules.
INSTANTIATE_TEST_SUITE_P(Cases, SplinkThreads, testing::Values("levels", "h50k-model"), test_name);

class SplinkGoldenPairScorer : public testing::TestWithParam<const char*> {};

TEST_P(SplinkGoldenPairScorer, GivesOnePairTheScoreThatLinkingGivesIt) {
  const std::string name = GetParam();
  if (!std::filesystem::exists(kGolden / name))
    GTEST_SKIP() << "there are no golden outputs of Splink: " << (kGolden / name).string();
  const Linked linked = link(name, 2);
  const FrequencyTables frequencies =
      FrequencyTables::count(linked.model, linked.table.values, linked.table.values.num_records());
  SplinkPairScorer scorer(linked.model, types_by_use(linked.model), frequencies);
  std::vector<SplinkPairScorer::Record> records;
  for (std::uint32_t record = 0; record < linked.table.values.num_records(); ++record)
    records.push_back(scorer.take(linked.table.values, record));
  Differences weights, gammas;
  for (std::size_t i = 0; i < linked.pairs.size(); ++i) {
    const auto& left = records[linked.pairs.left[i]];
    const auto& right = records[linked.pairs.right[i]];
    const std::string pair =
        linked.node_id(linked.pairs.left[i]) + " and " + linked.node_id(linked.pairs.right[i]);
    const PairScore score = scorer.score(left, right);
    if (score.match_weight != linked.pairs.match_weight[i] ||
        score.match_probability != linked.pairs.match_probability[i])
      weights.add(pair);
    if (i % 10 != 0) continue;
    const PairExplanation explanation = scorer.explain(left, right);
    if (explanation.score.match_weight != score.match_weight) weights.add(pair + ", explained");
    for (std::size_t k = 0; k < explanation.comparisons.size(); ++k) {
      if (explanation.comparisons[k].gamma != linked.pairs.gammas_of(i)[k])
        gammas.add(pair + ": " + linked.model.comparisons[k].name);
    }
  }
  EXPECT_EQ(weights.count, 0u) << weights;
  EXPECT_EQ(gammas.count, 0u) << gammas;
}

INSTANTIATE_TEST_SUITE_P(Cases, SplinkGoldenPairScorer,
                         testing::Values("fake_1000-trained", "febrl4-link", "link3", "levels",
                                         "handwritten"),
                         [](const testing::TestParamInfo<const char*>& tested) {
                           std::string case_name = tested.param;
                           std::replace(case_name.begin(), case_name.end(), '-', '_');
                           return case_name;
                         });

}  // namespace
}  // namespace byname
