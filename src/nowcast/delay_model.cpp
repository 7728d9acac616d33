// SPDX-License-Identifier: Apache-2.0
#include "nowcast/delay_model.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "nowcast/negative_binomial.hpp"

namespace byname {
namespace {

constexpr double kStartingNoise = 0.2;

/// log(1 + exp(x)).
double softplus(double x) { return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x)); }

/// Half-normal prior of a scale whose log is `log_scale`, with the Jacobian of the log.
double log_scale_prior(double log_scale, double prior_scale, double& gradient) {
  const double ratio = std::exp(log_scale) / prior_scale;
  gradient += 1 - ratio * ratio;
  return log_scale - 0.5 * ratio * ratio;
}

/// First value normal, steps normal with sd exp(log_step); places [first, first + size) of the parameters.
double random_walk_prior(const std::vector<double>& parameters, std::size_t first, std::size_t size,
                         double mean, double sd, std::size_t log_step, std::vector<double>& gradient) {
  const double precision = std::exp(-2 * parameters[log_step]);
  const double start = (parameters[first] - mean) / sd;
  gradient[first] -= start / sd;
  double squares = 0;
  for (std::size_t i = first + 1; i < first + size; ++i) {
    const double step = parameters[i] - parameters[i - 1];
    squares += step * step;
    gradient[i] -= precision * step;
    gradient[i - 1] += precision * step;
  }
  const auto num_steps = static_cast<double>(size - 1);
  gradient[log_step] += precision * squares - num_steps;
  return -0.5 * start * start - 0.5 * precision * squares - num_steps * parameters[log_step];
}

/// Logs of h and 1 - h, and h, of one cell.
struct Hazard {
  double log_hazard;
  double log_rest;
  double value;
};

Hazard hazard_of(double logit) {
  const double log_rest = -softplus(logit);
  const double log_hazard = log_rest + logit;
  return {log_hazard, log_rest, std::exp(log_hazard)};
}

constexpr Hazard kLastHazard = {0, 0, 1};  // of the last delay; nothing comes behind its rest

}  // namespace

std::size_t TriangleShape::num_reports() const {
  std::size_t last = 0;
  for (std::size_t event = 0; event < known.size(); ++event) last = std::max(last, event + known[event]);
  return last;
}

DelayModel::DelayModel(TriangleShape shape, const DelayPrior& prior)
    : shape_(std::move(shape)),
      prior_(prior),
      first_hazard_(kLevels + shape_.num_events()),
      first_step_(first_hazard_ + shape_.num_delays - 1) {}

void DelayModel::set_counts(const std::vector<std::vector<double>>& counts) {
  counts_ = counts;
  std::map<double, double> cells;
  for (const std::vector<double>& row : counts_) {
    for (const double count : row) ++cells[count];
  }
  distinct_counts_.assign(cells.begin(), cells.end());
}

std::vector<double> DelayModel::drift(const std::vector<double>& parameters) const {
  std::vector<double> drift(shape_.num_reports(), 0);
  for (std::size_t i = 1; i < drift.size(); ++i) drift[i] = drift[i - 1] + parameters[first_step_ + i - 1];
  const double mean = std::accumulate(drift.begin(), drift.end(), 0.0) / static_cast<double>(drift.size());
  const double scale = std::exp(parameters[kDriftScale]);
  for (double& each : drift) each = scale * (each - mean);
  return drift;
}

double DelayModel::add_priors(const std::vector<double>& parameters, std::vector<double>& gradient) const {
  double sum = log_scale_prior(parameters[kLevelScale], prior_.level_step_scale, gradient[kLevelScale]);
  sum += log_scale_prior(parameters[kDriftScale], prior_.drift_scale, gradient[kDriftScale]);
  sum += log_scale_prior(parameters[kHazardScale], prior_.hazard_step_scale, gradient[kHazardScale]);
  sum += log_scale_prior(parameters[kDispersion], prior_.dispersion_scale, gradient[kDispersion]);
  sum += random_walk_prior(parameters, kLevels, shape_.num_events(), prior_.level_mean, prior_.level_sd,
                           kLevelScale, gradient);
  sum += random_walk_prior(parameters, first_hazard_, shape_.num_delays - 1, prior_.hazard_mean,
                           prior_.hazard_sd, kHazardScale, gradient);
  for (std::size_t i = first_step_; i < parameters.size(); ++i) {
    sum -= 0.5 * parameters[i] * parameters[i];
    gradient[i] -= parameters[i];
  }
  return sum;
}

void DelayModel::add_drift_gradient(const std::vector<double>& parameters, const std::vector<double>& drift,
                                    const std::vector<double>& by_report,
                                    std::vector<double>& gradient) const {
  const double mean =
      std::accumulate(by_report.begin(), by_report.end(), 0.0) / static_cast<double>(by_report.size());
  const double scale = std::exp(parameters[kDriftScale]);
  double tail = 0;
  for (std::size_t i = drift.size(); i-- > 0;) {
    gradient[kDriftScale] += by_report[i] * drift[i];
    tail += by_report[i] - mean;
    if (i > 0) gradient[first_step_ + i - 1] += scale * tail;
  }
}

double DelayModel::log_density(const std::vector<double>& parameters, std::vector<double>& gradient) const {
  gradient.assign(parameters.size(), 0);
  double sum = add_priors(parameters, gradient);
  const double size = std::exp(-2 * parameters[kDispersion]);
  double by_size = 0;
  for (const auto& [count, num_cells] : distinct_counts_) {
    const RisingFactorial rising = log_rising_factorial(count, size);
    sum += num_cells * rising.value;
    by_size += num_cells * rising.by_size;
  }
  const std::vector<double> drifts = drift(parameters);
  std::vector<double> by_report(drifts.size(), 0);
  std::vector<double> by_log_mean(shape_.num_delays), hazards(shape_.num_delays);
  for (std::size_t event = 0; event < shape_.num_events(); ++event) {
    const std::size_t num_known = shape_.known[event];
    double log_rest = parameters[kLevels + event];
    double all = 0;
    for (std::size_t delay = 0; delay < num_known; ++delay) {
      const bool is_last = delay + 1 == shape_.num_delays;
      const Hazard hazard =
          is_last ? kLastHazard : hazard_of(parameters[first_hazard_ + delay] + drifts[event + delay]);
      const double log_mean = log_rest + hazard.log_hazard;
      const double mean = std::exp(log_mean);
      const double count = counts_[event][delay];
      const double log_ratio = std::log1p(mean / size);
      sum += count * log_mean - (count + size) * log_ratio;
      by_size += (count + size) * mean / (size * (size + mean)) - log_ratio;
      by_log_mean[delay] = count - (count + size) * mean / (size + mean);
      hazards[delay] = hazard.value;
      all += by_log_mean[delay];
      log_rest += hazard.log_rest;
    }
    gradient[kLevels + event] += all;
    double later = all;
    for (std::size_t delay = 0; delay < std::min(num_known, shape_.num_delays - 1); ++delay) {
      later -= by_log_mean[delay];
      const double by_logit = by_log_mean[delay] * (1 - hazards[delay]) - hazards[delay] * later;
      gradient[first_hazard_ + delay] += by_logit;
      by_report[event + delay] += by_logit;
    }
  }
  gradient[kDispersion] -= 2 * size * by_size;
  add_drift_gradient(parameters, drifts, by_report, gradient);
  return sum;
}

DelayRates DelayModel::rates(const std::vector<double>& parameters) const {
  const std::vector<double> drifts = drift(parameters);
  DelayRates rates;
  rates.size = std::exp(-2 * parameters[kDispersion]);
  for (std::size_t event = 0; event < shape_.num_events(); ++event) {
    double log_rest = parameters[kLevels + event];
    std::vector<double> means;
    for (std::size_t delay = 0; delay < shape_.num_delays; ++delay) {
      const std::size_t report = std::min(event + delay, drifts.size() - 1);
      const bool is_last = delay + 1 == shape_.num_delays;
      const Hazard hazard =
          is_last ? kLastHazard : hazard_of(parameters[first_hazard_ + delay] + drifts[report]);
      means.push_back(std::exp(log_rest + hazard.log_hazard));
      log_rest += hazard.log_rest;
    }
    rates.means.push_back(std::move(means));
  }
  return rates;
}

std::vector<double> DelayModel::starting_point(RandomStream& random) const {
  std::vector<double> with(shape_.num_delays, 0.5), from(shape_.num_delays, 1.5);
  for (std::size_t event = 0; event < shape_.num_events(); ++event) {
    double later = std::accumulate(counts_[event].begin(), counts_[event].end(), 0.0);
    for (std::size_t delay = 0; delay < shape_.known[event]; ++delay) {
      with[delay] += counts_[event][delay];
      from[delay] += later;
      later -= counts_[event][delay];
    }
  }
  std::vector<double> start(num_parameters());
  for (std::size_t scale = 0; scale < kLevels; ++scale) start[scale] = -1.5;
  double rest = 1;
  std::vector<double> named_share(shape_.num_delays);
  for (std::size_t delay = 0; delay < shape_.num_delays; ++delay) {
    const double hazard = std::clamp(with[delay] / from[delay], 0.02, 0.9);
    if (delay + 1 < shape_.num_delays) start[first_hazard_ + delay] = std::log(hazard / (1 - hazard));
    rest *= delay + 1 < shape_.num_delays ? 1 - hazard : 0;
    named_share[delay] = 1 - rest;
  }
  for (std::size_t event = 0; event < shape_.num_events(); ++event) {
    const double named = std::accumulate(counts_[event].begin(), counts_[event].end(), 0.5);
    start[kLevels + event] = std::log(named / std::max(named_share[shape_.known[event] - 1], 0.1));
  }
  for (double& each : start) each += kStartingNoise * draw_normal(random);
  return start;
}

std::vector<double> DelayModel::draw_from_prior(RandomStream& random) const {
  std::vector<double> drawn(num_parameters());
  const auto log_half_normal = [&](double scale) { return std::log(scale * std::abs(draw_normal(random))); };
  drawn[kLevelScale] = log_half_normal(prior_.level_step_scale);
  drawn[kDriftScale] = log_half_normal(prior_.drift_scale);
  drawn[kHazardScale] = log_half_normal(prior_.hazard_step_scale);
  drawn[kDispersion] = log_half_normal(prior_.dispersion_scale);
  const auto walk = [&](std::size_t first, std::size_t size, double mean, double sd, double step) {
    drawn[first] = mean + sd * draw_normal(random);
    for (std::size_t i = first + 1; i < first + size; ++i)
      drawn[i] = drawn[i - 1] + step * draw_normal(random);
  };
  walk(kLevels, shape_.num_events(), prior_.level_mean, prior_.level_sd, std::exp(drawn[kLevelScale]));
  walk(first_hazard_, shape_.num_delays - 1, prior_.hazard_mean, prior_.hazard_sd,
       std::exp(drawn[kHazardScale]));
  for (std::size_t i = first_step_; i < drawn.size(); ++i) drawn[i] = draw_normal(random);
  return drawn;
}

}  // namespace byname
