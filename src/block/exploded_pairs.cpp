// SPDX-License-Identifier: Apache-2.0
#include "block/exploded_pairs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <numeric>

#include "base/error.hpp"
#include "block/equality_numbers.hpp"
#include "block/record_groups.hpp"
#include "block/rule_conjunction.hpp"

namespace byname {

namespace {

std::vector<std::size_t> list_columns(const ValueTable& table, const std::vector<std::string>& names,
                                      const std::string& what) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) {
    const auto found = table.find(name);
    if (!found)
      throw DataError(fmt::format("cannot use {}: no list has the column \"{}\" to explode", what, name));
    columns.push_back(*found);
  }
  return columns;
}

/// The rows of a table with one element of each exploded list in its place.
struct ExplodedRows {
  std::vector<std::uint32_t> record_of_row;
  std::vector<std::vector<const Value*>> element;  ///< [list][row]
};

ExplodedRows explode(const ValueTable& table, const std::vector<std::size_t>& lists,
                     const std::vector<char>* taken) {
  ExplodedRows exploded;
  exploded.element.resize(lists.size());
  for (std::uint32_t record = 0; record < table.num_records(); ++record) {
    if (taken != nullptr && (*taken)[record] == 0) continue;
    std::size_t rows = 1;
    for (const std::size_t list : lists) {
      const Value& value = table.column(list).at(record);
      rows *= value.type == ValueType::kList ? value.list.size() : 0;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t rest = row;
      exploded.record_of_row.push_back(record);
      for (std::size_t k = 0; k < lists.size(); ++k) {
        const auto& values = table.column(lists[k]).at(record).list;
        exploded.element[k].push_back(&values[rest % values.size()]);
        rest /= values.size();
      }
    }
  }
  return exploded;
}

/// The table of the rows: exploded columns with a value a row, the others with their codes.
std::unique_ptr<ValueTable> exploded_table(const ValueTable& table, const std::vector<std::size_t>& lists,
                                           const ExplodedRows& exploded, const ExecutionContext& context) {
  auto rows = std::make_unique<ValueTable>(exploded.record_of_row.size());
  for (std::size_t c = 0; c < table.num_columns(); ++c) {
    const ValueColumn& column = table.column(c);
    if (column.name.empty()) continue;
    std::vector<std::uint32_t> codes(exploded.record_of_row.size());
    std::vector<Value> values = column.values;
    const auto list = std::find(lists.begin(), lists.end(), c);
    if (list != lists.end()) {
      values.assign(1, Value{});
      for (std::uint32_t row = 0; row < codes.size(); ++row) {
        values.push_back(*exploded.element[static_cast<std::size_t>(list - lists.begin())][row]);
        codes[row] = row + 1;
      }
    } else {
      for (std::uint32_t row = 0; row < codes.size(); ++row)
        codes[row] = (*column.codes)[exploded.record_of_row[row]];
    }
    rows->add_values(column.name, std::make_shared<const std::vector<std::uint32_t>>(std::move(codes)),
                     std::move(values), context);
  }
  return rows;
}

}  // namespace

std::vector<std::uint64_t> exploded_pairs(const SplinkRule& rule, const std::string& what,
                                          const ValueTable& table, const PairOrder& order,
                                          const std::vector<char>* taken, const ExecutionContext& context) {
  const std::vector<std::size_t> lists = list_columns(table, rule.arrays_to_explode, what);
  const ExplodedRows exploded = explode(table, lists, taken);
  const std::vector<std::uint32_t>& record_of_row = exploded.record_of_row;
  const auto table_of_rows = exploded_table(table, lists, exploded, context);
  ValueTable& rows = *table_of_rows;
  const Plan plan(parse_expression(rule.condition, what), what, rows, context);
  const RuleConjunction parts(plan.root(), rows);
  const EqualityNumbers equality = equality_numbers(parts.equalities, rows);
  std::vector<std::uint32_t> in_order(record_of_row.size());
  std::iota(in_order.begin(), in_order.end(), 0u);
  const RecordGroups left = group_by_number(equality.left, in_order);
  const RecordGroups right = group_by_number(equality.right, in_order);
  std::vector<std::uint64_t> pairs;
  CallContext calls;
  for (std::size_t number = 1; number + 1 < left.begin.size(); ++number) {
    for (const std::uint32_t l : left.of(number)) {
      for (const std::uint32_t r : right.of(number)) {
        const std::uint32_t a = record_of_row[l];
        const std::uint32_t b = record_of_row[r];
        if (order.rank[a] >= order.rank[b] || !order.allows(a, b)) continue;
        const bool all = std::all_of(parts.rest.begin(), parts.rest.end(), [&](const PlanNode* node) {
          return evaluate_node(*node, rows, l, r, calls).is_true();
        });
        calls.arena().clear();
        if (all) pairs.push_back(std::uint64_t{a} << 32 | b);
      }
    }
    context.check_cancelled();
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace byname
