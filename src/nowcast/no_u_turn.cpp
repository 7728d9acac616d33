// SPDX-License-Identifier: Apache-2.0
#include "nowcast/no_u_turn.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.hpp"

namespace byname {
namespace {

constexpr double kTargetAcceptance = 0.9;
constexpr double kMaxEnergyError = 1000;  // beyond it the path counts as divergent
constexpr int kFirstWindow = 25;
constexpr int kBeforeWindows = 50;  // transitions that adapt the step only, at the beginning ...
constexpr int kAfterWindows = 50;   // ... and at the end of the warm-up
// Dual averaging as in section 3.2.1 of Hoffman & Gelman.
constexpr double kGamma = 0.05, kOffset = 10, kDecay = 0.75;

double log_sum(double a, double b) {
  const double high = std::max(a, b);
  if (high == -std::numeric_limits<double>::infinity()) return high;
  return high + std::log(std::exp(a - high) + std::exp(b - high));
}

}  // namespace

struct NoUTurnChain::Tree {
  State first, last;  ///< ends of the path, in the order of time
  std::vector<double> momentum_sum;
  std::vector<double> chosen;
  double chosen_log_density = 0;
  double log_weight = -std::numeric_limits<double>::infinity();
  bool is_valid = true;  ///< has not turned back and did not diverge
};

NoUTurnChain::NoUTurnChain(LogDensity density, std::vector<double> start, int num_warmup, int max_depth,
                           RandomStream random)
    : density_(std::move(density)),
      position_(std::move(start)),
      num_warmup_(num_warmup),
      max_depth_(max_depth),
      random_(random),
      inverse_mass_(position_.size(), 1),
      mean_(position_.size(), 0),
      squares_(position_.size(), 0) {
  window_size_ = kFirstWindow;
  window_end_ = kBeforeWindows + kFirstWindow;
  step_size_ = first_step_size();
  log_step_target_ = std::log(10 * step_size_);
}

void NoUTurnChain::leap(State& state, double step) const {
  for (std::size_t i = 0; i < state.position.size(); ++i) {
    state.momentum[i] += 0.5 * step * state.gradient[i];
    state.position[i] += step * inverse_mass_[i] * state.momentum[i];
  }
  state.log_density = density_(state.position, state.gradient);
  for (std::size_t i = 0; i < state.position.size(); ++i) state.momentum[i] += 0.5 * step * state.gradient[i];
}

double NoUTurnChain::energy(const State& state) const {
  double kinetic = 0;
  for (std::size_t i = 0; i < state.momentum.size(); ++i)
    kinetic += 0.5 * inverse_mass_[i] * state.momentum[i] * state.momentum[i];
  const double sum = kinetic - state.log_density;
  return std::isnan(sum) ? std::numeric_limits<double>::infinity() : sum;
}

/// Doubles or halves the step until one leap is accepted with about one half (their algorithm 4).
double NoUTurnChain::first_step_size() {
  State start;
  start.position = position_;
  start.log_density = density_(start.position, start.gradient);
  BYNAME_CHECK(std::isfinite(start.log_density), "a chain has to begin where there is a density");
  for (std::size_t i = 0; i < position_.size(); ++i)
    start.momentum.push_back(draw_normal(random_) / std::sqrt(inverse_mass_[i]));
  const double before = energy(start);
  double step = step_size_;
  int direction = 0;
  for (int i = 0; i < 50; ++i) {
    State state = start;
    leap(state, step);
    const int wanted = before - energy(state) > std::log(0.5) ? 1 : -1;
    if (direction != 0 && wanted != direction) break;
    direction = wanted;
    step *= direction > 0 ? 2 : 0.5;
  }
  return step;
}

/// The path has turned back if it would shorten by going on at either end.
bool NoUTurnChain::turns_back(const std::vector<double>& momentum_sum, const State& first,
                              const State& last) const {
  double at_first = 0, at_last = 0;
  for (std::size_t i = 0; i < momentum_sum.size(); ++i) {
    at_first += inverse_mass_[i] * first.momentum[i] * momentum_sum[i];
    at_last += inverse_mass_[i] * last.momentum[i] * momentum_sum[i];
  }
  return at_first <= 0 || at_last <= 0;
}

NoUTurnChain::Tree NoUTurnChain::build(const State& from, int depth, double direction) {
  if (depth == 0) {
    Tree tree;
    tree.first = from;
    leap(tree.first, direction * step_size_);
    const double error = energy(tree.first) - start_energy_;
    tree.log_weight = -error;
    tree.is_valid = error < kMaxEnergyError;
    is_divergent_ = is_divergent_ || !tree.is_valid;
    accept_sum_ += std::min(1.0, std::exp(-error));
    ++num_accepts_;
    tree.last = tree.first;
    tree.momentum_sum = tree.first.momentum;
    tree.chosen = tree.first.position;
    tree.chosen_log_density = tree.first.log_density;
    return tree;
  }
  Tree inner = build(from, depth - 1, direction);
  if (!inner.is_valid) return inner;
  Tree outer = build(direction > 0 ? inner.last : inner.first, depth - 1, direction);
  Tree tree;
  tree.log_weight = log_sum(inner.log_weight, outer.log_weight);
  const bool takes_outer =
      outer.is_valid && std::log(random_.uniform_open()) < outer.log_weight - tree.log_weight;
  Tree& taken = takes_outer ? outer : inner;
  tree.chosen = std::move(taken.chosen);
  tree.chosen_log_density = taken.chosen_log_density;
  tree.momentum_sum = inner.momentum_sum;
  for (std::size_t i = 0; i < tree.momentum_sum.size(); ++i) tree.momentum_sum[i] += outer.momentum_sum[i];
  tree.first = std::move(direction > 0 ? inner.first : outer.first);
  tree.last = std::move(direction > 0 ? outer.last : inner.last);
  tree.is_valid = outer.is_valid && !turns_back(tree.momentum_sum, tree.first, tree.last);
  return tree;
}

void NoUTurnChain::advance() {
  State start;
  start.position = position_;
  start.log_density = density_(start.position, start.gradient);
  for (std::size_t i = 0; i < position_.size(); ++i)
    start.momentum.push_back(draw_normal(random_) / std::sqrt(inverse_mass_[i]));
  start_energy_ = energy(start);
  log_density_ = start.log_density;
  accept_sum_ = num_accepts_ = 0;
  is_divergent_ = false;
  Tree path;
  path.first = path.last = start;
  path.momentum_sum = start.momentum;
  path.log_weight = 0;
  for (int depth = 0; depth < max_depth_; ++depth) {
    const double direction = random_.uniform() < 0.5 ? -1 : 1;
    Tree more = build(direction > 0 ? path.last : path.first, depth, direction);
    if (!more.is_valid) break;
    // Favours the new half, so that draws move far (biased progressive sampling).
    if (std::log(random_.uniform_open()) < more.log_weight - path.log_weight) {
      position_ = std::move(more.chosen);
      log_density_ = more.chosen_log_density;
    }
    path.log_weight = log_sum(path.log_weight, more.log_weight);
    for (std::size_t i = 0; i < path.momentum_sum.size(); ++i) path.momentum_sum[i] += more.momentum_sum[i];
    (direction > 0 ? path.last : path.first) = std::move(direction > 0 ? more.last : more.first);
    if (turns_back(path.momentum_sum, path.first, path.last)) break;
  }
  if (iteration_ >= num_warmup_ && is_divergent_) ++num_divergent_;
  if (iteration_ < num_warmup_) adapt();
  ++iteration_;
}

void NoUTurnChain::adapt() {
  const double acceptance = num_accepts_ > 0 ? accept_sum_ / num_accepts_ : 0;
  ++num_adapted_;
  const double weight = 1 / (num_adapted_ + kOffset);
  error_mean_ += weight * (kTargetAcceptance - acceptance - error_mean_);
  const double log_step =
      log_step_target_ - std::sqrt(static_cast<double>(num_adapted_)) / kGamma * error_mean_;
  const double forget = std::pow(num_adapted_, -kDecay);
  log_step_mean_ += forget * (log_step - log_step_mean_);
  const bool is_done = iteration_ + 1 == num_warmup_;
  step_size_ = std::exp(is_done ? log_step_mean_ : log_step);
  if (iteration_ < kBeforeWindows || iteration_ >= num_warmup_ - kAfterWindows) return;
  ++num_seen_;
  for (std::size_t i = 0; i < position_.size(); ++i) {
    const double difference = position_[i] - mean_[i];
    mean_[i] += difference / num_seen_;
    squares_[i] += difference * (position_[i] - mean_[i]);
  }
  if (iteration_ + 1 != window_end_) return;
  for (std::size_t i = 0; i < position_.size(); ++i) {
    const double variance = squares_[i] / std::max(num_seen_ - 1, 1.0);
    inverse_mass_[i] = (num_seen_ * variance + 5e-3) / (num_seen_ + 5);
  }
  mean_.assign(position_.size(), 0);
  squares_.assign(position_.size(), 0);
  num_seen_ = 0;
  window_size_ *= 2;
  const int last_window = num_warmup_ - kAfterWindows;
  window_end_ += window_size_;
  if (window_end_ + 2 * window_size_ > last_window) window_end_ = last_window;
  step_size_ = first_step_size();
  log_step_target_ = std::log(10 * step_size_);
  log_step_mean_ = error_mean_ = 0;
  num_adapted_ = 0;
}

}  // namespace byname
