// SPDX-License-Identifier: Apache-2.0
#include "block/rule_blocks.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "block/equality_numbers.hpp"
#include "block/exploded_pairs.hpp"
#include "block/record_groups.hpp"
#include "block/rule_conjunction.hpp"

namespace byname {

struct RuleBlocks::Rule {
  std::optional<Plan> plan;
  std::vector<const PlanNode*> rest;    ///< conditions that are no equality
  bool is_symmetric = true;             ///< every equality is of one column's two values
  RecordGroups left;                    ///< records by the number of the left side
  RecordGroups right;                   ///< empty where the equality is symmetric
  std::vector<std::uint64_t> exploded;  ///< sorted pairs, left << 32 | right, of a rule over list elements
  bool is_exploded = false;
};

RuleBlocks::RuleBlocks(RuleBlocks&&) noexcept = default;
RuleBlocks::~RuleBlocks() = default;

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
    const std::string what =
        scope.called.empty() ? fmt::format("blocking rule {}", i + 1) : std::string(scope.called);
    rules_.push_back(std::make_unique<Rule>());
    Rule& rule = *rules_.back();
    if (!all[i].arrays_to_explode.empty()) {
      rule.is_exploded = true;
      rule.exploded = byname::exploded_pairs(all[i], what, table, order, scope.taken, context);
      continue;
    }
    rule.plan.emplace(parse_expression(all[i].condition, what), what, table, context);
  }
  parallel_chunks(context, rules_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
    if (rules_[i]->plan && scope.only_rule.value_or(i) == i) group(*rules_[i], by_rank);
  });
}

void RuleBlocks::group(Rule& rule, const std::vector<std::uint32_t>& by_rank) const {
  const RuleConjunction parts(rule.plan->root(), *table_);
  rule.rest = parts.rest;
  rule.is_symmetric = parts.are_symmetric();
  if (rule.is_symmetric) {
    rule.left = group_by_columns(parts.columns(*table_), by_rank);
  } else {
    const EqualityNumbers numbers = equality_numbers(parts.equalities, *table_);
    rule.left = group_by_number(numbers.left, by_rank);
    rule.right = group_by_number(numbers.right, by_rank);
  }
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
