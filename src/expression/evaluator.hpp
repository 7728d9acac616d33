// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "expression/expression.hpp"
#include "expression/function_table.hpp"
#include "expression/value_table.hpp"

namespace byname {

/// What a node of a plan does.
enum class PlanKind : std::uint8_t {
  kConstant,
  kColumn,     ///< a value of the left or right record
  kParameter,  ///< of a lambda
  kCall,
  kTransform,  ///< list_transform: children = list, body
  kFilter,     ///< list_filter
  kCoalesce,
  kNullIf,
  kNegation,
  kNot,
  kAnd,
  kOr,
  kCompare,      ///< `text`: = <> < <= > >=
  kDistinct,     ///< IS DISTINCT FROM; `is_negated`
  kArithmetic,   ///< `text`: + - * / // %
  kConcatenate,  ///< ||
  kIsNull,
  kIn,
  kBetween,
  kLike,
  kCase,
  kCast,
  kIndex,
  kList,
};

/// A node of an expression bound to the columns of a table.
struct PlanNode {
  PlanKind kind = PlanKind::kConstant;
  std::string text;  ///< operator or type
  bool is_negated = false;
  bool is_right = false;  ///< kColumn: of the right record
  bool has_operand = false, has_else = false;
  std::size_t column = 0;     ///< of the table
  std::size_t parameter = 0;  ///< kParameter: depth in the stack of lambdas; kTransform: how many it pushes
  const Function* function = nullptr;
  Value constant;
  std::vector<PlanNode> children;
};

/// What becomes of the parts of an expression that depend on one record alone.
enum class RecordParts {
  kAsColumns,  ///< computed at once for the distinct values of the table, as columns of it
  kInPlace,    ///< left in the plan: for a table whose values change
};

/// An expression over two records, ready to be evaluated.
class Plan {
 public:
  /// Binds an expression: columns are l."name" or r."name", or "name_l" and "name_r". Throws DataError naming
  /// `what` for an unknown column, function, type, part of a time, or regular expression, or a wrong number
  /// of arguments. `table` must outlive the plan.
  Plan(const Expression& expression, const std::string& what, ValueTable& table, RecordParts parts,
       const ExecutionContext& context);
  /// The same, parts as columns.
  Plan(const Expression& expression, const std::string& what, ValueTable& table,
       const ExecutionContext& context);

  const PlanNode& root() const { return root_; }
  /// The value for a pair; views live until `calls` is cleared or the table ends.
  Value evaluate(std::uint32_t left, std::uint32_t right, CallContext& calls) const;
  /// True if the value is TRUE: not FALSE, not NULL.
  bool holds(std::uint32_t left, std::uint32_t right, CallContext& calls) const;

 private:
  const ValueTable* table_;
  std::shared_ptr<ValueArena> constants_;
  PlanNode root_;
};

/// Evaluates a bound node.
Value evaluate_node(const PlanNode& node, const ValueTable& table, std::uint32_t left, std::uint32_t right,
                    CallContext& calls);

}  // namespace byname
