// SPDX-License-Identifier: Apache-2.0
#include "estimate/latent_class_posterior.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

namespace byname {
namespace {

constexpr double kAlphaShape = 0.25;
constexpr double kAlphaRate = 0.25;
constexpr std::size_t kClasses = kNumLatentClasses;

/// Power of (rate + sum of s) in the density of the sticks once alpha is integrated out: the integral of
/// alpha^(K-1) exp(-alpha sum s) over Gamma(shape, rate) is proportional to (rate + sum s)^-(shape + K - 1).
constexpr double kStickPower = kAlphaShape + kClasses - 1;

}  // namespace

LatentClassPosterior::LatentClassPosterior(const CaptureTable& table)
    : num_lists_(static_cast<std::size_t>(table.num_lists)), num_persons_(table.total) {
  add_rows(table);
  odds_.resize(num_lists_);
  chances_.resize(num_lists_);
  products_.resize(rows_.size());
  pattern_chance_.resize(rows_.size());
}

void LatentClassPosterior::add_rows(const CaptureTable& table) {
  std::map<std::uint32_t, double> counts = {{0, 0}};
  for (std::uint32_t pattern = 1; pattern < table.num_cells(); ++pattern) {
    if (table.counts[pattern] <= 0) continue;
    counts[pattern] = table.counts[pattern];
    for (std::uint32_t rest = pattern; rest != 0; rest ^= std::bit_floor(rest)) counts.emplace(rest, 0);
  }
  std::map<std::uint32_t, std::uint32_t> row_of;
  for (const auto& [pattern, count] : counts) {
    row_of[pattern] = static_cast<std::uint32_t>(rows_.size());
    const std::uint32_t highest = std::bit_floor(pattern);
    const auto list = static_cast<std::uint32_t>(pattern == 0 ? 0 : std::countr_zero(highest));
    rows_.push_back({pattern == 0 ? 0 : row_of[pattern ^ highest], list, count});
  }
}

/// Weights from sticks; returns the log prior of the stick coordinates.
double LatentClassPosterior::set_sticks(std::span<const double> position) {
  double passed = 0;  // -log of what earlier sticks left
  double log_density = 0;
  for (std::size_t k = 0; k + 1 < kClasses; ++k) {
    const double s = std::exp(position[k]);
    const double v = -std::expm1(-s);
    sticks_[k] = s;
    stick_rates_[k] = s > 1e-8 ? s * (1 - v) / v : 1;
    weights_[k] = v * std::exp(-passed);
    passed += s;
    log_density += position[k];
  }
  weights_[kClasses - 1] = std::exp(-passed);
  stick_factor_ = kStickPower / (kAlphaRate + passed);
  return log_density - kStickPower * std::log(kAlphaRate + passed);
}

/// Chances from log odds; returns their log prior: uniform chances are logistic log odds.
double LatentClassPosterior::set_chances(std::span<const double> position) {
  PerClass density;
  density.fill(1);
  for (std::size_t j = 0; j < num_lists_; ++j) {
    const double* log_odds = &position[num_sticks() + j * kClasses];
    for (std::size_t k = 0; k < kClasses; ++k) odds_[j][k] = std::exp(log_odds[k]);
    for (std::size_t k = 0; k < kClasses; ++k) {
      const double absent = 1 / (1 + odds_[j][k]);
      chances_[j][k] = odds_[j][k] * absent;
      density[k] *= chances_[j][k] * absent;
    }
  }
  double log_density = 0;
  for (const double each : density) log_density += std::log(each);
  return log_density;
}

LatentClassPosterior::Value LatentClassPosterior::add_patterns(double log_prior) {
  seen_ = 0;
  PerClass& unseen = products_[0];
  pattern_chance_[0] = 0;
  for (std::size_t k = 0; k < kClasses; ++k) {
    // Sums of what is positive: exact however close p_0 is to 0 or 1.
    double absent = 1;
    double present = 0;
    for (std::size_t j = 0; j < num_lists_; ++j) {
      present += absent * chances_[j][k];
      absent /= 1 + odds_[j][k];
    }
    unseen[k] = weights_[k] * absent;
    seen_ += weights_[k] * present;
    pattern_chance_[0] += unseen[k];
  }
  double log_likelihood = -num_persons_ * std::log(seen_);
  for (std::size_t row = 1; row < rows_.size(); ++row) {
    const PerClass& parent = products_[rows_[row].parent];
    const PerClass& odds = odds_[rows_[row].list];
    double sum = 0;
    for (std::size_t k = 0; k < kClasses; ++k) {
      products_[row][k] = parent[k] * odds[k];
      sum += products_[row][k];
    }
    pattern_chance_[row] = sum;
    if (rows_[row].count > 0) log_likelihood += rows_[row].count * std::log(sum);
  }
  return {log_prior, log_likelihood, pattern_chance_[0] / seen_};
}

LatentClassPosterior::Value LatentClassPosterior::evaluate(std::span<const double> position) {
  const double sticks = set_sticks(position);
  return add_patterns(sticks + set_chances(position));
}

/// With r_xk = n_x times the share of class k in p_x, and n / (1 - p_0) for n_x / p_x at the pattern on no
/// list, the gradient is that of the complete data: sum over x of r_xk (x_j - chance_jk) for log odds.
void LatentClassPosterior::set_gradient(double power, std::span<double> gradient) {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    double factor = 0;
    if (row == 0) factor = power * num_persons_ / seen_;
    if (row > 0 && rows_[row].count > 0) factor = power * rows_[row].count / pattern_chance_[row];
    for (double& each : products_[row]) each *= factor;
  }
  std::fill(gradient.begin(), gradient.end(), 0.0);
  const auto of_list = [&](std::size_t list) { return &gradient[num_sticks() + list * kClasses]; };
  for (std::size_t row = rows_.size() - 1; row > 0; --row) {
    double* sums = of_list(rows_[row].list);
    PerClass& parent = products_[rows_[row].parent];
    for (std::size_t k = 0; k < kClasses; ++k) {
      sums[k] += products_[row][k];
      parent[k] += products_[row][k];
    }
  }
  const PerClass& members = products_[0];
  for (std::size_t j = 0; j < num_lists_; ++j) {
    for (std::size_t k = 0; k < kClasses; ++k) of_list(j)[k] += 1 - (members[k] + 2) * chances_[j][k];
  }
  double later = members[kClasses - 1];
  for (std::size_t k = num_sticks(); k-- > 0;) {
    gradient[k] = 1 - stick_factor_ * sticks_[k] + members[k] * stick_rates_[k] - later * sticks_[k];
    later += members[k];
  }
}

LatentClassPosterior::Value LatentClassPosterior::evaluate(std::span<const double> position, double power,
                                                           std::span<double> gradient) {
  const Value value = evaluate(position);
  set_gradient(power, gradient);
  return value;
}

void LatentClassPosterior::draw_from_prior(RandomStream& random, std::span<double> position) {
  // A gamma of shape 1/4 is that of shape 5/4 times u^4; its logarithm does not underflow.
  const double log_alpha = std::log(draw_gamma(random, kAlphaShape + 1) / kAlphaRate) +
                           std::log(random.uniform_open()) / kAlphaShape;
  for (std::size_t k = 0; k < num_sticks(); ++k) {
    position[k] = std::log(-std::log(random.uniform_open())) - log_alpha;
  }
  for (std::size_t i = num_sticks(); i < position.size(); ++i) {
    const double chance = random.uniform_open();
    position[i] = std::log(chance / (1 - chance));
  }
}

Overlap LatentClassPosterior::draw_persons(RandomStream& random, std::span<const double> position,
                                           int num_persons) {
  evaluate(position);
  // Class and first list of a person together, so that nobody on no list is drawn.
  std::vector<double> first_list;
  for (std::size_t k = 0; k < kClasses; ++k) {
    double absent = weights_[k];
    for (std::size_t j = 0; j < num_lists_; ++j) {
      first_list.push_back(absent * chances_[j][k]);
      absent *= 1 - chances_[j][k];
    }
  }
  Overlap overlap;
  for (int person = 0; person < num_persons; ++person) {
    const std::size_t drawn = draw_index(random, first_list);
    const std::size_t k = drawn / num_lists_;
    std::uint32_t pattern = 1u << drawn % num_lists_;
    for (std::size_t j = drawn % num_lists_ + 1; j < num_lists_; ++j) {
      if (random.uniform() < chances_[j][k]) pattern |= 1u << j;
    }
    ++overlap[pattern];
  }
  return overlap;
}

double LatentClassPosterior::exchange_classes(std::span<double> position, std::size_t first,
                                              std::size_t second) {
  // ln p(w) = -(shape + K - 1) ln(rate + sum s) + sum over k of (K - k) s_k, k from 1: the density of the
  // sticks over the Jacobian of the weights in them.
  const auto log_density = [&] {
    double sum = 0;
    double jacobian = 0;
    for (std::size_t k = 0; k < num_sticks(); ++k) {
      const double s = std::exp(position[k]);
      sum += s;
      jacobian += static_cast<double>(kClasses - 1 - k) * s;
    }
    return jacobian - kStickPower * std::log(kAlphaRate + sum);
  };
  const double before = log_density();
  PerClass log_weights;
  double passed = 0;
  for (std::size_t k = 0; k + 1 < kClasses; ++k) {
    const double s = std::exp(position[k]);
    log_weights[k] = std::log(-std::expm1(-s)) - passed;
    passed += s;
  }
  log_weights[kClasses - 1] = -passed;
  std::swap(log_weights[first], log_weights[second]);
  for (std::size_t i = num_sticks() + first; i < position.size(); i += kClasses) {
    std::swap(position[i], position[i + second - first]);
  }
  double log_tail = log_weights[kClasses - 1];  // of the weights after k
  for (std::size_t k = num_sticks(); k-- > 0;) {
    // s_k = log(1 + w_k / tail)
    const double log_ratio = log_weights[k] - log_tail;
    const double s = log_ratio > 30 ? log_ratio : std::log1p(std::exp(log_ratio));
    position[k] = log_ratio < -30 ? log_ratio : std::log(s);
    log_tail += s;
  }
  return log_density() - before;
}

}  // namespace byname
