// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/random.hpp"
#include "estimate/latent_class_posterior.hpp"

namespace byname {

/// One chain of parallel tempering: replicas at powers 0 = b_1 < ... < b_T = 1 of the likelihood. Each sweep
/// moves every replica by Hamiltonian Monte Carlo (the one at power 0 is drawn from the prior anew),
/// exchanges two classes, and offers neighbours an exchange, even and odd pairs in turn (the non-reversible
/// scheme of Syed, Bouchard-Cote, Deligiannidis & Doucet 2022, JRSS B 84). The warm-up sets step sizes (dual
/// averaging, Hoffman & Gelman 2014), scales of the coordinates, and powers so that all neighbours exchange
/// equally often; afterwards nothing is adapted.
class TemperedChain {
 public:
  TemperedChain(const CaptureTable& table, RandomStream random);

  /// Rounds of 50 sweeps and then half as many again each time; 5 are enough for published tables.
  void warm_up(int num_rounds);
  /// Sweeps on; appends ln of the odds p_0 / (1 - p_0) of the replica at power 1 after each.
  void run(int num_sweeps, std::vector<double>& log_unseen_odds);
  /// Goes on with another table of the same lists, from where it is, and with another random stream.
  void change_table(const CaptureTable& table, RandomStream random);

  std::size_t num_temperatures() const { return replicas_.size(); }
  /// Sum of the shares of refused exchanges over neighbours since warm-up began its last round: how hard it
  /// is to get from the prior to the posterior (the communication barrier of Syed et al.).
  double barrier() const;
  /// Share of accepted Hamiltonian moves at power 1.
  double acceptance() const;

 private:
  struct Replica {
    double power = 0;
    std::vector<double> position;
    LatentClassPosterior::Value value;
    std::vector<double> scale;  ///< per coordinate
    double log_step = -1.5;
    // Dual averaging of the step.
    double log_step_mean = 0;
    double step_error = 0;
    int step_count = 0;
    // Running moments of the coordinates, Welford.
    std::vector<double> mean;
    std::vector<double> squares;
    double num_moments = 0;
    double accepted = 0;
    double moves = 0;
  };

  void sweep(bool is_warm_up);
  void move(Replica& replica, bool is_warm_up);
  double hamiltonian_move(Replica& replica);
  void exchange_classes(Replica& replica);
  void exchange_neighbours();
  void begin_round();
  void end_round(bool is_last);
  void adapt_step(Replica& replica, double acceptance);
  void adapt_scales();
  void adapt_powers(std::size_t num_temperatures);

  LatentClassPosterior posterior_;
  RandomStream random_;
  std::vector<Replica> replicas_;
  std::vector<double> refused_;  ///< per neighbours: sum of 1 - acceptance probability
  std::vector<double> offered_;
  std::uint64_t num_sweeps_ = 0;
  // Scratch of one move.
  std::vector<double> proposal_;
  std::vector<double> momentum_;
  std::vector<double> gradient_;
};

}  // namespace byname
