// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/random.hpp"

namespace byname {

/// Log density of a point, up to a constant; writes its gradient.
using LogDensity = std::function<double(const std::vector<double>& point, std::vector<double>& gradient)>;

/// One Markov chain by Hamiltonian dynamics that go on until they turn back: the no-U-turn sampler (Hoffman &
/// Gelman 2014, Journal of Machine Learning Research 15) with points chosen by their weight along the path
/// (Betancourt 2017, arXiv 1701.02434, appendix A). The step size is adapted by dual averaging towards a mean
/// acceptance of 0.9, the mass of each coordinate by the variance of the draws, in windows that double,
/// while warming up.
class NoUTurnChain {
 public:
  /// `num_warmup` >= 200 transitions adapt. The density is asked at `start`, which must have one.
  NoUTurnChain(LogDensity density, std::vector<double> start, int num_warmup, int max_depth,
               RandomStream random);

  /// Makes one transition. The density may be another one than before (a Gibbs step in between): it is asked
  /// again at the present point.
  void advance();
  const std::vector<double>& point() const { return position_; }
  /// Goes on from another point, which some other step that keeps the distribution has reached.
  void move_to(std::vector<double> point, double log_density) {
    position_ = std::move(point);
    log_density_ = log_density;
  }
  double log_density() const { return log_density_; }
  /// Transitions after the warm-up whose path left the energy surface.
  int num_divergent() const { return num_divergent_; }
  RandomStream& random() { return random_; }

 private:
  struct State {
    std::vector<double> position, momentum, gradient;
    double log_density = 0;
  };
  struct Tree;

  void leap(State& state, double step) const;
  double energy(const State& state) const;
  Tree build(const State& from, int depth, double direction);
  bool turns_back(const std::vector<double>& momentum_sum, const State& first, const State& last) const;
  void adapt();
  double first_step_size();

  LogDensity density_;
  std::vector<double> position_;
  double log_density_ = 0;
  int num_warmup_;
  int max_depth_;
  RandomStream random_;
  int iteration_ = 0;
  int num_divergent_ = 0;
  std::vector<double> inverse_mass_;
  double step_size_ = 0.1;
  double start_energy_ = 0;
  double accept_sum_ = 0;
  double num_accepts_ = 0;
  bool is_divergent_ = false;
  // Dual averaging.
  double log_step_mean_ = 0, error_mean_ = 0, log_step_target_ = 0;
  int num_adapted_ = 0;
  // Variance of the draws of the present window.
  int window_end_ = 0, window_size_ = 0;
  double num_seen_ = 0;
  std::vector<double> mean_, squares_;
};

}  // namespace byname
