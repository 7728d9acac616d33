// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "cluster/evidence_weights.hpp"

namespace byname {

/// The prior on sizes of persons that one sweep uses: mu (shares of sizes) and kappa (stands for K!,
/// linkage-method C2).
class ClusterPrior {
 public:
  /// Sizes 1 .. max_size; mu starts at its prior mean, 2^-s.
  ClusterPrior(std::size_t max_size, double kappa) : log_mu_(max_size + 1, 0), evidence_(max_size) {
    for (std::size_t s = 1; s <= max_size; ++s) log_mu_[s] = -static_cast<double>(s) * std::log(2.0);
    set_kappa(kappa);
  }

  std::size_t max_size() const { return log_mu_.size() - 1; }
  /// ln of a cluster's weight without its evidence: kappa s! mu_s. -infinity beyond max_size.
  double log_weight(std::size_t size) const { return size <= max_size() ? log_weight_[size] : -1e300; }
  /// How the pairs of a person of up to max_size() mentions are weighed.
  const EvidenceWeights& evidence() const { return evidence_; }

  /// mu ~ Dirichlet(2 2^-s + histogram), kappa = number of persons.
  void update(RandomStream& random, const std::vector<std::int64_t>& persons_per_size) {
    std::vector<double> weights;
    double persons = 0;
    for (std::size_t s = 1; s <= max_size(); ++s) {
      const double count = s < persons_per_size.size() ? static_cast<double>(persons_per_size[s]) : 0.0;
      weights.push_back(2 * std::pow(0.5, static_cast<double>(s)) + count);
      persons += count;
    }
    const std::vector<double> mu = draw_dirichlet(random, weights);
    for (std::size_t s = 1; s <= max_size(); ++s) log_mu_[s] = std::log(mu[s - 1]);
    set_kappa(persons);
  }

 private:
  void set_kappa(double kappa) {
    log_weight_.assign(log_mu_.size(), 0);
    double log_factorial = 0;
    for (std::size_t s = 1; s < log_mu_.size(); ++s) {
      log_factorial += std::log(static_cast<double>(s));
      log_weight_[s] = std::log(std::max(kappa, 1.0)) + log_factorial + log_mu_[s];
    }
  }

  std::vector<double> log_mu_;
  EvidenceWeights evidence_;
  std::vector<double> log_weight_;
};

}  // namespace byname
