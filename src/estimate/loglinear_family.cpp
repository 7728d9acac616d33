// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <memory>

#include "estimate/estimator_families.hpp"
#include "estimate/hierarchical_models.hpp"
#include "estimate/model_average.hpp"
#include "estimate/model_search.hpp"
#include "estimate/profile_interval.hpp"
#include "estimate/refusal_text.hpp"

namespace byname {
namespace {

constexpr int kMaxListsOfSlowSearch = 8;
/// With more overlaps than this, no more of thousands of models are tried in each.
constexpr std::size_t kManyTables = 20;
constexpr std::size_t kModelsOfManyTables = 500;

constexpr std::string_view kPairsAssumption =
    "For a given person, being on one list says nothing about being on another, apart from the pairs of "
    "lists named in the model; no three lists go together beyond that, and everybody counted had some chance "
    "to be on every list. This cannot be tested from the lists.";
constexpr std::string_view kAllAssumption =
    "For a given person, being on one list says nothing about being on another, apart from the sets of lists "
    "named in the model; those on no list follow the same pattern as those on some, and everybody counted "
    "had "
    "some chance to be on every list. This cannot be tested from the lists.";

constexpr std::string_view kPairsFamily = "loglinear-pairs";

std::vector<EstimatorVariant> pair_variants() {
  const std::string pooled = fmt::format(
      "{} The median over all models, each with its weight, so that no single model can carry it far off.",
      kPairsAssumption);
  return {{"bic-average", pooled, std::string(kPairsFamily)},
          {"aic-average", pooled, std::string(kPairsFamily)}};
}

std::vector<EstimatorVariant> variants_of(int max_order) {
  const std::string_view assumption = max_order == 2 ? kPairsAssumption : kAllAssumption;
  const std::string average = fmt::format("{} An average over models, each with its weight.", assumption);
  const std::string best = fmt::format("{} One model is taken as if it were known to be right.", assumption);
  return {{"bic-average", average}, {"aic-average", average}, {"bic-best", best}, {"aic-best", best}};
}

/// Of the models within kSimilarDifference of the best.
ModelSpread spread_of_similar(const std::vector<FittedModel>& fitted, Criterion which, double total) {
  const double best = fitted[best_model(fitted, which, total)].criterion(which, total);
  ModelSpread spread{std::numeric_limits<double>::infinity(), 0};
  for (const FittedModel& each : fitted) {
    if (!each.has_estimate() || each.criterion(which, total) > best + kSimilarDifference) continue;
    spread.low = std::min(spread.low, std::exp(each.fit.log_unseen));
    spread.high = std::max(spread.high, std::exp(each.fit.log_unseen));
  }
  return spread.low <= spread.high ? spread : ModelSpread();
}

struct LoglinearTable {
  const CaptureTable& table;
  const std::vector<LoglinearModel>& models;
  const std::vector<std::string>& lists;
  std::vector<FittedModel> fitted;

  std::string formula_of_best(Criterion which) const {
    return model_formula(models[fitted[best_model(fitted, which, table.total)].model], table.num_lists);
  }

  EstimatorAnswer average(Criterion which, bool is_mean) const {
    EstimatorAnswer answer;
    answer.unseen = average_model(table, fitted, which);
    answer.model = formula_of_best(which);
    if (answer.unseen.refused_share > 0) {
      answer.reason = loglinear_reason(table, lists, answer.unseen.refused_share);
      answer.needed = loglinear_need(table, lists);
    }
    if (answer.unseen.parts.empty()) return answer;
    double weight = 0;
    double unseen = 0;
    double best_weight = 0;
    for (const UnseenPart& part : answer.unseen.parts) {
      weight += part.weight;
      unseen += part.weight * part.unseen;
      best_weight = std::max(best_weight, part.weight);
    }
    if (is_mean) answer.point = unseen / weight;
    answer.diagnostics = {{"models", static_cast<double>(answer.unseen.parts.size())},
                          {"best_weight", best_weight}};
    answer.similar = spread_of_similar(fitted, which, table.total);
    return answer;
  }

  EstimatorAnswer best(Criterion which, LoglinearFitter& fitter) const {
    const FittedModel& chosen = fitted[best_model(fitted, which, table.total)];
    const LoglinearModel& model = models[chosen.model];
    if (!chosen.has_estimate())
      return refused_answer(loglinear_reason(table, lists, 1), loglinear_need(table, lists));
    const double unseen = std::exp(chosen.fit.log_unseen);
    const Interval limits = profile_interval(
        table.total, unseen, [&](double value) { return fitter.fit_with_unseen(table, model, value); });
    EstimatorAnswer answer;
    answer.unseen.parts = {part_with_limits(table.total, unseen, limits.low, limits.high)};
    answer.unseen.parts.front().model = static_cast<int>(chosen.model);
    answer.model = model_formula(model, table.num_lists);
    answer.diagnostics = {{"standard_error", unseen * std::sqrt(chosen.fit.variance + 1 / unseen)},
                          {"parameters", static_cast<double>(chosen.fit.num_parameters)}};
    return answer;
  }
};

using Models = std::shared_ptr<const std::vector<LoglinearModel>>;

Models models_of(const FamilyInput& input, int max_order) {
  const bool are_many = input.draws.tables.size() > kManyTables;
  return std::make_shared<const std::vector<LoglinearModel>>(candidate_models(
      input.draws.tables.front(), max_order, input.is_quick,
      are_many ? kModelsOfManyTables : std::numeric_limits<std::size_t>::max(), input.execution));
}

std::vector<EstimatorAnswer> pair_answers(const LoglinearTable& fitted) {
  return {fitted.average(Criterion::kBic, false), fitted.average(Criterion::kAic, false)};
}

std::vector<EstimatorAnswer> all_answers(const LoglinearTable& fitted, LoglinearFitter& fitter) {
  return {fitted.average(Criterion::kBic, true), fitted.average(Criterion::kAic, true),
          fitted.best(Criterion::kBic, fitter), fitted.best(Criterion::kAic, fitter)};
}

EstimatorFamily make_family(const FamilyInput& input, std::string name, int max_order) {
  EstimatorFamily family;
  family.family = std::move(name);
  family.variants = variants_of(max_order);
  family.answer = [models = models_of(input, max_order), lists = input.lists](const CaptureTable& table,
                                                                              const TableContext&) {
    LoglinearFitter fitter(table.num_lists);
    return all_answers({table, *models, lists, fit_models(table, *models, fitter)}, fitter);
  };
  return family;
}

}  // namespace

EstimatorFamily loglinear_family(const FamilyInput& input) {
  const int num_lists = input.draws.num_lists;
  if (num_lists < 3) return {};
  if (num_lists == 4) return make_family(input, "loglinear", 3);
  EstimatorFamily family;
  family.family = "loglinear";
  family.variants = pair_variants();
  for (EstimatorVariant& variant : variants_of(2)) family.variants.push_back(std::move(variant));
  family.answer = [models = models_of(input, 2), lists = input.lists](const CaptureTable& table,
                                                                      const TableContext&) {
    LoglinearFitter fitter(table.num_lists);
    const LoglinearTable fitted{table, *models, lists, fit_models(table, *models, fitter)};
    std::vector<EstimatorAnswer> answers = pair_answers(fitted);
    for (EstimatorAnswer& answer : all_answers(fitted, fitter)) answers.push_back(std::move(answer));
    return answers;
  };
  return family;
}

EstimatorFamily loglinear_pairs_family(const FamilyInput& input) {
  if (input.draws.num_lists != 4) return {};
  EstimatorFamily family;
  family.family = kPairsFamily;
  family.variants = pair_variants();
  family.answer = [models = models_of(input, 2), lists = input.lists](const CaptureTable& table,
                                                                      const TableContext&) {
    LoglinearFitter fitter(table.num_lists);
    return pair_answers({table, *models, lists, fit_models(table, *models, fitter)});
  };
  return family;
}

EstimatorFamily loglinear_all_family(const FamilyInput& input) {
  if (input.is_quick || input.draws.num_lists < 5 || input.draws.num_lists > kMaxListsOfSlowSearch) return {};
  return make_family(input, "loglinear-all", input.draws.num_lists - 1);
}

}  // namespace byname
