// SPDX-License-Identifier: Apache-2.0
#include "block/rule_blocks.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <unordered_map>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

/// Numbers pairs of numbers, from 1 in the order they come.
class PairNumbers {
 public:
  explicit PairNumbers(std::size_t expected) {
    std::size_t slots = 64;
    while (slots < expected * 2) slots *= 2;
    keys_.resize(slots);
    numbers_.assign(slots, 0);
  }
  std::uint32_t insert(std::uint32_t first, std::uint32_t second) {
    if (size_ * 2 >= keys_.size()) grow();
    const std::uint64_t key = std::uint64_t{first} << 32 | second;
    const std::size_t slot = slot_of(key);
    if (numbers_[slot] == 0) {
      keys_[slot] = key;
      numbers_[slot] = ++size_;
    }
    return numbers_[slot];
  }

 private:
  std::size_t slot_of(std::uint64_t key) const {
    std::size_t slot = mix64(key) & (keys_.size() - 1);
    while (numbers_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & (keys_.size() - 1);
    return slot;
  }
  void grow() {
    std::vector<std::uint64_t> keys(keys_.size() * 2);
    std::vector<std::uint32_t> numbers(keys.size(), 0);
    keys.swap(keys_);
    numbers.swap(numbers_);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (numbers[i] == 0) continue;
      const std::size_t slot = slot_of(keys[i]);
      keys_[slot] = keys[i];
      numbers_[slot] = numbers[i];
    }
  }

  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> numbers_;
  std::uint32_t size_ = 0;
};

/// An equality between the two records: the values' numbers for either side of it.
struct Equality {
  std::vector<std::uint32_t> left;  ///< per record; 0 = NULL
  std::vector<std::uint32_t> right;
  bool is_symmetric = false;
};

/// What the values of a column are, NULLs aside.
enum class ColumnKind { kEmpty, kText, kNumber, kTime, kBoolean, kList, kMixed };

ColumnKind kind_of(const Value& value) {
  if (value.is_number()) return ColumnKind::kNumber;
  switch (value.type) {
    case ValueType::kText:
      return ColumnKind::kText;
    case ValueType::kBoolean:
      return ColumnKind::kBoolean;
    case ValueType::kList:
      return ColumnKind::kList;
    default:
      return ColumnKind::kTime;
  }
}

ColumnKind kind_of(const ValueColumn& column) {
  ColumnKind kind = ColumnKind::kEmpty;
  for (const Value& value : column.values) {
    if (value.is_null() || kind == kind_of(value)) continue;
    if (kind != ColumnKind::kEmpty) return ColumnKind::kMixed;
    kind = kind_of(value);
  }
  return kind;
}

/// True for an equality of columns whose equal values can be numbered alike.
bool is_equality(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=") return false;
  const PlanNode& a = node.children[0];
  const PlanNode& b = node.children[1];
  return a.kind == PlanKind::kColumn && b.kind == PlanKind::kColumn && a.is_right != b.is_right &&
         kind_of(table.column(a.column)) != ColumnKind::kMixed &&
         kind_of(table.column(b.column)) != ColumnKind::kMixed;
}

/// A value as it counts beside a column of another kind: a text beside numbers or times is read as one.
Value value_beside(const Value& value, ColumnKind other) {
  if (value.type != ValueType::kText) return value;
  Value read;
  if (other == ColumnKind::kNumber) {
    double number = 0;
    if (parse_double(value.text, number)) read = double_value(number);
    return read;
  }
  if (other == ColumnKind::kTime) {
    if (parse_timestamp(value.text, read.integer)) read.type = ValueType::kTimestamp;
    return read;
  }
  return value;
}

std::vector<std::uint32_t> numbers_of(const ValueColumn& column, std::span<const std::uint32_t> per_code) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(column.codes->size());
  for (const std::uint32_t code : *column.codes) numbers.push_back(per_code[code]);
  return numbers;
}

/// Numbers the values of two columns alike.
Equality joint_numbers(const ValueColumn& left, const ValueColumn& right) {
  std::unordered_map<std::uint64_t, std::vector<std::pair<Value, std::uint32_t>>> known;
  std::uint32_t next = 0;
  const auto number_values = [&](const ValueColumn& column, ColumnKind other) {
    std::vector<std::uint32_t> numbers(column.values.size(), 0);
    for (std::size_t code = 0; code < column.values.size(); ++code) {
      const Value value = value_beside(column.values[code], other);
      if (value.is_null()) continue;
      auto& alike = known[hash_value(value)];
      const auto same = std::find_if(alike.begin(), alike.end(),
                                     [&](const auto& seen) { return equal_values(seen.first, value); });
      if (same != alike.end()) {
        numbers[code] = same->second;
      } else {
        alike.emplace_back(value, ++next);
        numbers[code] = next;
      }
    }
    return numbers;
  };
  const auto left_numbers = number_values(left, kind_of(right));
  const auto right_numbers = number_values(right, kind_of(left));
  return {numbers_of(left, left_numbers), numbers_of(right, right_numbers), false};
}

Equality equality_of(const PlanNode& node, const ValueTable& table) {
  const PlanNode& of_left = node.children[node.children[0].is_right ? 1 : 0];
  const PlanNode& of_right = node.children[node.children[0].is_right ? 0 : 1];
  const ValueColumn& left = table.column(of_left.column);
  if (of_left.column == of_right.column) {
    auto numbers = numbers_of(left, left.canonical);
    return {numbers, numbers, true};
  }
  return joint_numbers(left, table.column(of_right.column));
}

/// Both equalities at once.
Equality combine(const Equality& a, const Equality& b) {
  PairNumbers numbers(a.left.size());
  Equality both;
  both.is_symmetric = a.is_symmetric && b.is_symmetric;
  const auto of_side = [&](const std::vector<std::uint32_t>& x, const std::vector<std::uint32_t>& y) {
    std::vector<std::uint32_t> result(x.size(), 0);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] != 0 && y[i] != 0) result[i] = numbers.insert(x[i], y[i]);
    }
    return result;
  };
  both.left = of_side(a.left, b.left);
  both.right = both.is_symmetric ? both.left : of_side(a.right, b.right);
  return both;
}

/// The records of each number, by rank.
struct Groups {
  std::vector<std::uint32_t> members;
  std::vector<std::uint64_t> begin;  ///< per number from 0, and the end

  std::span<const std::uint32_t> of(std::size_t number) const {
    if (number + 1 >= begin.size()) return {};
    return {members.data() + begin[number], members.data() + begin[number + 1]};
  }
};

Groups group_by_number(const std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& by_rank) {
  Groups groups;
  const std::uint32_t largest = numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  groups.begin.assign(largest + std::size_t{2}, 0);
  for (const std::uint32_t record : by_rank) {
    if (numbers[record] != 0) ++groups.begin[numbers[record] + 1];
  }
  for (std::size_t i = 1; i < groups.begin.size(); ++i) groups.begin[i] += groups.begin[i - 1];
  groups.members.resize(groups.begin.back());
  std::vector<std::uint64_t> at(groups.begin.begin(), groups.begin.end() - 1);
  for (const std::uint32_t record : by_rank) {
    if (numbers[record] != 0) groups.members[at[numbers[record]]++] = record;
  }
  return groups;
}

/// Stable sort of rows by one of their numbers, which are at most `largest`; `width` numbers a row.
std::vector<std::uint32_t> sorted_rows(const std::vector<std::uint32_t>& rows, std::size_t width,
                                       std::size_t by, std::uint32_t largest) {
  std::vector<std::uint32_t> at(largest + std::size_t{2}, 0);
  for (std::size_t row = 0; row < rows.size(); row += width) ++at[rows[row + by] + std::size_t{1}];
  for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
  std::vector<std::uint32_t> sorted(rows.size());
  for (std::size_t row = 0; row < rows.size(); row += width)
    std::copy_n(rows.data() + row, width, sorted.data() + at[rows[row + by]]++ * width);
  return sorted;
}

/// The records that have all columns, by rank: their numbers, then the record.
std::vector<std::uint32_t> numbered_records(const std::vector<const ValueColumn*>& columns,
                                            const std::vector<std::uint32_t>& by_rank) {
  std::vector<std::uint32_t> rows;
  rows.reserve(by_rank.size() * (columns.size() + 1));
  for (const std::uint32_t record : by_rank) {
    const std::size_t begin = rows.size();
    bool has_all = true;
    for (const ValueColumn* column : columns) {
      rows.push_back(column->canonical_at(record));
      has_all &= rows.back() != 0;
    }
    rows.push_back(record);
    if (!has_all) rows.resize(begin);
  }
  return rows;
}

/// The records that are equal in all columns, by rank, where there are two or more. Group 0 is empty.
Groups group_by_columns(const std::vector<const ValueColumn*>& columns,
                        const std::vector<std::uint32_t>& by_rank) {
  const std::size_t width = columns.size() + 1;
  std::vector<std::uint32_t> rows = numbered_records(columns, by_rank);
  for (std::size_t i = columns.size(); i-- > 0;) {
    const auto& numbers = columns[i]->canonical;
    rows = sorted_rows(rows, width, i, *std::max_element(numbers.begin(), numbers.end()));
  }
  const auto are_alike = [&](std::size_t a, std::size_t b) {
    return std::equal(rows.data() + a, rows.data() + a + columns.size(), rows.data() + b);
  };
  Groups groups;
  groups.begin = {0, 0};
  for (std::size_t first = 0; first < rows.size();) {
    std::size_t end = first + width;
    while (end < rows.size() && are_alike(first, end)) end += width;
    if (end - first > width) {
      for (std::size_t row = first; row < end; row += width)
        groups.members.push_back(rows[row + columns.size()]);
      groups.begin.push_back(groups.members.size());
    }
    first = end;
  }
  groups.members.shrink_to_fit();
  return groups;
}

}  // namespace

struct RuleBlocks::Rule {
  std::optional<Plan> plan;
  std::vector<const PlanNode*> rest;    ///< conditions that are no equality
  bool is_symmetric = true;             ///< every equality is of one column's two values
  Groups left;                          ///< records by the number of the left side
  Groups right;                         ///< empty where the equality is symmetric
  std::vector<std::uint64_t> exploded;  ///< sorted pairs, left << 32 | right, of a rule over list elements
  bool is_exploded = false;
};

RuleBlocks::RuleBlocks(RuleBlocks&&) noexcept = default;
RuleBlocks::~RuleBlocks() = default;

namespace {

/// A rule's conditions: equalities between the records, and the rest.
struct RuleParts {
  std::vector<const PlanNode*> equalities;
  std::vector<const PlanNode*> rest;

  /// True if every equality is of one column's two values.
  bool are_symmetric() const {
    return std::all_of(equalities.begin(), equalities.end(), [](const PlanNode* node) {
      return node->children[0].column == node->children[1].column;
    });
  }
};

RuleParts take_apart(const PlanNode& root, const ValueTable& table) {
  RuleParts parts;
  std::vector<const PlanNode*> open = {&root};
  while (!open.empty()) {
    const PlanNode* part = open.back();
    open.pop_back();
    if (part->kind == PlanKind::kAnd) {
      for (std::size_t i = part->children.size(); i-- > 0;) open.push_back(&part->children[i]);
    } else {
      (is_equality(*part, table) ? parts.equalities : parts.rest).push_back(part);
    }
  }
  return parts;
}

/// All equalities at once.
Equality combined_equality(const RuleParts& parts, const ValueTable& table) {
  Equality all;
  if (parts.equalities.empty()) {
    all.left.assign(table.num_records(), 1);
    all.right = all.left;
    all.is_symmetric = true;
    return all;
  }
  all = equality_of(*parts.equalities[0], table);
  for (std::size_t i = 1; i < parts.equalities.size(); ++i)
    all = combine(all, equality_of(*parts.equalities[i], table));
  return all;
}

std::vector<const ValueColumn*> columns_of(const RuleParts& parts, const ValueTable& table) {
  std::vector<const ValueColumn*> columns;
  for (const PlanNode* equality : parts.equalities)
    columns.push_back(&table.column(equality->children[0].column));
  return columns;
}

}  // namespace

RuleBlocks::RuleBlocks(const std::vector<SplinkRule>& rules, ValueTable& table, const PairOrder& order,
                       const ExecutionContext& context)
    : RuleBlocks(rules, table, order, Scope{}, context) {}

RuleBlocks::RuleBlocks(const std::vector<SplinkRule>& rules, ValueTable& table, const PairOrder& order,
                       const Scope& scope, const ExecutionContext& context)
    : table_(&table), order_(&order) {
  std::vector<std::uint32_t> by_rank(order.rank.size());
  for (std::uint32_t record = 0; record < by_rank.size(); ++record) by_rank[order.rank[record]] = record;
  if (scope.taken != nullptr)
    std::erase_if(by_rank, [&](std::uint32_t record) { return (*scope.taken)[record] == 0; });
  std::vector<SplinkRule> all = rules;
  if (all.empty()) all.push_back({"TRUE", {}});
  constexpr std::size_t kMostRules = 256;  // pairs keep a rule in a byte
  if (all.size() > kMostRules) {
    throw DataError(fmt::format("the model has {} blocking rules and can have {} at most; join some by OR",
                                all.size(), kMostRules));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string what = fmt::format("blocking rule {}", i + 1);
    rules_.push_back(std::make_unique<Rule>());
    Rule& rule = *rules_.back();
    if (!all[i].arrays_to_explode.empty()) {
      explode(rule, all[i], what, scope, context);
      continue;
    }
    rule.plan.emplace(parse_expression(all[i].condition, what), what, table, context);
  }
  parallel_chunks(context, rules_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    if (rules_[i]->plan && scope.only_rule.value_or(i) == i) group(*rules_[i], by_rank);
  });
}

void RuleBlocks::group(Rule& rule, const std::vector<std::uint32_t>& by_rank) const {
  const RuleParts parts = take_apart(rule.plan->root(), *table_);
  rule.rest = parts.rest;
  rule.is_symmetric = parts.are_symmetric();
  if (rule.is_symmetric) {
    rule.left = group_by_columns(columns_of(parts, *table_), by_rank);
  } else {
    const Equality equality = combined_equality(parts, *table_);
    rule.left = group_by_number(equality.left, by_rank);
    rule.right = group_by_number(equality.right, by_rank);
  }
}

namespace {

/// The rows of a table with one element of each exploded list in its place, and the record of each row.
struct ExplodedTable {
  std::unique_ptr<ValueTable> table;
  std::vector<std::uint32_t> record;
};

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

}  // namespace

void RuleBlocks::explode(Rule& rule, const SplinkRule& spec, const std::string& what, const Scope& scope,
                         const ExecutionContext& context) {
  rule.is_exploded = true;
  const std::vector<std::size_t> lists = list_columns(*table_, spec.arrays_to_explode, what);
  std::vector<std::uint32_t> record_of_row;
  std::vector<std::vector<const Value*>> element(lists.size());
  for (std::uint32_t record = 0; record < table_->num_records(); ++record) {
    if (scope.taken != nullptr && (*scope.taken)[record] == 0) continue;
    std::size_t rows = 1;
    for (const std::size_t list : lists) {
      const Value& value = table_->column(list).at(record);
      rows *= value.type == ValueType::kList ? value.list.size() : 0;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      std::size_t rest = row;
      record_of_row.push_back(record);
      for (std::size_t k = 0; k < lists.size(); ++k) {
        const auto& values = table_->column(lists[k]).at(record).list;
        element[k].push_back(&values[rest % values.size()]);
        rest /= values.size();
      }
    }
  }
  // A table of the rows: exploded columns with a value a row, the others with their codes.
  ValueTable rows(record_of_row.size());
  for (std::size_t c = 0; c < table_->num_columns(); ++c) {
    const ValueColumn& column = table_->column(c);
    if (column.name.empty()) continue;
    std::vector<std::uint32_t> codes(record_of_row.size());
    std::vector<Value> values = column.values;
    const auto list = std::find(lists.begin(), lists.end(), c);
    if (list != lists.end()) {
      values.assign(1, Value{});
      for (std::uint32_t row = 0; row < codes.size(); ++row) {
        values.push_back(*element[static_cast<std::size_t>(list - lists.begin())][row]);
        codes[row] = row + 1;
      }
    } else {
      for (std::uint32_t row = 0; row < codes.size(); ++row) codes[row] = (*column.codes)[record_of_row[row]];
    }
    rows.add_values(column.name, std::make_shared<const std::vector<std::uint32_t>>(std::move(codes)),
                    std::move(values), context);
  }
  const Plan plan(parse_expression(spec.condition, what), what, rows, context);
  const RuleParts parts = take_apart(plan.root(), rows);
  const Equality equality = combined_equality(parts, rows);
  std::vector<std::uint32_t> in_order(record_of_row.size());
  std::iota(in_order.begin(), in_order.end(), 0u);
  const Groups left = group_by_number(equality.left, in_order);
  const Groups right = group_by_number(equality.right, in_order);
  CallContext calls;
  for (std::size_t number = 1; number + 1 < left.begin.size(); ++number) {
    for (const std::uint32_t l : left.of(number)) {
      for (const std::uint32_t r : right.of(number)) {
        const std::uint32_t a = record_of_row[l];
        const std::uint32_t b = record_of_row[r];
        if (order_->rank[a] >= order_->rank[b] || !order_->allows(a, b)) continue;
        const bool all = std::all_of(parts.rest.begin(), parts.rest.end(), [&](const PlanNode* node) {
          return evaluate_node(*node, rows, l, r, calls).is_true();
        });
        calls.arena().clear();
        if (all) rule.exploded.push_back(std::uint64_t{a} << 32 | b);
      }
    }
    context.check_cancelled();
  }
  std::sort(rule.exploded.begin(), rule.exploded.end());
  rule.exploded.erase(std::unique(rule.exploded.begin(), rule.exploded.end()), rule.exploded.end());
}

bool RuleBlocks::for_each_group(std::size_t rule,
                                const std::function<void(std::span<const std::uint32_t>)>& visit) const {
  const Rule& grouped = *rules_[rule];
  if (grouped.is_exploded || !grouped.is_symmetric) return false;
  for (std::size_t number = 1; number + 1 < grouped.left.begin.size(); ++number)
    visit(grouped.left.of(number));
  return true;
}

std::uint64_t RuleBlocks::num_block_pairs(std::size_t rule) const {
  const Rule& grouped = *rules_[rule];
  if (grouped.is_exploded) return grouped.exploded.size();
  std::uint64_t pairs = 0;
  for (std::size_t number = 1; number + 1 < grouped.left.begin.size(); ++number) {
    const std::uint64_t size = grouped.left.of(number).size();
    pairs += grouped.is_symmetric ? size * (size - 1) / 2 : size * grouped.right.of(number).size();
  }
  return pairs;
}

std::span<const PlanNode* const> RuleBlocks::rest_of(std::size_t rule) const { return rules_[rule]->rest; }

const PlanNode* RuleBlocks::condition_of(std::size_t rule) const {
  return rules_[rule]->plan ? &rules_[rule]->plan->root() : nullptr;
}

bool RuleBlocks::is_exploded(std::size_t rule) const { return rules_[rule]->is_exploded; }

bool RuleBlocks::explodes(std::size_t rule, std::uint32_t left, std::uint32_t right) const {
  const std::vector<std::uint64_t>& pairs = rules_[rule]->exploded;
  return std::binary_search(pairs.begin(), pairs.end(), std::uint64_t{left} << 32 | right);
}

std::span<const std::uint64_t> RuleBlocks::exploded_pairs(const Task& task) const {
  return std::span(rules_[task.rule]->exploded).subspan(task.begin, task.end - task.begin);
}

bool RuleBlocks::holds(const Rule& rule, std::uint32_t left, std::uint32_t right, CallContext& calls) const {
  if (rule.is_exploded) {
    return std::binary_search(rule.exploded.begin(), rule.exploded.end(), std::uint64_t{left} << 32 | right);
  }
  const bool is_true = evaluate_node(rule.plan->root(), *table_, left, right, calls).is_true();
  calls.arena().clear();
  return is_true;
}

std::vector<RuleBlocks::Task> RuleBlocks::tasks(std::uint64_t pairs_per_task) const {
  std::vector<Task> tasks;
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    const Rule& rule = *rules_[r];
    if (rule.is_exploded) {
      for (std::uint64_t at = 0; at < rule.exploded.size(); at += pairs_per_task)
        tasks.push_back({r, 0, at, std::min<std::uint64_t>(at + pairs_per_task, rule.exploded.size())});
      continue;
    }
    Task task{r, 1, rule.left.begin.size() > 1 ? rule.left.begin[1] : 0, 0};
    std::uint64_t pairs = 0;
    for (std::size_t number = 1; number + 1 < rule.left.begin.size(); ++number) {
      const std::uint64_t begin = rule.left.begin[number];
      const std::uint64_t end = rule.left.begin[number + 1];
      for (std::uint64_t row = begin; row < end; ++row) {
        pairs += rule.is_symmetric ? end - row - 1 : rule.right.of(number).size();
        task.end = row + 1;
        if (pairs < pairs_per_task) continue;
        tasks.push_back(task);
        task = {r, number, row + 1, row + 1};
        pairs = 0;
      }
    }
    if (task.end > task.begin) tasks.push_back(task);
  }
  return tasks;
}

void RuleBlocks::for_each_pair(const Task& task, CallContext& calls, const Visit& visit) const {
  const Rule& rule = *rules_[task.rule];
  const auto is_known = [&](std::uint32_t left, std::uint32_t right) {
    for (std::uint32_t earlier = 0; earlier < task.rule; ++earlier) {
      if (holds(*rules_[earlier], left, right, calls)) return true;
    }
    return false;
  };
  if (rule.is_exploded) {
    for (std::uint64_t i = task.begin; i < task.end; ++i) {
      const auto left = static_cast<std::uint32_t>(rule.exploded[i] >> 32);
      const auto right = static_cast<std::uint32_t>(rule.exploded[i]);
      if (!is_known(left, right)) visit(left, right);
    }
    return;
  }
  const auto rest_holds = [&](std::uint32_t left, std::uint32_t right) {
    for (const PlanNode* node : rule.rest) {
      const bool is_true = evaluate_node(*node, *table_, left, right, calls).is_true();
      calls.arena().clear();
      if (!is_true) return false;
    }
    return true;
  };
  const auto consider = [&](std::uint32_t left, std::uint32_t right) {
    if (order_->allows(left, right) && rest_holds(left, right) && !is_known(left, right)) visit(left, right);
  };
  for_each_block(task, [&](const Block& block) {
    for (std::size_t i = 0; i < block.left.size(); ++i) {
      for (const std::uint32_t right : block.right.subspan(block.is_triangle ? i + 1 : 0)) {
        if (order_->rank[block.left[i]] < order_->rank[right]) consider(block.left[i], right);
      }
    }
  });
}

void RuleBlocks::for_each_block(const Task& task, const std::function<void(const Block&)>& visit) const {
  const Rule& rule = *rules_[task.rule];
  const std::span<const std::uint32_t> members = rule.left.members;
  std::size_t number = task.first_block;
  for (std::uint64_t row = task.begin; row < task.end;) {
    while (rule.left.begin[number + 1] <= row) ++number;
    const std::uint64_t block_end = rule.left.begin[number + 1];
    const std::uint64_t end = std::min(task.end, block_end);
    const auto left = members.subspan(row, end - row);
    visit({left, rule.is_symmetric ? members.subspan(row, block_end - row) : rule.right.of(number),
           rule.is_symmetric});
    row = end;
  }
}

}  // namespace byname
