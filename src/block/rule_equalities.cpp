// SPDX-License-Identifier: Apache-2.0
#include "block/rule_equalities.hpp"

#include <algorithm>

namespace byname {

namespace {

/// The parts of a conjunction, in the order written.
void flatten(const Expression& expression, std::vector<const Expression*>& parts) {
  if (expression.kind != ExpressionKind::kBinary || expression.text != "and") {
    parts.push_back(&expression);
    return;
  }
  for (const Expression& child : expression.children) flatten(child, parts);
}

/// Takes the sides off all columns.
void forget_sides(Expression& expression) {
  if (expression.kind == ExpressionKind::kColumn) expression.qualifier.clear();
  for (Expression& child : expression.children) forget_sides(child);
}

std::string one_sided_text(Expression expression) {
  forget_sides(expression);
  return expression_text(expression);
}

/// False where a column holds values of different kinds, whose equality is not that of their numbers.
bool has_one_kind(const ValueColumn& column) {
  std::optional<ValueType> kind;
  for (const Value& value : column.values) {
    if (value.is_null()) continue;
    const ValueType type = value.is_number() ? ValueType::kDouble : value.type;
    if (kind && *kind != type) return false;
    kind = type;
  }
  return true;
}

/// The column that a condition wants equal on both sides, if it is nothing but that.
std::optional<std::size_t> equal_column(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=") return std::nullopt;
  const PlanNode& a = node.children[0];
  const PlanNode& b = node.children[1];
  const bool is_same = a.kind == PlanKind::kColumn && b.kind == PlanKind::kColumn && a.column == b.column &&
                       a.is_right != b.is_right;
  return is_same && has_one_kind(table.column(a.column)) ? std::optional(a.column) : std::nullopt;
}

}  // namespace

RuleEqualities rule_equalities(const SplinkRule& rule, const std::string& what, ValueTable& table,
                               const ExecutionContext& context) {
  RuleEqualities result;
  const Expression expression = parse_expression(rule.condition, what);
  result.is_whole = rule.arrays_to_explode.empty();
  if (!result.is_whole) return result;
  std::vector<const Expression*> parts;
  flatten(expression, parts);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const Expression* part : parts) {
    const Plan plan(*part, what, table, context);
    const auto column = equal_column(plan.root(), table);
    if (column) found.emplace_back(*column, one_sided_text(part->children[0]));
    const PlanNode& root = plan.root();
    const bool says_nothing = root.kind == PlanKind::kConstant && root.constant.is_true();
    result.is_whole = result.is_whole && (column || says_nothing);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [column, text] : found) {
    if (!result.columns.empty() && result.columns.back() == column) continue;
    result.columns.push_back(column);
    result.texts.push_back(std::move(text));
  }
  return result;
}

RecordBlocks split_by_rule(RecordBlocks blocks, const RuleEqualities& rule, const ValueTable& table,
                           const std::vector<std::size_t>& known) {
  for (const std::size_t column : rule.columns) {
    if (std::find(known.begin(), known.end(), column) != known.end()) continue;
    blocks = split_blocks(blocks, table.column(column));
  }
  return blocks;
}

}  // namespace byname
