// SPDX-License-Identifier: Apache-2.0
#include "compare/splink_comparer.hpp"

#include <algorithm>
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
  for (const SplinkComparison& spec : model.comparisons) add_comparison(spec, table, context);
  for (const SplinkRule& rule : model.rules) add_words_of_rule(rule, table, context);
  rows_.finish(table.num_records(), context);
}

void SplinkComparer::add_comparison(const SplinkComparison& spec, ValueTable& table,
                                    const ExecutionContext& context) {
  Comparison comparison;
  comparison.num_gammas = spec.num_gammas();
  for (std::size_t i = 0; i < spec.levels.size(); ++i) {
    const std::string what = fmt::format("level {} of comparison {}", i + 1, spec.name);
    const Expression expression =
        spec.levels[i].is_else ? true_expression() : parse_expression(spec.levels[i].condition, what);
    comparison.plans.emplace_back(expression, what, table, context);
    comparison.exact_column.push_back(exact_column_of(comparison.plans.back().root(), table));
    comparison.plus_one.push_back(static_cast<std::uint8_t>(spec.gammas[i] + 1));
  }
  comparison.steps = make_level_groups(comparison.plans, table, rows_);
  const std::uint8_t* level_values = comparison.plus_one.data();
  for (const LevelStep& step : comparison.steps) {
    const std::size_t levels_each = step.num_levels / step.operations.size();
    for (LaneOperation operation : step.operations) {
      operation.level_values = level_values;
      level_values += levels_each;
      comparison.operations.push_back(operation);
    }
  }
  bool is_followed_by_group = false;
  for (std::size_t i = comparison.operations.size(); i-- > 0;) {
    LaneOperation& operation = comparison.operations[i];
    if (is_followed_by_group) operation.waits_for = nullptr;
    is_followed_by_group |= operation.kind == LaneOperation::Kind::kGroup;
  }
  comparisons_.push_back(std::move(comparison));
}

void SplinkComparer::add_words_of_rule(const SplinkRule& rule, ValueTable& table,
                                       const ExecutionContext& context) {
  if (!rule.arrays_to_explode.empty()) return;
  const std::string what = "a blocking rule";
  const Plan plan(parse_expression(rule.condition, what), what, table, context);
  make_lane_condition(plan.root(), table, rows_);
}

void SplinkComparer::compare(const Lanes& lanes, std::uint64_t open, const std::vector<bool>& left_out,
                             LaneGammas& gammas, CallContext& calls) const {
  for (std::size_t k = 0; k < comparisons_.size(); ++k) {
    gammas.plus_one[k].fill(0);
    if (!left_out[k])
      lane_kernels().run(comparisons_[k].operations, lanes, open, gammas.plus_one[k].data(), calls, nullptr);
  }
}

SplinkComparer::Batch::Batch(const SplinkComparer& comparer)
    : looks_(kMostLooks, Look{{}, 0, LaneGammas(comparer.num_comparisons())}) {
  for (const Comparison& comparison : comparer.comparisons_)
    waiting_.emplace_back(comparison.operations.size());
}

void SplinkComparer::add(const Lanes& lanes, std::uint64_t open, const std::vector<bool>& left_out,
                         Batch& batch) const {
  Batch::Look& look = batch.looks_[batch.size_];
  look.lanes = lanes;
  look.open = open;
  for (std::size_t k = 0; k < comparisons_.size(); ++k) {
    std::uint8_t* values = look.gammas.plus_one[k].data();
    look.gammas.plus_one[k].fill(0);
    if (left_out[k]) continue;
    for (WaitingTexts& waiting : batch.waiting_[k]) waiting.begin_look(batch.size_);
    lane_kernels().run(comparisons_[k].operations, lanes, open, values, batch.calls_,
                       batch.waiting_[k].data());
  }
  ++batch.size_;
}

void SplinkComparer::settle(Batch& batch) const {
  for (std::size_t k = 0; k < comparisons_.size(); ++k) {
    // The last first: an earlier level takes a pair from the later ones.
    for (std::size_t i = comparisons_[k].operations.size(); i-- > 0;) {
      WaitingTexts& waiting = batch.waiting_[k][i];
      if (waiting.empty()) continue;
      const LaneOperation& operation = comparisons_[k].operations[i];
      operation.waits_for->settle(waiting, batch.texts_, [&](std::size_t look, std::size_t lane, int level) {
        batch.looks_[look].gammas.plus_one[k][lane] = operation.level_values[level];
      });
    }
  }
}

void SplinkComparer::compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                             Scratch& scratch, std::span<std::int8_t> gammas) const {
  const std::vector<bool> none_left_out(comparisons_.size(), false);
  for (std::size_t begin = 0; begin < left.size(); begin += RecordTile::kMostRecords) {
    const std::size_t size = std::min(RecordTile::kMostRecords, left.size() - begin);
    scratch.left.fill(left.subspan(begin, size));
    scratch.right.fill(right.subspan(begin, size));
    for (std::size_t at = 0; at < size; at += kLanes) {
      const Lanes lanes{&scratch.left, &scratch.right, at, at, std::min(kLanes, size - at), false};
      compare(lanes, first_lanes(lanes.count), none_left_out, scratch.gammas, scratch.calls);
      for (std::size_t i = 0; i < lanes.count; ++i) {
        for (std::size_t k = 0; k < comparisons_.size(); ++k)
          gammas[(begin + at + i) * comparisons_.size() + k] =
              static_cast<std::int8_t>(scratch.gammas.plus_one[k][i] - 1);
      }
    }
  }
}

}  // namespace byname
