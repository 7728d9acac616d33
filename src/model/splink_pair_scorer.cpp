// SPDX-License-Identifier: Apache-2.0
#include "model/splink_pair_scorer.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

#include "base/error.hpp"
#include "expression/column_uses.hpp"

namespace byname {

namespace {

constexpr double kSmallestOdds = 1e-300;
constexpr double kLargestOdds = 1e300;

std::string lower_ascii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return text;
}

std::string place_of(const SplinkComparison& comparison, std::size_t level) {
  return fmt::format("level {} of comparison {}", level + 1, comparison.name);
}

bool is_adjusted(const SplinkComparison& comparison, std::size_t level) {
  const SplinkLevel& spec = comparison.levels[level];
  return !spec.tf_column.empty() && !spec.is_else && comparison.gammas[level] >= 0;
}

/// u of the level that the frequencies of a level's column are compared with.
double exact_u(const SplinkComparison& comparison, std::size_t level) {
  const SplinkLevel& spec = comparison.levels[level];
  if (spec.disables_exact_match_detection) return comparison.u_of(comparison.gammas[level]);
  const std::set<std::string> wanted = {lower_ascii(spec.tf_column)};
  for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
    if (comparison.gammas[i] < 0 || comparison.levels[i].is_else) continue;
    if (columns_equated(parse_expression(comparison.levels[i].condition, place_of(comparison, i))) == wanted)
      return comparison.u_of(comparison.gammas[i]);
  }
  throw DataError(
      fmt::format("the model cannot be used: {} is adjusted by the frequencies of {}, but no level of it is "
                  "the equality of that column. Add one, or set disable_tf_exact_match_detection",
                  place_of(comparison, level), spec.tf_column));
}

void add_column_names(const Expression& expression, std::vector<std::string>& names) {
  if (expression.kind == ExpressionKind::kColumn) {
    std::string name = expression.text;
    const bool is_of_record =
        !expression.qualifier.empty() || (name.size() > 2 && (name.ends_with("_l") || name.ends_with("_r")));
    if (is_of_record && expression.qualifier.empty()) name.resize(name.size() - 2);
    if (is_of_record) names.push_back(name);
  }
  for (const Expression& child : expression.children) add_column_names(child, names);
}

}  // namespace

SplinkPairScorer::SplinkPairScorer(const SplinkModel& model, const ColumnTypes& types,
                                   const FrequencyTables& frequencies)
    : model_(model), frequencies_(frequencies), pair_(2), prior_odds_(model.lambda / (1 - model.lambda)) {
  find_columns(types);
  for (const std::string& column : columns_) pair_.add_places(column);
  for (const SplinkComparison& comparison : model.comparisons) bind(comparison);
}

void SplinkPairScorer::find_columns(const ColumnTypes& types) {
  std::vector<std::string> names;
  std::vector<std::string> adjusting;
  for (const SplinkComparison& comparison : model_.comparisons) {
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      if (!level.is_else) add_column_names(parse_expression(level.condition, place_of(comparison, i)), names);
      if (!is_adjusted(comparison, i)) continue;
      names.push_back(level.tf_column);
      adjusting.push_back(level.tf_column);
    }
  }
  for (const std::string& name : names) {
    if (find_column(name)) continue;
    columns_.push_back(name);
    const auto type = std::find_if(types.begin(), types.end(), [&](const auto& each) {
      return lower_ascii(each.first) == lower_ascii(name);
    });
    types_.push_back(type == types.end() ? "VARCHAR" : type->second);
  }
  for (const std::string& name : adjusting) {
    const std::size_t column = *find_column(name);
    if (std::find(frequency_column_.begin(), frequency_column_.end(), column) == frequency_column_.end())
      frequency_column_.push_back(column);
  }
  for (const std::size_t column : frequency_column_) {
    columns_.push_back("tf_" + columns_[column]);
    types_.emplace_back("DOUBLE");
  }
}

std::optional<std::size_t> SplinkPairScorer::find_column(std::string_view name) const {
  std::optional<std::size_t> alike;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return i;
    if (!alike && lower_ascii(columns_[i]) == lower_ascii(std::string(name))) alike = i;
  }
  return alike;
}

int SplinkPairScorer::frequency_index(const std::string& column) const {
  const auto found =
      std::find(frequency_column_.begin(), frequency_column_.end(), find_column(column).value());
  return static_cast<int>(found - frequency_column_.begin());
}

void SplinkPairScorer::bind(const SplinkComparison& spec) {
  Comparison& comparison = comparisons_.emplace_back();
  comparison.spec = &spec;
  const ExecutionContext context;
  for (std::size_t i = 0; i < spec.levels.size(); ++i) {
    Level& level = comparison.levels.emplace_back();
    level.spec = &spec.levels[i];
    level.gamma = spec.gammas[i];
    if (level.gamma >= 0) level.bayes_factor = spec.m_of(level.gamma) / spec.u_of(level.gamma);
    if (is_adjusted(spec, i)) {
      level.frequency = frequency_index(level.spec->tf_column);
      level.exact_u = exact_u(spec, i);
    }
    if (level.spec->is_else) continue;
    const std::string what = place_of(spec, i);
    level.condition.emplace(parse_expression(level.spec->condition, what), what, pair_, RecordParts::kInPlace,
                            context);
  }
}

SplinkPairScorer::Record SplinkPairScorer::read(std::span<const std::optional<std::string>> cells) const {
  BYNAME_CHECK(cells.size() == columns_.size(), "{} cells for {} columns", cells.size(), columns_.size());
  Record record;
  record.values_.resize(columns_.size());
  CallContext calls;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i]) continue;
    record.values_[i] = types_[i] == "VARCHAR" ? record.arena_->text(*cells[i])
                                               : record.arena_->keep(read_cell(*cells[i], types_[i], calls));
  }
  finish(record);
  return record;
}

SplinkPairScorer::Record SplinkPairScorer::take(const ValueTable& table, std::uint32_t row) const {
  Record record;
  record.values_.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size() - frequency_column_.size(); ++i) {
    const auto column = table.find(columns_[i]);
    if (column) record.values_[i] = table.column(*column).at(row);
  }
  finish(record);
  return record;
}

void SplinkPairScorer::finish(Record& record) const {
  const std::size_t first = columns_.size() - frequency_column_.size();
  for (std::size_t k = 0; k < frequency_column_.size(); ++k) {
    const Value& given = record.values_[first + k];
    const Value& value = record.values_[frequency_column_[k]];
    const FrequencyTables::Table* table = frequencies_.find(columns_[frequency_column_[k]]);
    const double known = table == nullptr ? 0 : share_of(*table, value);
    record.frequencies_.push_back(given.is_number() ? given.as_double() : known);
  }
}

void SplinkPairScorer::set_pair(const Record& left, const Record& right) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    pair_.set_value(i, 0, left.values_[i]);
    pair_.set_value(i, 1, right.values_[i]);
  }
}

const SplinkPairScorer::Level* SplinkPairScorer::level_of(const Comparison& comparison) {
  for (const Level& level : comparison.levels) {
    const bool holds = !level.condition || level.condition->holds(0, 1, calls_);
    calls_.arena().clear();
    if (holds) return &level;
  }
  return nullptr;
}

FrequencyAdjustment SplinkPairScorer::adjustment(const Level& level, const Record& left,
                                                 const Record& right) const {
  const auto index = static_cast<std::size_t>(level.frequency);
  FrequencyAdjustment result;
  result.exact_u = level.exact_u;
  result.left = left.frequencies_[index];
  result.right = right.frequencies_[index];
  const double largest = std::max(result.left, result.right);
  if (largest == 0) return result;  // neither value is known
  result.used = std::max(largest, level.spec->tf_minimum_u);
  const double ratio = level.exact_u / result.used;
  result.multiplier = level.spec->tf_weight == 1 ? ratio : std::pow(ratio, level.spec->tf_weight);
  return result;
}

PairScore SplinkPairScorer::score_of(double odds) const {
  const double held = std::clamp(odds, kSmallestOdds, kLargestOdds);
  return {std::log2(held), model_.lambda >= 1 ? 1 : held / (1 + held)};
}

PairScore SplinkPairScorer::score(const Record& left, const Record& right) {
  set_pair(left, right);
  double odds = prior_odds_;
  for (const Comparison& comparison : comparisons_) {
    const Level* level = level_of(comparison);
    if (level == nullptr || level->gamma < 0) continue;
    odds *= level->bayes_factor;
    if (level->frequency >= 0) odds *= adjustment(*level, left, right).multiplier;
  }
  return score_of(odds);
}

PairExplanation SplinkPairScorer::explain(const Record& left, const Record& right) {
  set_pair(left, right);
  PairExplanation explanation;
  explanation.prior_odds = prior_odds_;
  double odds = prior_odds_;
  for (const Comparison& comparison : comparisons_) {
    ComparisonScore& part = explanation.comparisons.emplace_back();
    part.comparison = comparison.spec;
    const Level* level = level_of(comparison);
    if (level == nullptr) continue;
    part.level = level->spec;
    part.gamma = level->gamma;
    if (level->gamma < 0) continue;
    part.m = comparison.spec->m_of(level->gamma);
    part.u = comparison.spec->u_of(level->gamma);
    part.bayes_factor = level->bayes_factor;
    odds *= level->bayes_factor;
    if (level->frequency < 0) continue;
    part.frequency = adjustment(*level, left, right);
    part.frequency->column = columns_[frequency_column_[static_cast<std::size_t>(level->frequency)]];
    odds *= part.frequency->multiplier;
  }
  explanation.score = score_of(odds);
  return explanation;
}

}  // namespace byname
