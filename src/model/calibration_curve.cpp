// SPDX-License-Identifier: Apache-2.0
#include "model/calibration_curve.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr int kIntercepts = 121;  // grid of a: five prior sd on both sides
constexpr int kSlopes = 51;       // grid of ln b, likewise
constexpr double kWidth = 5;
constexpr double kLogSlopeStep = 2 * kWidth * CalibrationPosterior::kLogSlopeSd / (kSlopes - 1);

double log_likelihood(const CalibrationLine& line, std::span<const LabelledScore> labels, double scale) {
  constexpr double kError = CalibrationPosterior::kReaderError;
  double sum = 0;
  for (const LabelledScore& label : labels) {
    const double odds = calibrated_log_odds(line, label.log_odds);
    const double of_label = 1 / (1 + std::exp(label.is_match ? -odds : odds));
    sum += scale * label.weight * std::log(kError + (1 - 2 * kError) * of_label);
  }
  return sum;
}

}  // namespace

double calibrated_log_odds(const CalibrationLine& line, double log_odds) {
  return line.intercept + line.slope * log_odds;
}

CalibrationPosterior::CalibrationPosterior(double intercept_sd, const CalibrationLine& centre,
                                           std::span<const LabelledScore> labels)
    : intercept_sd_(intercept_sd), line_(centre) {
  double weights = 0, squares = 0;
  for (const LabelledScore& label : labels) {
    weights += label.weight;
    squares += label.weight * label.weight;
  }
  if (!(squares > 0)) return;
  num_effective_ = weights * weights / squares;
  const double scale = weights / squares;
  const double prior_sd = intercept_sd;
  const double centre_log_slope = std::log(centre.slope);
  first_intercept_ = centre.intercept - kWidth * prior_sd;
  first_log_slope_ = centre_log_slope - kWidth * kLogSlopeSd;
  intercept_step_ = 2 * kWidth * prior_sd / (kIntercepts - 1);
  std::vector<double> density(static_cast<std::size_t>(kIntercepts) * kSlopes);
  for (std::size_t i = 0; i < density.size(); ++i) {
    const double a = first_intercept_ + static_cast<double>(i / kSlopes) * intercept_step_;
    const double log_slope = first_log_slope_ + static_cast<double>(i % kSlopes) * kLogSlopeStep;
    const double a_away = (a - centre.intercept) / prior_sd;
    const double slope_away = (log_slope - centre_log_slope) / kLogSlopeSd;
    const double prior = -0.5 * (a_away * a_away + slope_away * slope_away);
    density[i] = prior + log_likelihood({a, std::exp(log_slope)}, labels, scale);
  }
  const double highest = *std::max_element(density.begin(), density.end());
  double total = 0, a_sum = 0, a_squares = 0, slope_sum = 0, slope_squares = 0;
  cumulative_.reserve(density.size());
  for (std::size_t i = 0; i < density.size(); ++i) {
    const double a = first_intercept_ + static_cast<double>(i / kSlopes) * intercept_step_;
    const double log_slope = first_log_slope_ + static_cast<double>(i % kSlopes) * kLogSlopeStep;
    const double share = std::exp(density[i] - highest);
    total += share;
    a_sum += share * a;
    a_squares += share * a * a;
    slope_sum += share * log_slope;
    slope_squares += share * log_slope * log_slope;
    cumulative_.push_back(total);
  }
  const double a_mean = a_sum / total, slope_mean = slope_sum / total;
  line_ = {a_mean, std::exp(slope_mean)};
  intercept_sd_ = std::sqrt(std::max(0.0, a_squares / total - a_mean * a_mean));
  log_slope_sd_ = std::sqrt(std::max(0.0, slope_squares / total - slope_mean * slope_mean));
}

CalibrationLine CalibrationPosterior::draw(RandomStream& random) const {
  if (cumulative_.empty()) {
    const double intercept = line_.intercept + intercept_sd_ * draw_normal(random);
    return {intercept, line_.slope * std::exp(kLogSlopeSd * draw_normal(random))};
  }
  const double at = random.uniform() * cumulative_.back();
  const auto cell = static_cast<std::size_t>(
      std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, at) - cumulative_.begin());
  // Anywhere in the cell around the grid's point.
  const double a = static_cast<double>(cell / kSlopes) + random.uniform() - 0.5;
  const double log_slope = static_cast<double>(cell % kSlopes) + random.uniform() - 0.5;
  return {first_intercept_ + a * intercept_step_, std::exp(first_log_slope_ + log_slope * kLogSlopeStep)};
}

}  // namespace byname
