// SPDX-License-Identifier: Apache-2.0
#include "compare/splink_comparer.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>

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
    comparison.num_gammas = spec.num_gammas();
    std::vector<Plan> plans;
    for (std::size_t i = 0; i < spec.levels.size(); ++i) {
      const std::string what = fmt::format("level {} of comparison {}", i + 1, spec.name);
      const Expression expression =
          spec.levels[i].is_else ? true_expression() : parse_expression(spec.levels[i].condition, what);
      plans.emplace_back(expression, what, table, context);
      comparison.exact_column.push_back(exact_column_of(plans.back().root(), table));
      comparison.gammas.push_back(static_cast<std::int8_t>(spec.gammas[i]));
    }
    comparison.steps = make_level_groups(std::move(plans), table, rows_, context);
    comparisons_.push_back(std::move(comparison));
  }
  rows_.finish(table.num_records(), context);
}

void SplinkComparer::compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                             Scratch& scratch, std::span<std::int8_t> gammas) const {
  scratch.batch.fill(left, right, rows_);
  for (std::size_t k = 0; k < comparisons_.size(); ++k) compare_one(k, left.size(), scratch, gammas);
}

void SplinkComparer::compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                             const std::vector<bool>& left_out, Scratch& scratch,
                             std::span<std::int8_t> gammas) const {
  scratch.batch.fill(left, right, rows_);
  for (std::size_t k = 0; k < comparisons_.size(); ++k) {
    if (!left_out[k]) {
      compare_one(k, left.size(), scratch, gammas);
      continue;
    }
    for (std::size_t i = 0; i < left.size(); ++i) gammas[i * comparisons_.size() + k] = -1;
  }
}

void SplinkComparer::compare_one(std::size_t comparison, std::size_t num_pairs, Scratch& scratch,
                                 std::span<std::int8_t> gammas) const {
  const Comparison& compared = comparisons_[comparison];
  scratch.levels.assign(num_pairs, std::int8_t{-1});
  scratch.open.level = scratch.levels;
  scratch.open.places.resize(num_pairs);
  std::iota(scratch.open.places.begin(), scratch.open.places.end(), std::uint16_t{0});
  std::size_t level = 0;
  for (const LevelStep& step : compared.steps) {
    if (scratch.open.places.empty()) break;
    step.group->decide(scratch.batch, static_cast<std::int8_t>(level), scratch.open, scratch.calls);
    level += step.num_levels;
  }
  for (std::size_t i = 0; i < num_pairs; ++i) {
    const std::int8_t taken = scratch.levels[i];
    gammas[i * comparisons_.size() + comparison] =
        taken < 0 ? std::int8_t{-1} : compared.gammas[static_cast<std::size_t>(taken)];
  }
}

}  // namespace byname
