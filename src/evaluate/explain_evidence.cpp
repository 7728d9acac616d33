// SPDX-License-Identifier: Apache-2.0
#include "evaluate/explain_evidence.hpp"

#include <algorithm>
#include <cmath>

#include "cluster/constraints.hpp"
#include "cluster/trained_model.hpp"
#include "compare/pair_comparer.hpp"
#include "model/calibration_curve.hpp"
#include "model/score_table.hpp"
#include "model/term_frequency.hpp"
#include "spec/comparison_levels.hpp"

namespace byname {

namespace {

const double kNat = 1 / std::log(2.0);  // bits in a nat

const RecordColumn& column_named(const RecordTable& records, const std::string& name) {
  for (const RecordColumn& column : records.columns) {
    if (column.name == name) return column;
  }
  throw DataError(fmt::format(
      "records.parquet has no column {}, which model.json compares. Run byname count again.", name));
}

std::uint64_t pattern_of(const PatternCode& code, const std::vector<int>& gammas) {
  std::uint64_t pattern = 0;
  for (std::size_t k = 0; k < gammas.size(); ++k)
    pattern += static_cast<std::uint64_t>(gammas[k] + 1) * code.stride(k);
  return pattern;
}

ExplainedComparison explain_comparison(const ComparisonSpec& comparison, const RecordColumn& column,
                                       std::uint32_t left, std::uint32_t right, int gamma) {
  ExplainedComparison explained;
  explained.name = comparison.name;
  explained.role = comparison.role;
  explained.left_raw = column.raw.at(left);
  explained.right_raw = column.raw.at(right);
  explained.left_comparable = column.comparable.at(left);
  explained.right_comparable = column.comparable.at(right);
  const LevelSpec& level = comparison.level(gamma);
  explained.level = level.label;
  explained.is_missing = level.is_null;
  if (level.is_null) return explained;
  explained.m = level.m;
  explained.u = level.u;
  explained.weight = std::log2(level.m / level.u);
  return explained;
}

void mark_swap(std::vector<ExplainedComparison>& comparisons) {
  const bool is_swapped = std::any_of(comparisons.begin(), comparisons.end(), [](const auto& comparison) {
    return comparison.level == kSwappedLabel;
  });
  if (!is_swapped) return;
  for (ExplainedComparison& comparison : comparisons)
    comparison.is_swap_part = comparison.role == Role::kFamily && comparison.is_missing;
}

void mark_vetoes(const ModelSpec& model, const std::vector<int>& gammas,
                 std::vector<ExplainedComparison>& comparisons) {
  const RuleVetoes vetoes(model, parameters_of(model), model.veto_error);
  for (std::size_t k = 0; k < comparisons.size(); ++k) {
    comparisons[k].is_veto = vetoes.bars_gamma(k, gammas[k]);
    comparisons[k].is_certain = gammas[k] >= 0 && model.comparisons[k].level(gammas[k]).is_certain_veto;
  }
}

}  // namespace

ComparedPair compare_anew(const ModelSpec& model, const RecordTable& records,
                          std::span<const std::uint32_t> person_of, std::uint32_t left, std::uint32_t right,
                          const ExecutionContext& context) {
  context.begin_step("comparing the two mentions", 0);
  const PairComparer comparer(model, records, context);
  const std::uint64_t pattern = comparer.pattern(left, right);
  ComparedPair pair;
  for (std::size_t k = 0; k < comparer.num_comparisons(); ++k)
    pair.gammas.push_back(comparer.code().gamma(pattern, k));
  std::vector<std::uint32_t> size(records.num_records() + 1, 0);
  for (const std::uint32_t person : person_of) ++size[person];
  std::vector<float> weight;
  for (const std::uint32_t person : person_of) weight.push_back(1.0f / static_cast<float>(size[person]));
  TermFrequencies frequencies(model, comparer, context);
  frequencies.update(weight, parameters_of(model), context);
  pair.rarity = frequencies.adjustment(left, right, pattern);
  return pair;
}

void explain_evidence(const ModelSpec& model, const RecordTable& records, std::uint32_t left,
                      std::uint32_t right, const std::vector<int>& gammas, std::optional<double> known_weight,
                      double rarity_nats, Explanation& explanation) {
  double compared = 0;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const ComparisonSpec& comparison = model.comparisons[k];
    const RecordColumn& column = column_named(records, comparison.columns[0]);
    explanation.comparisons.push_back(explain_comparison(comparison, column, left, right, gammas[k]));
    compared += explanation.comparisons.back().weight;
  }
  mark_swap(explanation.comparisons);
  mark_vetoes(model, gammas, explanation.comparisons);
  const PatternCode code(model);
  const ScoreTable table(code, {pattern_of(code, gammas)}, parameters_of(model));
  const double typical = kNat * table.log_ratio(0, 0);
  explanation.start = kNat * table.log_odds_lambda();
  explanation.correlation = typical - compared;
  explanation.weight =
      known_weight ? *known_weight : explanation.start + kNat * table.log_ratio(0, rarity_nats);
  explanation.rarity = explanation.weight - explanation.start - typical;
  explanation.probability =
      1 / (1 + std::exp(-calibrated_log_odds(model.calibration, explanation.weight / kNat)));
}

}  // namespace byname
