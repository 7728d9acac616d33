// SPDX-License-Identifier: Apache-2.0
#include "estimate/family_answers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/parallel.hpp"

namespace byname {
namespace {

constexpr std::size_t kTablesPerChunk = 4;
/// Below so many overlaps a family uses the threads itself, one overlap after another.
constexpr std::size_t kFewTables = 8;

std::vector<std::size_t> draws_asked(std::size_t num_draws, std::size_t max_draws) {
  const std::size_t num_asked = std::min(num_draws, max_draws);
  std::vector<std::size_t> asked(num_asked);
  for (std::size_t i = 0; i < num_asked; ++i) asked[i] = i * num_draws / num_asked;
  return asked;
}

/// The overlaps to ask about, each once: the decided one first.
std::vector<std::size_t> choose_tables(FamilyAnswers& result, const OverlapDraws& draws,
                                       std::size_t max_draws) {
  std::vector<std::size_t> tables = {0};
  std::map<std::size_t, std::size_t> place = {{0, 0}};
  result.weights = {0};
  const std::vector<std::size_t> asked = draws_asked(draws.table_of_draw.size(), max_draws);
  for (const std::size_t draw : asked) {
    const auto [found, is_new] = place.emplace(draws.table_of_draw[draw], tables.size());
    if (is_new) {
      tables.push_back(found->first);
      result.weights.push_back(0);
    }
    result.weights[found->second] += 1 / static_cast<double>(asked.size());
    result.answer_of_draw.push_back(found->second);
  }
  return tables;
}

double log_of(double unseen) { return std::log(std::max(unseen, 0.5)); }

struct Moments {
  double weight = 0, sum = 0, squares = 0;
  void add(double w, double value) {
    weight += w;
    sum += w * value;
    squares += w * value * value;
  }
  double mean() const { return sum / weight; }
  double variance() const { return std::max(0.0, squares / weight - mean() * mean()); }
};

/// Of values with weights above 0; there is one at least.
double weighted_median(std::vector<std::pair<double, double>> values) {
  double weight = 0;
  for (const auto& [value, its_weight] : values) weight += its_weight;
  std::sort(values.begin(), values.end());
  double below = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    below += values[i].second;
    if (below > 0.5 * weight + 1e-12) return values[i].first;
    if (below > 0.5 * weight - 1e-12 && i + 1 < values.size())
      return (values[i].first + values[i + 1].first) / 2;
  }
  return values.back().first;
}

/// Median of the estimates of the draws, where the estimator has points of its own.
double median_point(const FamilyAnswers& answers, std::size_t variant, double UnseenPart::* named) {
  std::vector<std::pair<double, double>> points;
  for (std::size_t i = 0; i < answers.answers.size(); ++i) {
    const EstimatorAnswer& answer = answers.answers[i][variant];
    if (answers.weights[i] == 0 || answer.unseen.parts.empty()) continue;
    const double added = named == nullptr ? 0 : answer.unseen.parts.front().*named;
    points.emplace_back(point_of(answer) + added, answers.weights[i]);
  }
  return weighted_median(std::move(points));
}

/// Medians over the draws. The decided overlap is none of them: it may be far from all.
ModelSpread median_spread(const FamilyAnswers& answers, std::size_t variant) {
  std::vector<std::pair<double, double>> low, high;
  for (std::size_t i = 0; i < answers.answers.size(); ++i) {
    const ModelSpread& similar = answers.answers[i][variant].similar;
    if (answers.weights[i] == 0 || similar.high == 0) continue;
    low.emplace_back(similar.low, answers.weights[i]);
    high.emplace_back(similar.high, answers.weights[i]);
  }
  if (low.empty()) return {};
  return {weighted_median(std::move(low)), weighted_median(std::move(high))};
}

}  // namespace

double point_of(const EstimatorAnswer& answer) {
  return answer.point >= 0 ? answer.point : mixture_quantile(answer.unseen.parts, 0.5, false);
}

FamilyAnswers ask_family(const EstimatorFamily& family, const OverlapDraws& draws, std::uint64_t stratum,
                         const ExecutionContext& context) {
  FamilyAnswers result;
  result.family = family.family;
  result.variants = family.variants;
  const std::vector<std::size_t> tables = choose_tables(result, draws, family.max_draws);
  result.answers.resize(tables.size());
  const auto ask = [&](std::size_t i, const ExecutionContext& execution) {
    const TableContext place{execution, stratum, tables[i], tables.size()};
    result.answers[i] = family.answer(draws.tables[tables[i]], place);
    BYNAME_CHECK(result.answers[i].size() == family.variants.size(), "{} gave {} answers for {} variants",
                 family.family, result.answers[i].size(), family.variants.size());
  };
  if (tables.size() < kFewTables) {
    for (std::size_t i = 0; i < tables.size(); ++i) ask(i, context);
    return result;
  }
  ExecutionContext alone = context;
  alone.num_threads = 1;
  parallel_chunks(context, tables.size(), kTablesPerChunk,
                  [&](std::size_t, std::size_t begin, std::size_t end) {
                    for (std::size_t i = begin; i < end; ++i) ask(i, alone);
                  });
  return result;
}

EstimatorPlace find_estimator(const std::vector<FamilyAnswers>& families, std::string_view family,
                              std::string_view variant) {
  for (const FamilyAnswers& answers : families) {
    for (std::size_t i = 0; i < answers.variants.size(); ++i) {
      if (answers.family_of(i) == family && answers.variants[i].variant == variant) return {&answers, i};
    }
  }
  return {};
}

UnseenAnswer pooled_answer(const FamilyAnswers& answers, std::size_t variant) {
  UnseenAnswer pooled;
  for (std::size_t i = 0; i < answers.answers.size(); ++i) {
    if (answers.weights[i] == 0) continue;
    const UnseenAnswer& answer = answers.answers[i][variant].unseen;
    pooled.refused_share += answers.weights[i] * answer.refused_share;
    for (UnseenPart part : answer.parts) {
      part.weight *= answers.weights[i];
      pooled.parts.push_back(part);
    }
  }
  return pooled;
}

ModelEstimate pooled_estimate(const FamilyAnswers& answers, std::size_t variant, const UnseenAnswer& pooled) {
  const EstimatorAnswer& decided = answers.answers.front()[variant];
  ModelEstimate estimate;
  estimate.family = answers.family_of(variant);
  estimate.variant = answers.variants[variant].variant;
  estimate.assumption = answers.variants[variant].assumption;
  estimate.model = decided.model;
  estimate.unseen = mixture_interval(pooled.parts, false);
  estimate.total = mixture_interval(pooled.parts, true);
  if (decided.point >= 0) {
    estimate.unseen.estimate = median_point(answers, variant, nullptr);
    estimate.total.estimate = median_point(answers, variant, &UnseenPart::named);
  }
  estimate.similar = median_spread(answers, variant);
  estimate.variance = variance_parts(answers, variant);
  if (!decided.unseen.parts.empty()) estimate.diagnostics.emplace_back("decided_unseen", point_of(decided));
  for (const auto& diagnostic : decided.diagnostics) estimate.diagnostics.push_back(diagnostic);
  if (pooled.refused_share > 0)
    estimate.diagnostics.emplace_back("share_not_estimable", pooled.refused_share);
  return estimate;
}

VarianceParts variance_parts(const FamilyAnswers& answers, std::size_t variant) {
  VarianceParts parts;
  Moments between_draws;
  for (std::size_t i = 0; i < answers.answers.size(); ++i) {
    const EstimatorAnswer& answer = answers.answers[i][variant];
    if (answers.weights[i] == 0 || answer.unseen.parts.empty()) continue;
    std::map<int, Moments> models;
    double spread = 0;
    double weight = 0;
    for (const UnseenPart& part : answer.unseen.parts) {
      models[part.model].add(part.weight, log_of(part.unseen));
      spread += part.weight * (part.sd * part.sd + part.upper_sd() * part.upper_sd()) / 2;
      weight += part.weight;
    }
    Moments between_models;
    for (const auto& [model, moments] : models) {
      between_models.add(moments.weight, moments.mean());
      spread += moments.weight * moments.variance();
    }
    parts.sampling += answers.weights[i] * spread / weight;
    parts.model += answers.weights[i] * between_models.variance();
    between_draws.add(answers.weights[i], between_models.mean());
  }
  if (between_draws.weight == 0) return {};
  parts.sampling /= between_draws.weight;
  parts.model /= between_draws.weight;
  parts.linkage = between_draws.variance();
  return parts;
}

}  // namespace byname
