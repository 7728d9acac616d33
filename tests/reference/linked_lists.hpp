// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cluster/score_pairs.hpp"
#include "model/comparison_counts.hpp"
#include "reference/duckdb_twin.hpp"
#include "spec/column_types.hpp"
#include "spec/linkage_table.hpp"

namespace byname::reference {

inline SplinkModel read_model(const std::string& path) {
  std::ifstream file(path);
  return SplinkModel::from_json(nlohmann::ordered_json::parse(file));
}

/// Lists linked by byname's engine, step by step as `byname link` does.
class LinkedLists {
 public:
  LinkedLists(const SplinkModel& model, const std::vector<TwinList>& lists, const ColumnTypes& types,
              int num_threads)
      : model_(model) {
    context_.num_threads = num_threads;
    std::vector<ListArgument> arguments;
    for (const TwinList& list : lists) arguments.push_back({list.label, {list.path}});
    ReadOptions reading;
    reading.keeps_empty_texts = reading.keeps_blanks = reading.lists_as_json = true;
    Input input = read_lists(arguments, reading, context_);
    table_ = std::make_unique<LinkageTable>(
        make_linkage_table(input, {}, types, model.unique_id_column, context_));
    comparer_ = std::make_unique<SplinkComparer>(model_, table_->values, context_);
    order_ = splink_order(table_->ids, table_->list, table_->list_labels, model.link_type,
                          table_->ids_are_numbers);
    blocks_ = std::make_unique<RuleBlocks>(model_.rules, table_->values, order_, context_);
  }

  /// Pairs by their gammas, counted as training does.
  std::map<std::vector<int>, std::uint64_t> pattern_counts() const {
    const ComparisonCounts counts = count_rule_pairs(
        *blocks_, *comparer_, nullptr, std::vector<bool>(model_.comparisons.size(), false), context_);
    std::map<std::vector<int>, std::uint64_t> result;
    for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern) {
      const auto gammas = counts.gammas_of(pattern);
      result[{gammas.begin(), gammas.end()}] += static_cast<std::uint64_t>(counts.count_of(pattern));
    }
    return result;
  }

  SplinkPairs pairs() const {
    const SplinkScorer scorer(model_, *comparer_, table_->values);
    return score_pairs(*blocks_, *comparer_, scorer, 0, context_);
  }

  std::string node(std::uint32_t record) const {
    if (model_.link_type == "dedupe_only") return table_->ids[record];
    return table_->list_labels[table_->list[record]] + "-__-" + table_->ids[record];
  }

  /// Order of the names of clusters.
  std::vector<std::uint32_t> node_rank() const {
    if (model_.link_type == "dedupe_only") return order_.rank;
    return splink_order(table_->ids, table_->list, table_->list_labels, "link_and_dedupe", false).rank;
  }

 private:
  SplinkModel model_;
  ExecutionContext context_;
  std::unique_ptr<LinkageTable> table_;
  std::unique_ptr<SplinkComparer> comparer_;
  PairOrder order_;
  std::unique_ptr<RuleBlocks> blocks_;
};

/// Pairs by their gammas.
inline std::map<std::vector<int>, std::uint64_t> pattern_counts(const SplinkPairs& pairs) {
  std::map<std::vector<int>, std::uint64_t> counts;
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
    const auto gammas = pairs.gammas_of(pair);
    ++counts[{gammas.begin(), gammas.end()}];
  }
  return counts;
}

}  // namespace byname::reference
