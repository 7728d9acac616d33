// SPDX-License-Identifier: Apache-2.0
#include "estimate/count_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.hpp"
#include "estimate/estimator.hpp"
#include "estimate/model_search.hpp"
#include "estimate/overlap_draws.hpp"
#include "estimate/refusal_text.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {
namespace {

/// An estimator is refused when models and draws without a finite estimate hold more than this share of the
/// mixture.
constexpr double kMaxRefusedShare = 0.1;
constexpr std::size_t kTablesPerChunk = 4;

std::vector<TableAnalysis> analyse_tables(const OverlapDraws& draws,
                                          const std::vector<LoglinearModel>& models,
                                          const ExecutionContext& context) {
  std::vector<TableAnalysis> analyses(draws.tables.size());
  context.begin_step("estimating those on no list", draws.tables.size());
  parallel_chunks(context, draws.tables.size(), kTablesPerChunk,
                  [&](std::size_t, std::size_t begin, std::size_t end) {
                    LoglinearFitter fitter(draws.num_lists);
                    for (std::size_t i = begin; i < end; ++i) {
                      analyses[i] = analyse_table(draws.tables[i], models, fitter);
                    }
                    context.advance(end - begin);
                  });
  return analyses;
}

UnseenAnswer pool(const OverlapDraws& draws, const std::vector<TableAnalysis>& analyses,
                  Estimator estimator) {
  UnseenAnswer pooled;
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    if (draws.weights[i] == 0) continue;
    const UnseenAnswer& answer = analyses[i].answers[static_cast<std::size_t>(estimator)];
    pooled.refused_share += draws.weights[i] * answer.refused_share;
    for (UnseenPart part : answer.parts) {
      part.weight *= draws.weights[i];
      pooled.parts.push_back(part);
    }
  }
  return pooled;
}

/// What the estimator says of the published partition alone.
void add_decided_diagnostics(ModelEstimate& estimate, const UnseenAnswer& decided) {
  double weight = 0;
  double unseen = 0;
  double best_weight = 0;
  double variance = 0;
  for (const UnseenPart& part : decided.parts) {
    weight += part.weight;
    unseen += part.weight * part.unseen;
    variance += part.weight * part.sd * part.sd;
    best_weight = std::max(best_weight, part.weight);
  }
  if (weight == 0) return;
  estimate.diagnostics.emplace_back("decided_unseen", unseen / weight);
  estimate.diagnostics.emplace_back("decided_sd_of_log", std::sqrt(variance / weight));
  if (decided.parts.size() > 1) {
    estimate.diagnostics.emplace_back("decided_models", static_cast<double>(decided.parts.size()));
    estimate.diagnostics.emplace_back("decided_best_weight", best_weight);
  }
}

void add_formula_diagnostics(ModelEstimate& estimate, Estimator estimator, const CaptureTable& decided) {
  if (estimator != Estimator::kChao && estimator != Estimator::kChaoSimple) return;
  estimate.diagnostics.emplace_back("f1", decided.captured_exactly[1]);
  estimate.diagnostics.emplace_back("f2", decided.captured_exactly[2]);
}

std::string formula_of_best(Estimator estimator, const std::vector<LoglinearModel>& models,
                            const TableAnalysis& decided, const CaptureTable& table) {
  if (decided.fitted.empty() || estimator > Estimator::kAicBest) return "";
  const bool is_bic = estimator == Estimator::kBicAverage || estimator == Estimator::kBicBest;
  const std::size_t best =
      best_model(decided.fitted, is_bic ? Criterion::kBic : Criterion::kAic, table.total);
  return model_formula(models[decided.fitted[best].model], table.num_lists);
}

/// Spread over the log-linear models within kSimilarDifference of the best, in the decided overlap.
void set_model_spread(UnseenEstimate& result, const TableAnalysis& decided, Criterion which, double total) {
  const double best = decided.fitted[best_model(decided.fitted, which, total)].criterion(which, total);
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  for (const FittedModel& each : decided.fitted) {
    if (each.estimability != Estimability::kEstimable) continue;
    if (each.criterion(which, total) > best + kSimilarDifference) continue;
    low = std::min(low, std::exp(each.fit.log_unseen));
    high = std::max(high, std::exp(each.fit.log_unseen));
  }
  if (low > high) return;
  result.spread_low = low;
  result.spread_high = high;
}

void set_estimate_spread(UnseenEstimate& result) {
  if (result.models.empty()) return;
  const auto [low, high] =
      std::minmax_element(result.models.begin(), result.models.end(),
                          [](const auto& a, const auto& b) { return a.unseen.estimate < b.unseen.estimate; });
  result.spread_low = low->unseen.estimate;
  result.spread_high = high->unseen.estimate;
}

void choose_headline(UnseenEstimate& result) {
  for (const std::string_view variant : {"aic-average", "bic-average"}) {
    const auto found = std::find_if(result.models.begin(), result.models.end(),
                                    [&](const ModelEstimate& model) { return model.variant == variant; });
    if (found == result.models.end()) continue;
    found->is_headline = true;
    result.headline = static_cast<int>(found - result.models.begin());
    result.assumption = found->assumption;
    return;
  }
}

std::string why_no_headline(const UnseenEstimate& result, int num_lists) {
  if (num_lists == 2) {
    return "Two lists give a number only if they are independent of one another, which two lists cannot "
           "show; at least "
           "three are needed for a headline.";
  }
  return result.refusals.empty() ? "" : result.refusals.front().reason;
}

void finish(UnseenEstimate& result, const OverlapDraws& draws, const std::vector<TableAnalysis>& analyses) {
  choose_headline(result);
  if (result.headline < 0) {
    result.assumption = why_no_headline(result, draws.num_lists);
    set_estimate_spread(result);
    return;
  }
  const bool is_bic = result.models[static_cast<std::size_t>(result.headline)].variant == "bic-average";
  set_model_spread(result, analyses.front(), is_bic ? Criterion::kBic : Criterion::kAic,
                   draws.tables.front().total);
  if (result.spread_high == 0) set_estimate_spread(result);
}

}  // namespace

UnseenEstimate estimate_unseen(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws,
                               const ExecutionContext& context) {
  UnseenEstimate result;
  const OverlapDraws grouped = group_draws(num_lists, decided, draws);
  if (grouped.num_lists < 2) {
    result.refusals.push_back(grouped.num_lists == 0 ? refuse_empty() : refuse_one_list());
    result.assumption = result.refusals.front().reason;
    return result;
  }
  const CaptureTable& table = grouped.tables.front();
  std::vector<LoglinearModel> models;
  if (grouped.num_lists >= 3) models = candidate_models(table);
  const std::vector<TableAnalysis> analyses = analyse_tables(grouped, models, context);
  for (const Estimator estimator : estimators_for(grouped.num_lists)) {
    const UnseenAnswer pooled = pool(grouped, analyses, estimator);
    if (pooled.parts.empty() || pooled.refused_share > kMaxRefusedShare) {
      result.refusals.push_back(refuse_estimator(estimator, table, pooled.refused_share));
      continue;
    }
    const EstimatorName name = estimator_name(estimator, grouped.num_lists);
    ModelEstimate estimate;
    estimate.family = name.family;
    estimate.variant = name.variant;
    estimate.unseen = mixture_interval(pooled.parts, false);
    estimate.total = mixture_interval(pooled.parts, true);
    estimate.model = formula_of_best(estimator, models, analyses.front(), table);
    estimate.assumption = assumption_text(estimator, grouped.num_lists);
    add_decided_diagnostics(estimate, analyses.front().answers[static_cast<std::size_t>(estimator)]);
    add_formula_diagnostics(estimate, estimator, table);
    if (pooled.refused_share > 0)
      estimate.diagnostics.emplace_back("share_not_estimable", pooled.refused_share);
    result.models.push_back(std::move(estimate));
  }
  finish(result, grouped, analyses);
  return result;
}

}  // namespace byname
