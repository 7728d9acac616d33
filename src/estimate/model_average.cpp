// SPDX-License-Identifier: Apache-2.0
#include "estimate/model_average.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace byname {
namespace {

UnseenPart part_of(const CaptureTable& table, const FittedModel& fitted, double weight) {
  const double unseen = std::exp(fitted.fit.log_unseen);
  return {
      weight, table.total, unseen, log_sd(fitted.fit.variance, unseen), -1, static_cast<int>(fitted.model)};
}

double best_criterion(const std::vector<FittedModel>& fitted, Criterion which, double total) {
  double best = std::numeric_limits<double>::infinity();
  for (const FittedModel& each : fitted) best = std::min(best, each.criterion(which, total));
  return best;
}

/// What the best models met so far ask of the others.
struct BestSoFar {
  double log_total = 0;
  double aic = std::numeric_limits<double>::infinity();
  double bic = std::numeric_limits<double>::infinity();

  void update(const LoglinearFit& fit, double total) {
    aic = std::min(aic, fit.aic());
    bic = std::min(bic, fit.bic(total));
  }
  /// Likelihood below which a model is negligible by both criteria.
  double likelihood_needed(int num_parameters) const {
    return std::min(num_parameters - (aic + kNegligibleDifference) / 2,
                    (log_total * num_parameters - bic - kNegligibleDifference) / 2);
  }
};

/// The smallest model that contains all of these.
LoglinearModel union_of(const std::vector<LoglinearModel>& models, const std::vector<FittedModel>& fitted) {
  std::set<std::uint32_t> terms;
  for (const FittedModel& each : fitted)
    terms.insert(models[each.model].terms.begin(), models[each.model].terms.end());
  return {{terms.begin(), terms.end()}};
}

}  // namespace

std::vector<FittedModel> fit_models(const CaptureTable& table, const std::vector<LoglinearModel>& models,
                                    LoglinearFitter& fitter) {
  std::vector<FittedModel> fitted;
  BestSoFar best{std::log(table.total)};
  for (std::size_t i = 0; i < models.size(); ++i) {
    const double needed =
        best.likelihood_needed(1 + table.num_lists + static_cast<int>(models[i].terms.size()));
    const LoglinearFit fit = fitter.fit(table, models[i], needed);
    if (fit.log_likelihood < needed) continue;
    fitted.push_back({i, fit, {}});
    best.update(fit, table.total);
  }
  std::erase_if(fitted, [&](const FittedModel& each) {
    return each.fit.log_likelihood < best.likelihood_needed(each.fit.num_parameters);
  });
  if (all_submodels_estimable(table, union_of(models, fitted))) return fitted;
  for (FittedModel& each : fitted) each.estimability = check_estimability(table, models[each.model]);
  return fitted;
}

bool FittedModel::has_estimate() const {
  return estimability == Estimability::kEstimable && fit.converged && std::isfinite(fit.log_unseen) &&
         std::isfinite(fit.variance);
}

UnseenAnswer average_model(const CaptureTable& table, const std::vector<FittedModel>& fitted,
                           Criterion which) {
  const double best = best_criterion(fitted, which, table.total);
  UnseenAnswer answer;
  double total_weight = 0;
  for (const FittedModel& each : fitted) {
    const double difference = each.criterion(which, table.total) - best;
    if (!(difference <= kNegligibleDifference)) continue;
    const double weight = std::exp(-difference / 2);
    total_weight += weight;
    if (each.has_estimate()) {
      answer.parts.push_back(part_of(table, each, weight));
    } else {
      answer.refused_share += weight;
    }
  }
  for (UnseenPart& part : answer.parts) part.weight /= total_weight;
  answer.refused_share /= total_weight;
  return answer;
}

std::size_t best_model(const std::vector<FittedModel>& fitted, Criterion which, double total) {
  const auto best =
      std::min_element(fitted.begin(), fitted.end(), [&](const FittedModel& a, const FittedModel& b) {
        return a.criterion(which, total) < b.criterion(which, total);
      });
  return static_cast<std::size_t>(best - fitted.begin());
}

}  // namespace byname
