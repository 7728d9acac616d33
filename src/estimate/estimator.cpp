// SPDX-License-Identifier: Apache-2.0
#include "estimate/estimator.hpp"

#include <fmt/format.h>

#include "estimate/heterogeneity.hpp"
#include "estimate/two_list.hpp"

namespace byname {
namespace {

constexpr std::string_view kPairsAssumption =
    "For a given person, being on one list says nothing about being on another, apart from the pairs of "
    "lists named in "
    "the model; no three lists go together beyond that, and everybody counted had some chance to be on every "
    "list. "
    "This cannot be tested from the lists.";

std::string chao_text(int num_lists) {
  if (num_lists == 2) {
    return "Assumes independent lists: being on one says nothing about being on the other. If the two lists "
           "were about "
           "equally easy to get on, people who differ in how easily they are found make it too low and never "
           "too high: "
           "f1^2 / (4 f2) from the persons on one list (f1) and on both (f2). This cannot be tested with two "
           "lists.";
  }
  return "A lower bound (Chao's bound with an effect of every list, \"Mth Chao (LB)\"): people may differ in "
         "how easily "
         "they are found, but being on one list must not make being on another likelier for other reasons, "
         "such as one "
         "list copying from another. Then the true number is at least this.";
}

std::string chao_simple_text(int num_lists) {
  return fmt::format(
      "Chao's simple formula f1^2 / (2 f2), from the persons on one list (f1) and on two (f2), made for very "
      "many lists; "
      "with {} lists of equal size it gives {}/{} of the bound, so it is shown for comparison with other "
      "studies only.",
      num_lists, num_lists, num_lists - 1);
}

}  // namespace

EstimatorName estimator_name(Estimator estimator, int num_lists) {
  switch (estimator) {
    case Estimator::kBicAverage:
      return {"loglinear", "bic-average"};
    case Estimator::kAicAverage:
      return {"loglinear", "aic-average"};
    case Estimator::kBicBest:
      return {"loglinear", "bic-best"};
    case Estimator::kAicBest:
      return {"loglinear", "aic-best"};
    case Estimator::kChao:
      return {num_lists == 2 ? "two-list" : "heterogeneity", "chao"};
    case Estimator::kChaoSimple:
      return {"heterogeneity", "chao-simple"};
    case Estimator::kChapman:
      return {"two-list", "chapman"};
  }
  return {};
}

std::vector<Estimator> estimators_for(int num_lists) {
  if (num_lists < 2) return {};
  if (num_lists == 2) return {Estimator::kChapman, Estimator::kChao};
  std::vector<Estimator> estimators = {Estimator::kBicAverage, Estimator::kAicAverage, Estimator::kBicBest,
                                       Estimator::kAicBest};
  if (num_lists <= kMaxListsOfChaoBound) estimators.push_back(Estimator::kChao);
  estimators.push_back(Estimator::kChaoSimple);
  return estimators;
}

std::string assumption_text(Estimator estimator, int num_lists) {
  switch (estimator) {
    case Estimator::kBicAverage:
    case Estimator::kAicAverage:
      return fmt::format("{} An average over models, each with its weight.", kPairsAssumption);
    case Estimator::kBicBest:
    case Estimator::kAicBest:
      return fmt::format("{} One model is taken as if it were known to be right.", kPairsAssumption);
    case Estimator::kChao:
      return chao_text(num_lists);
    case Estimator::kChaoSimple:
      return chao_simple_text(num_lists);
    case Estimator::kChapman:
      return "Assumes independent lists: being on one list says nothing about being on the other, and "
             "everybody had the "
             "same chance to be on each. If one list copies from the other it is too low; if the lists cover "
             "different "
             "people it is too high. This cannot be tested with two lists.";
  }
  return {};
}

TableAnalysis analyse_table(const CaptureTable& table, const std::vector<LoglinearModel>& models,
                            LoglinearFitter& fitter) {
  TableAnalysis analysis;
  const int num_lists = table.num_lists;
  if (num_lists >= 3) analysis.fitted = fit_models(table, models, fitter);
  const auto answer_of = [&](Estimator estimator) -> UnseenAnswer {
    switch (estimator) {
      case Estimator::kBicAverage:
        return average_model(table, analysis.fitted, Criterion::kBic);
      case Estimator::kAicAverage:
        return average_model(table, analysis.fitted, Criterion::kAic);
      case Estimator::kBicBest:
        return best_answer(table, analysis.fitted, Criterion::kBic);
      case Estimator::kAicBest:
        return best_answer(table, analysis.fitted, Criterion::kAic);
      case Estimator::kChao:
        return num_lists == 2 ? chao_moment(table, 0.5) : chao_lower_bound(table);
      case Estimator::kChaoSimple:
        return chao_moment(table, 1);
      case Estimator::kChapman:
        return chapman(table);
    }
    return {};
  };
  for (const Estimator estimator : estimators_for(num_lists)) {
    analysis.answers[static_cast<std::size_t>(estimator)] = answer_of(estimator);
  }
  return analysis;
}

}  // namespace byname
