// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "block/pair_order.hpp"
#include "expression/evaluator.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// The pairs that a model's blocking rules bring together, each once, for the first rule that does.
class RuleBlocks {
 public:
  /// Binds the rules to `table` (columns as l.x and r.x) and sorts the records by the equalities of each.
  /// Without rules every allowed pair is brought by rule 0. Throws DataError naming the rule that cannot be
  /// parsed or bound. `table` and `order` must outlive the blocks.
  RuleBlocks(const std::vector<SplinkRule>& rules, ValueTable& table, const PairOrder& order,
             const ExecutionContext& context);
  /// Which of the records and rules are looked at.
  struct Scope {
    std::optional<std::size_t> only_rule;      ///< only this rule has blocks; the others can be asked
    const std::vector<char>* taken = nullptr;  ///< per record: whether it is in blocks; null: all are
    std::string_view called;                   ///< the rules in messages; empty: blocking rule 1, 2, ...
  };
  /// The same within a scope.
  RuleBlocks(const std::vector<SplinkRule>& rules, ValueTable& table, const PairOrder& order,
             const Scope& scope, const ExecutionContext& context);
  ~RuleBlocks();
  RuleBlocks(RuleBlocks&&) noexcept;

  /// A piece of one rule's work.
  struct Task {
    std::uint32_t rule = 0;
    std::size_t first_block = 0;
    std::uint64_t begin = 0;  ///< rows of the rule's left members
    std::uint64_t end = 0;
  };
  std::vector<Task> tasks(std::uint64_t pairs_per_task) const;
  std::size_t num_rules() const { return rules_.size(); }
  /// Pairs within the blocks of a rule: those that its equalities bring, allowed or not.
  std::uint64_t num_block_pairs(std::size_t rule) const;

  /// Records that a rule's equalities bring together.
  struct Block {
    std::span<const std::uint32_t> left;   ///< the task's left members, by rank
    std::span<const std::uint32_t> right;  ///< the block's right members, by rank
    /// `left` are the first of `right`, and each is paired with those behind it. Else each is paired with
    /// those of higher rank.
    bool is_triangle = false;
  };
  /// Visits the blocks of a task of a rule that explodes no lists.
  void for_each_block(const Task& task, const std::function<void(const Block&)>& visit) const;
  /// The pairs of a task of a rule that explodes lists: left << 32 | right, sorted, allowed, each once.
  std::span<const std::uint64_t> exploded_pairs(const Task& task) const;

  /// The groups of two or more records that a rule's equalities bring together; false where they are of two
  /// columns or of list elements, whose groups are not of records that all agree.
  bool for_each_group(std::size_t rule,
                      const std::function<void(std::span<const std::uint32_t>)>& visit) const;

  /// What a pair of a rule's block must meet beside the equalities.
  std::span<const PlanNode* const> rest_of(std::size_t rule) const;
  /// The whole condition; null for a rule that explodes lists.
  const PlanNode* condition_of(std::size_t rule) const;
  /// True if a rule that explodes lists brings the pair.
  bool explodes(std::size_t rule, std::uint32_t left, std::uint32_t right) const;
  bool is_exploded(std::size_t rule) const;
  const PairOrder& order() const { return *order_; }
  const ValueTable& table() const { return *table_; }

  /// visit(left, right): the new pairs of a task, one after another. PairScanner (compare/) finds the same
  /// pairs many at a time.
  using Visit = std::function<void(std::uint32_t, std::uint32_t)>;
  void for_each_pair(const Task& task, CallContext& calls, const Visit& visit) const;

 private:
  struct Rule;
  bool holds(const Rule& rule, std::uint32_t left, std::uint32_t right, CallContext& calls) const;
  void group(Rule& rule, const std::vector<std::uint32_t>& by_rank) const;

  const ValueTable* table_;
  const PairOrder* order_;
  std::vector<std::unique_ptr<Rule>> rules_;
};

}  // namespace byname
