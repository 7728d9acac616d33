// SPDX-License-Identifier: Apache-2.0
#include "model/mixture.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr double kNever = 1e-300;

double log_of(double probability) { return std::log(std::max(probability, kNever)); }

double log_sum(double a, double b) {
  const double top = std::max(a, b);
  return top + std::log1p(std::exp(std::min(a, b) - top));
}

std::vector<double> log_table(const std::vector<std::vector<double>>& probabilities, std::size_t width) {
  std::vector<double> logs(probabilities.size() * width, 0);
  for (std::size_t k = 0; k < probabilities.size(); ++k) {
    for (std::size_t g = 0; g < probabilities[k].size(); ++g)
      logs[k * width + g] = log_of(probabilities[k][g]);
  }
  return logs;
}

bool is_household_role(Role role) {
  return role == Role::kFamily || role == Role::kAddress || role == Role::kPlace || role == Role::kPostcode;
}

}  // namespace

MixtureShape shape_of(const ModelSpec& model) {
  MixtureShape shape;
  bool has_family = false;
  bool has_address = false;
  int locations = 0;
  for (std::size_t k = 0; k < model.comparisons.size(); ++k) {
    const ComparisonSpec& comparison = model.comparisons[k];
    shape.num_gammas.push_back(comparison.num_gammas());
    shape.has_swapped_level.push_back(comparison.columns.size() > 1);
    shape.is_household.push_back(is_household_role(comparison.role));
    if (comparison.role == Role::kGiven) shape.given = static_cast<int>(k);
    if (comparison.role == Role::kFamily) shape.family = static_cast<int>(k);
    has_family = has_family || comparison.role == Role::kFamily;
    has_address = has_address || comparison.role == Role::kAddress;
    locations += is_household_role(comparison.role) && comparison.role != Role::kFamily;
  }
  // A town is no household: without an address the class would take the mentions of one person.
  shape.use_household = has_family && has_address && locations >= 2;
  return shape;
}

PatternPosterior PatternPosterior::of_different_persons() const {
  const double different = 1 - match;
  return {0, different > 0 ? std::min(1.0, household / different) : 0};
}

PatternScorer::PatternScorer(const MixtureParameters& parameters)
    : num_comparisons_(parameters.num_comparisons()),
      has_household_(parameters.lambda_household > 0),
      log_lambda_(log_of(parameters.lambda)),
      log_other_(log_of(1 - parameters.lambda - parameters.lambda_household)),
      log_household_(log_of(parameters.lambda_household)),
      log_correlation_(num_comparisons_ * num_comparisons_, 0) {
  for (const auto& m : parameters.m) max_gammas_ = std::max(max_gammas_, m.size());
  log_m_ = log_table(parameters.m, max_gammas_);
  log_u_ = log_table(parameters.u, max_gammas_);
  if (has_household_) log_h_ = log_table(parameters.household, max_gammas_);
  for (std::size_t i = 0; i < parameters.correlation.size(); ++i) {
    log_correlation_[i] = std::max(0.0, std::log(parameters.correlation[i]));
    has_correlation_ = has_correlation_ || log_correlation_[i] > 0;
  }
}

PatternLogs PatternScorer::logs(std::span<const std::int8_t> gammas) const {
  PatternLogs logs;
  for (std::size_t k = 0; k < num_comparisons_; ++k) {
    if (gammas[k] < 0) continue;
    const std::size_t at = k * max_gammas_ + static_cast<std::size_t>(gammas[k]);
    logs.match += log_m_[at];
    logs.other += log_u_[at];
    if (has_household_) logs.household += log_h_[at];
    if (!has_correlation_ || gammas[k] < 1) continue;
    for (std::size_t earlier = 0; earlier < k; ++earlier) {
      if (gammas[earlier] >= 1) logs.other += log_correlation_[earlier * num_comparisons_ + k];
    }
  }
  return logs;
}

double PatternScorer::log_ratio(std::span<const std::int8_t> gammas) const {
  const PatternLogs at = logs(gammas);
  if (!has_household_) return at.match - at.other;
  return at.match - log_sum(log_other_ + at.other, log_household_ + at.household) +
         std::log1p(-std::exp(log_lambda_));
}

PatternPosterior PatternScorer::posterior(std::span<const std::int8_t> gammas) const {
  const PatternLogs at = logs(gammas);
  const double match = log_lambda_ + at.match;
  const double other = log_other_ + at.other;
  if (!has_household_) return {1 / (1 + std::exp(other - match)), 0};
  const double household = log_household_ + at.household;
  const double total = log_sum(match, log_sum(other, household));
  return {std::exp(match - total), std::exp(household - total)};
}

double PatternScorer::log_likelihood(std::span<const std::int8_t> gammas) const {
  const PatternLogs at = logs(gammas);
  const double both = log_sum(log_lambda_ + at.match, log_other_ + at.other);
  return has_household_ ? log_sum(both, log_household_ + at.household) : both;
}

}  // namespace byname
