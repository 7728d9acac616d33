// SPDX-License-Identifier: Apache-2.0
#include "estimate/tempered_chain.hpp"

#include <algorithm>
#include <cmath>

namespace byname {
namespace {

constexpr int kFirstRound = 50;  // sweeps of the first round of the warm-up; the others are longer and longer
constexpr std::size_t kFirstTemperatures = 16;
constexpr std::size_t kFewestTemperatures = 4;
constexpr std::size_t kMostTemperatures = 32;
constexpr double kMeanSteps = 24;
constexpr double kTargetAcceptance = 0.75;
constexpr double kPriorScale = 1.8;  // of a logistic variable

}  // namespace

TemperedChain::TemperedChain(const CaptureTable& table, RandomStream random)
    : posterior_(table), random_(random) {
  const std::size_t dimension = posterior_.dimension();
  proposal_.resize(dimension);
  momentum_.resize(dimension);
  gradient_.resize(dimension);
  replicas_.resize(kFirstTemperatures);
  // The first powers: that of 1 person, then geometric up to all of them.
  const double first = 1 / std::max(2.0, posterior_.num_persons());
  const auto steps = static_cast<double>(kFirstTemperatures - 2);
  for (std::size_t i = 0; i < replicas_.size(); ++i) {
    Replica& replica = replicas_[i];
    replica.power = i == 0 ? 0 : std::pow(first, 1 - static_cast<double>(i - 1) / steps);
    replica.position.resize(dimension);
    replica.scale.assign(dimension,
                         kPriorScale / std::sqrt(1 + posterior_.num_persons() * replica.power / 20));
    LatentClassPosterior::draw_from_prior(random_, replica.position);
    replica.value = posterior_.evaluate(replica.position);
  }
  replicas_.back().power = 1;
}

void TemperedChain::change_table(const CaptureTable& table, RandomStream random) {
  random_ = random;
  posterior_ = LatentClassPosterior(table);
  for (Replica& replica : replicas_) replica.value = posterior_.evaluate(replica.position);
}

void TemperedChain::warm_up(int num_rounds) {
  int num_sweeps = kFirstRound;
  for (int round = 0; round < num_rounds; ++round) {
    begin_round();
    for (int i = 0; i < num_sweeps; ++i) sweep(true);
    end_round(round + 1 == num_rounds);
    num_sweeps += num_sweeps / 2;
  }
}

void TemperedChain::run(int num_sweeps, std::vector<double>& log_unseen_odds) {
  for (int i = 0; i < num_sweeps; ++i) {
    sweep(false);
    log_unseen_odds.push_back(std::log(replicas_.back().value.unseen_odds));
  }
}

double TemperedChain::barrier() const {
  double sum = 0;
  for (std::size_t i = 0; i < refused_.size(); ++i) sum += refused_[i] / std::max(1.0, offered_[i]);
  return sum;
}

double TemperedChain::acceptance() const {
  return replicas_.back().accepted / std::max(1.0, replicas_.back().moves);
}

void TemperedChain::sweep(bool is_warm_up) {
  for (Replica& replica : replicas_) move(replica, is_warm_up);
  exchange_neighbours();
  ++num_sweeps_;
}

void TemperedChain::move(Replica& replica, bool is_warm_up) {
  if (replica.power == 0) {
    LatentClassPosterior::draw_from_prior(random_, replica.position);
    replica.value = posterior_.evaluate(replica.position);
    return;
  }
  const double acceptance = hamiltonian_move(replica);
  exchange_classes(replica);
  replica.accepted += acceptance;
  ++replica.moves;
  if (!is_warm_up) return;
  adapt_step(replica, acceptance);
  ++replica.num_moments;
  for (std::size_t i = 0; i < replica.position.size(); ++i) {
    const double difference = replica.position[i] - replica.mean[i];
    replica.mean[i] += difference / replica.num_moments;
    replica.squares[i] += difference * (replica.position[i] - replica.mean[i]);
  }
}

/// A trajectory of a random number of leapfrog steps; returns the probability of its acceptance.
double TemperedChain::hamiltonian_move(Replica& replica) {
  const std::size_t dimension = proposal_.size();
  double energy = 0;
  for (double& each : momentum_) {
    each = draw_normal(random_);
    energy += each * each / 2;
  }
  proposal_ = replica.position;
  const double step = std::exp(replica.log_step) * (0.8 + 0.4 * random_.uniform());
  const auto num_steps = 1 + random_.below(static_cast<std::uint64_t>(2 * kMeanSteps - 1));
  LatentClassPosterior::Value value = posterior_.evaluate(proposal_, replica.power, gradient_);
  for (std::uint64_t n = 0; n < num_steps; ++n) {
    for (std::size_t i = 0; i < dimension; ++i) {
      momentum_[i] += (n == 0 ? 0.5 : 1.0) * step * replica.scale[i] * gradient_[i];
      proposal_[i] += step * replica.scale[i] * momentum_[i];
    }
    value = posterior_.evaluate(proposal_, replica.power, gradient_);
    if (!std::isfinite(value.log_likelihood) || !std::isfinite(value.log_prior)) return 0;
  }
  double new_energy = 0;
  for (std::size_t i = 0; i < dimension; ++i) {
    const double momentum = momentum_[i] + 0.5 * step * replica.scale[i] * gradient_[i];
    new_energy += momentum * momentum / 2;
  }
  const double log_ratio = value.log_prior - replica.value.log_prior +
                           replica.power * (value.log_likelihood - replica.value.log_likelihood) + energy -
                           new_energy;
  if (!std::isfinite(log_ratio)) return 0;
  if (std::log(random_.uniform_open()) < log_ratio) {
    replica.position.swap(proposal_);
    replica.value = value;
  }
  return std::min(1.0, std::exp(log_ratio));
}

void TemperedChain::exchange_classes(Replica& replica) {
  std::size_t first = random_.below(kNumLatentClasses);
  std::size_t second = random_.below(kNumLatentClasses - 1);
  if (second >= first) ++second;
  if (second < first) std::swap(first, second);
  const double chance = std::log(random_.uniform_open());
  proposal_ = replica.position;
  if (!(chance < LatentClassPosterior::exchange_classes(proposal_, first, second))) return;
  const LatentClassPosterior::Value value = posterior_.evaluate(proposal_);
  if (!std::isfinite(value.log_likelihood) || !std::isfinite(value.log_prior)) return;
  replica.position.swap(proposal_);
  replica.value = value;
}

void TemperedChain::exchange_neighbours() {
  for (std::size_t i = num_sweeps_ % 2; i + 1 < replicas_.size(); i += 2) {
    Replica& low = replicas_[i];
    Replica& high = replicas_[i + 1];
    const double log_ratio =
        (high.power - low.power) * (low.value.log_likelihood - high.value.log_likelihood);
    const double acceptance = log_ratio >= 0 ? 1 : std::isnan(log_ratio) ? 0 : std::exp(log_ratio);
    refused_[i] += 1 - acceptance;
    ++offered_[i];
    if (random_.uniform() >= acceptance) continue;
    low.position.swap(high.position);
    std::swap(low.value, high.value);
  }
}

void TemperedChain::begin_round() {
  refused_.assign(replicas_.size() - 1, 0);
  offered_.assign(replicas_.size() - 1, 0);
  for (Replica& replica : replicas_) {
    replica.mean.assign(proposal_.size(), 0);
    replica.squares.assign(proposal_.size(), 0);
    replica.num_moments = replica.accepted = replica.moves = 0;
    replica.log_step_mean = 0;
    replica.step_error = 0;
    replica.step_count = 0;
  }
}

void TemperedChain::end_round(bool is_last) {
  for (Replica& replica : replicas_) {
    if (replica.step_count > 0) replica.log_step = replica.log_step_mean;
  }
  if (is_last) {
    for (Replica& replica : replicas_) replica.accepted = replica.moves = 0;
    return;
  }
  adapt_scales();
  const double wanted = std::ceil(2 * barrier()) + 2;
  adapt_powers(static_cast<std::size_t>(
      std::clamp(wanted, static_cast<double>(kFewestTemperatures), static_cast<double>(kMostTemperatures))));
}

/// Hoffman & Gelman 2014 (JMLR 15), equation 6, with their gamma .05, t0 10, kappa .75.
void TemperedChain::adapt_step(Replica& replica, double acceptance) {
  const auto n = static_cast<double>(++replica.step_count);
  replica.step_error += (kTargetAcceptance - acceptance - replica.step_error) / (n + 10);
  const double log_step = std::log(0.25) - std::sqrt(n) / 0.05 * replica.step_error;
  replica.log_step = std::clamp(log_step, -12.0, 1.0);
  const double weight = std::pow(n, -0.75);
  replica.log_step_mean = weight * replica.log_step + (1 - weight) * replica.log_step_mean;
}

void TemperedChain::adapt_scales() {
  for (Replica& replica : replicas_) {
    if (replica.num_moments < 10) continue;
    for (std::size_t i = 0; i < replica.scale.size(); ++i) {
      // Shrunk towards the scale before, as if that had been seen ten times.
      const double before = replica.scale[i] * replica.scale[i];
      const double variance = (replica.squares[i] + 10 * before) / (replica.num_moments + 10);
      replica.scale[i] = std::sqrt(variance);
    }
  }
}

/// Places powers so that the barrier between neighbours is equal, as linear between the powers measured.
void TemperedChain::adapt_powers(std::size_t num_temperatures) {
  std::vector<double> reached = {0};
  for (std::size_t i = 0; i < refused_.size(); ++i) {
    reached.push_back(reached.back() + std::max(1e-3, refused_[i] / std::max(1.0, offered_[i])));
  }
  const std::vector<Replica> before = std::move(replicas_);
  replicas_.clear();
  std::size_t i = 0;
  for (std::size_t t = 0; t < num_temperatures; ++t) {
    const double wanted = reached.back() * static_cast<double>(t) / static_cast<double>(num_temperatures - 1);
    while (i + 2 < reached.size() && reached[i + 1] < wanted) ++i;
    const double share = std::clamp((wanted - reached[i]) / (reached[i + 1] - reached[i]), 0.0, 1.0);
    replicas_.push_back(before[share < 0.5 ? i : i + 1]);
    replicas_.back().power = before[i].power + share * (before[i + 1].power - before[i].power);
  }
  // The ends keep their states: the prior's, and the posterior's, whose scales no other replica knows.
  replicas_.front() = before.front();
  replicas_.back() = before.back();
}

}  // namespace byname
