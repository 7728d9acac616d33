// SPDX-License-Identifier: Apache-2.0
#include "estimate/strata_sum.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>

#include "base/hash.hpp"
#include "base/random.hpp"
#include "estimate/refusal_text.hpp"

namespace byname {
namespace {

constexpr std::size_t kValues = 20000;     // in all
constexpr std::size_t kFewestValues = 20;  // a draw of the linkage

using Key = std::pair<std::string, std::string>;

/// The estimators in the order in which the strata show them.
std::vector<Key> all_keys(const std::vector<std::vector<FamilyAnswers>>& families) {
  std::vector<Key> keys;
  for (const auto& of_stratum : families) {
    for (const FamilyAnswers& answers : of_stratum) {
      for (std::size_t variant = 0; variant < answers.variants.size(); ++variant) {
        const Key key{answers.family_of(variant), answers.variants[variant].variant};
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
      }
    }
  }
  return keys;
}

double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of(std::vector<double>& values, std::vector<double>& points) {
  std::sort(values.begin(), values.end());
  std::sort(points.begin(), points.end());
  return {quantile(points, 0.5), quantile(values, 0.025), quantile(values, 0.975)};
}

/// Mean and variance of log sums, by draw.
struct LogSums {
  double sum = 0, squares = 0;
  std::size_t number = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
    ++number;
  }
  double mean() const { return sum / static_cast<double>(number); }
  double variance() const { return std::max(0.0, squares / static_cast<double>(number) - mean() * mean()); }
};

class StrataSum {
 public:
  StrataSum(const Key& key, std::vector<EstimatorPlace> places, std::uint64_t seed)
      : places_(std::move(places)), seed_(seed), key_(hash64(key.first + " " + key.second)) {}

  /// False where a draw leaves a stratum without an answer.
  void run() {
    num_draws_ = places_.front().num_draws();
    for (const EstimatorPlace& place : places_) num_draws_ = std::min(num_draws_, place.num_draws());
    const std::size_t num_values = std::max(kFewestValues, kValues / num_draws_);
    for (std::size_t draw = 0; draw < num_draws_; ++draw) add_draw(draw, num_values);
  }

  Interval unseen() { return interval_of(unseen_, unseen_points_); }
  Interval total() { return interval_of(total_, total_points_); }
  /// Sampling and model together stand under sampling: within a draw the sums mix both.
  VarianceParts variance() const { return {within_.mean(), 0, between_.variance()}; }

 private:
  void add_draw(std::size_t draw, std::size_t num_values) {
    std::vector<const EstimatorAnswer*> answers;
    double named = 0;
    double point = 0;
    for (const EstimatorPlace& place : places_) {
      const EstimatorAnswer& answer = place.answer_of(draw, num_draws_);
      if (answer.unseen.parts.empty()) return;
      answers.push_back(&answer);
      named += answer.unseen.parts.front().named;
      point += point_of(answer);
    }
    unseen_points_.push_back(point);
    total_points_.push_back(named + point);
    RandomStream random(seed_, RandomStage::kEstimate, key_, draw, 1);
    LogSums logs;
    for (std::size_t i = 0; i < num_values; ++i) {
      double sum = 0;
      for (const EstimatorAnswer* answer : answers) {
        const double uniform = random.uniform();
        sum += value_of_mixture(answer->unseen.parts, uniform, draw_normal(random));
      }
      unseen_.push_back(sum);
      total_.push_back(named + sum);
      logs.add(std::log(std::max(sum, 0.5)));
    }
    within_.add(logs.variance());
    between_.add(logs.mean());
  }

  std::vector<EstimatorPlace> places_;
  std::size_t num_draws_ = 0;  ///< of the stratum that was asked about the fewest
  std::uint64_t seed_;
  std::uint64_t key_;
  std::vector<double> unseen_, total_, unseen_points_, total_points_;
  LogSums within_, between_;
};

const Refusal* find_refusal(const UnseenEstimate& estimate, const Key& key) {
  for (const Refusal& refusal : estimate.refusals) {
    if (refusal.family == "all" || (refusal.family == key.first && refusal.variant == key.second))
      return &refusal;
  }
  return nullptr;
}

/// Why an estimator has no sum, or nothing.
std::optional<Refusal> refusal_of_sum(const Key& key, const std::vector<StratumEstimate>& strata,
                                      const std::vector<std::vector<FamilyAnswers>>& families) {
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (const Refusal* refusal = find_refusal(strata[i].unseen, key)) {
      return Refusal{key.first, key.second, fmt::format("in {}: {}", strata[i].name, refusal->reason),
                     refusal->needed};
    }
    if (find_estimator(families[i], key.first, key.second).answers == nullptr) {
      return Refusal{key.first, key.second,
                     fmt::format("not estimable, because {} has {} lists, for which it is not made",
                                 strata[i].name, strata[i].unseen.lists.size()),
                     "strata with as many lists as it needs: strata put together"};
    }
  }
  return std::nullopt;
}

/// Share of the draws of the linkage of which an estimator has no estimate or models without one.
double share_of_refused_draws(const FamilyAnswers& answers, std::size_t variant) {
  double share = 0;
  for (std::size_t i = 0; i < answers.answers.size(); ++i) {
    if (answers.answers[i][variant].unseen.refused_share > 0) share += answers.weights[i];
  }
  return share;
}

}  // namespace

Refusal refusal_of(const FamilyAnswers& answers, std::size_t variant) {
  Refusal refusal{answers.family_of(variant), answers.variants[variant].variant, "", ""};
  for (const auto& of_table : answers.answers) {
    const EstimatorAnswer& answer = of_table[variant];
    if (answer.unseen.refused_share == 0) continue;
    refusal.reason =
        answer.reason.empty()
            ? "not estimable, because models that hold much of the weight have no finite estimate"
            : answer.reason;
    refusal.needed =
        answer.needed.empty() ? "more persons on two lists or more, or fewer lists" : answer.needed;
    break;
  }
  refusal.reason = share_reason(refusal.reason, share_of_refused_draws(answers, variant));
  return refusal;
}

UnseenEstimate sum_over_strata(const EstimateInput& input, const std::vector<StratumEstimate>& strata,
                               const std::vector<std::vector<FamilyAnswers>>& families,
                               const ExecutionContext& context) {
  UnseenEstimate result;
  result.lists = input.lists;
  std::vector<Key> keys = all_keys(families);
  if (keys.empty()) keys.emplace_back("all", "all");
  for (const Key& key : keys) {
    context.check_cancelled();
    if (auto refusal = refusal_of_sum(key, strata, families)) {
      result.refusals.push_back(std::move(*refusal));
      continue;
    }
    std::vector<EstimatorPlace> places;
    for (const auto& of_stratum : families)
      places.push_back(find_estimator(of_stratum, key.first, key.second));
    const EstimatorVariant& variant = places.front().answers->variants[places.front().variant];
    StrataSum sum(key, std::move(places), context.seed);
    sum.run();
    ModelEstimate estimate;
    estimate.family = key.first;
    estimate.variant = key.second;
    estimate.assumption = variant.assumption + " In every stratum by itself.";
    estimate.unseen = sum.unseen();
    estimate.total = sum.total();
    estimate.variance = sum.variance();
    result.models.push_back(std::move(estimate));
  }
  return result;
}

}  // namespace byname
