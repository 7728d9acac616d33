// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "block/pair_order.hpp"
#include "expression/evaluator.hpp"
#include "spec/splink_model.hpp"

namespace byname::reference {

using RecordPair = std::pair<std::uint32_t, std::uint32_t>;  ///< left, right

/// A table with a row for each choice of one element of every list in `lists`.
struct ExplodedRows {
  std::vector<std::uint32_t> record;
  std::unique_ptr<ValueTable> table;
};

inline ExplodedRows explode_rows(const ValueTable& table, const std::vector<std::string>& lists) {
  struct Row {
    std::uint32_t record;
    std::vector<Value> elements;
  };
  std::vector<Row> rows;
  for (std::uint32_t record = 0; record < table.num_records(); ++record) rows.push_back({record, {}});
  for (const std::string& list : lists) {
    std::vector<Row> longer;
    for (const Row& row : rows) {
      for (const Value& element : table.column(*table.find(list)).at(row.record).list) {
        longer.push_back(row);
        longer.back().elements.push_back(element);
      }
    }
    rows = std::move(longer);
  }
  ExplodedRows exploded{{}, std::make_unique<ValueTable>(rows.size())};
  for (const Row& row : rows) exploded.record.push_back(row.record);
  for (const std::string& name : table.names()) {
    std::vector<std::uint32_t> codes;
    std::vector<Value> values = {null_value()};
    for (const Row& row : rows) {
      const auto list = std::find(lists.begin(), lists.end(), name);
      codes.push_back(static_cast<std::uint32_t>(values.size()));
      values.push_back(list == lists.end() ? table.column(*table.find(name)).at(row.record)
                                           : row.elements[static_cast<std::size_t>(list - lists.begin())]);
    }
    exploded.table->add_values(name, std::make_shared<const std::vector<std::uint32_t>>(std::move(codes)),
                               std::move(values), ExecutionContext{});
  }
  return exploded;
}

/// The pairs of one rule: it is evaluated on every allowed pair.
inline std::set<RecordPair> pairs_of_rule(const SplinkRule& rule, ValueTable& table, const PairOrder& order) {
  const ExplodedRows rows = explode_rows(table, rule.arrays_to_explode);
  const Plan plan(parse_expression(rule.condition, "the rule"), "the rule", *rows.table, ExecutionContext{});
  CallContext calls;
  std::set<RecordPair> pairs;
  for (std::uint32_t left = 0; left < rows.record.size(); ++left) {
    for (std::uint32_t right = 0; right < rows.record.size(); ++right) {
      const std::uint32_t a = rows.record[left];
      const std::uint32_t b = rows.record[right];
      if (order.rank[a] >= order.rank[b]) continue;
      if (order.only_between_lists && order.list[a] == order.list[b]) continue;
      if (!order.compares.empty() && order.compares[order.list[a] * order.num_lists + order.list[b]] == 0)
        continue;
      if (plan.holds(left, right, calls)) pairs.emplace(a, b);
    }
  }
  return pairs;
}

/// Every pair that a rule brings, with the first rule that does.
inline std::map<RecordPair, std::uint32_t> rule_pairs(std::vector<SplinkRule> rules, ValueTable& table,
                                                      const PairOrder& order) {
  if (rules.empty()) rules.push_back({"TRUE", {}});
  std::map<RecordPair, std::uint32_t> first;
  for (std::uint32_t rule = 0; rule < rules.size(); ++rule) {
    for (const RecordPair& pair : pairs_of_rule(rules[rule], table, order)) first.emplace(pair, rule);
  }
  return first;
}

}  // namespace byname::reference
