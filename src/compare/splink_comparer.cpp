// SPDX-License-Identifier: Apache-2.0
#include "compare/splink_comparer.hpp"

#include <fmt/format.h>

namespace byname {

namespace {

/// The column of a condition a_l = a_r, or nothing.
std::optional<std::size_t> exact_column_of(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=") return std::nullopt;
  const PlanNode& a = node.children[0];
  const PlanNode& b = node.children[1];
  if (a.kind != PlanKind::kColumn || b.kind != PlanKind::kColumn || a.column != b.column ||
      a.is_right == b.is_right || table.column(a.column).name.empty())
    return std::nullopt;
  return a.column;
}

Expression true_expression() {
  Expression expression;
  expression.kind = ExpressionKind::kBoolean;
  expression.text = "true";
  return expression;
}

}  // namespace

SplinkComparer::SplinkComparer(const SplinkModel& model, ValueTable& table, const ExecutionContext& context) {
  for (const SplinkComparison& spec : model.comparisons) {
    Comparison comparison;
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < spec.levels.size(); ++i) {
      const std::string what = fmt::format("level {} of comparison {}", i + 1, spec.name);
      const Expression expression =
          spec.levels[i].is_else ? true_expression() : parse_expression(spec.levels[i].condition, what);
      plans.emplace_back(expression, what, table, context);
      comparison.exact_column.push_back(exact_column_of(plans.back().root(), table));
      comparison.gammas.push_back(static_cast<std::int8_t>(spec.gammas[i]));
    }
    comparison.steps = make_level_groups(std::move(plans), table, context);
    comparisons_.push_back(std::move(comparison));
  }
}

void SplinkComparer::compare(std::uint32_t left, std::uint32_t right, CallContext& calls,
                             std::span<std::int8_t> gammas) const {
  for (std::size_t k = 0; k < comparisons_.size(); ++k) {
    gammas[k] = -1;
    std::size_t level = 0;
    for (const LevelStep& step : comparisons_[k].steps) {
      const int found = step.group->first_true(left, right, calls);
      if (found != LevelGroup::kNone) {
        gammas[k] = comparisons_[k].gammas[level + static_cast<std::size_t>(found)];
        break;
      }
      level += step.num_levels;
    }
  }
}

}  // namespace byname
