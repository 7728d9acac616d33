// SPDX-License-Identifier: Apache-2.0
#include "cluster/find_matches.hpp"

#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>

#include "base/random.hpp"
#include "model/splink_pair_scorer.hpp"
#include "reference/value_tables.hpp"

namespace byname {
namespace {

using Json = nlohmann::ordered_json;

SplinkModel model() {
  return SplinkModel::from_json(Json::parse(R"({"probability_two_random_records_match": 0.01,
    "blocking_rules_to_generate_predictions": ["l.town = r.town", "l.name = r.name AND l.age < r.age"],
    "comparisons": [{"output_column_name": "name", "comparison_levels": [
      {"sql_condition": "name_l IS NULL OR name_r IS NULL", "is_null_level": true},
      {"sql_condition": "name_l = name_r", "m_probability": 0.8, "u_probability": 0.1, "tf_adjustment_column": "name"},
      {"sql_condition": "levenshtein(name_l, name_r) <= 1", "m_probability": 0.15, "u_probability": 0.1},
      {"sql_condition": "ELSE", "m_probability": 0.05, "u_probability": 0.8}]},
     {"output_column_name": "older", "comparison_levels": [
      {"sql_condition": "age_l < age_r", "m_probability": 0.7, "u_probability": 0.4},
      {"sql_condition": "ELSE", "m_probability": 0.3, "u_probability": 0.6}]}]})"));
}

LinkageTable make_table(std::size_t num_records) {
  RandomStream random(5, RandomStage::kSynth, 0, 0, 0);
  const std::vector<reference::Cell> names = {"anna", "ana", "bela", "vera", "verа", std::nullopt, ""};
  const std::vector<reference::Cell> towns = {"riga", "oslo", std::nullopt, "turku"};
  std::vector<reference::Cell> name, town, age;
  LinkageTable table(num_records);
  for (std::size_t i = 0; i < num_records; ++i) {
    name.push_back(names[random.below(names.size())]);
    town.push_back(towns[random.below(towns.size())]);
    age.push_back(std::to_string(20 + random.below(9)));
    table.row.push_back(i + 1);
  }
  reference::add_column(table.values, "name", "VARCHAR", name);
  reference::add_column(table.values, "town", "VARCHAR", town);
  reference::add_column(table.values, "age", "BIGINT", age);
  return table;
}

using Found = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

/// Every earlier record with every new one, scored one at a time.
Found brute_force(const SplinkModel& spec, const LinkageTable& table, const FrequencyTables& frequencies,
                  const MatchRequest& request) {
  SplinkPairScorer scorer(spec, types_by_use(spec), frequencies);
  Found found;
  for (std::uint32_t left = 0; left < request.num_earlier; ++left) {
    for (auto right = static_cast<std::uint32_t>(request.num_earlier); right < table.row.size(); ++right) {
      const auto value = [&](const char* column, std::uint32_t record) {
        return table.values.column(*table.values.find(column)).at(record);
      };
      const auto equal = [&](const char* column) {
        const Value a = value(column, left), b = value(column, right);
        return !a.is_null() && !b.is_null() && equal_values(a, b);
      };
      const bool is_brought = request.rules.empty() || equal("town") ||
                              (equal("name") && value("age", left).integer < value("age", right).integer);
      const double weight =
          scorer.score(scorer.take(table.values, left), scorer.take(table.values, right)).match_weight;
      if (is_brought && weight > request.weight_threshold) found[{left, right}] = weight;
    }
  }
  return found;
}

TEST(FindMatches, FindsWhatComparingEveryPairFinds) {
  const SplinkModel spec = model();
  for (const double threshold : {-1000.0, -4.0, -5.85, 1.0}) {
    for (const bool uses_rules : {true, false}) {
      for (const int threads : {1, 3}) {
        LinkageTable table = make_table(120);
        MatchRequest request;
        request.num_earlier = 80;
        request.weight_threshold = threshold;
        if (uses_rules) request.rules = spec.rules;
        ExecutionContext context;
        context.num_threads = threads;
        const FrequencyTables frequencies = FrequencyTables::count(spec, table.values, request.num_earlier);
        const Found expected = brute_force(spec, table, frequencies, request);
        const SplinkPairs pairs = find_matches(spec, table, frequencies, request, context);
        Found found;
        for (std::size_t i = 0; i < pairs.size(); ++i)
          found[{pairs.left[i], pairs.right[i]}] = pairs.match_weight[i];
        EXPECT_EQ(found, expected) << threshold << " " << uses_rules;
        EXPECT_EQ(pairs.size(), found.size());
      }
    }
  }
}

TEST(FindMatches, AWeightAtTheThresholdIsNotAboveIt) {
  const SplinkModel spec = model();
  LinkageTable table = make_table(60);
  MatchRequest request;
  request.num_earlier = 40;
  const FrequencyTables frequencies = FrequencyTables::count(spec, table.values, 40);
  const SplinkPairs all = find_matches(spec, table, frequencies, request, ExecutionContext{});
  ASSERT_GT(all.size(), 0u);
  double least = all.match_weight[0];
  for (const double weight : all.match_weight) least = std::min(least, weight);
  request.weight_threshold = least;
  const SplinkPairs above = find_matches(spec, table, frequencies, request, ExecutionContext{});
  EXPECT_LT(above.size(), all.size());
  for (const double weight : above.match_weight) EXPECT_GT(weight, least);
}

}  // namespace
}  // namespace byname
