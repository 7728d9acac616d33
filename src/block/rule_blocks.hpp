// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
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
  std::size_t num_rules() const;

  /// visit(left, right): the new pairs of a task.
  using Visit = std::function<void(std::uint32_t, std::uint32_t)>;
  void for_each_pair(const Task& task, CallContext& calls, const Visit& visit) const;

 private:
  struct Rule;
  bool holds(const Rule& rule, std::uint32_t left, std::uint32_t right, CallContext& calls) const;
  void explode(Rule& rule, const SplinkRule& spec, const std::string& what, const ExecutionContext& context);

  const ValueTable* table_;
  const PairOrder* order_;
  std::vector<std::unique_ptr<Rule>> rules_;
};

}  // namespace byname
