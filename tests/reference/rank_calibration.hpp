// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/random.hpp"

namespace byname::reference {

/// Simulation-based calibration (Talts, Betancourt, Simpson, Vehtari & Gelman 2018): truths from the prior,
/// data from the truths; the rank of the truth in the posterior is uniform if the sampler is right. Counts
/// ranks, as shares from 0 to 1, in ten bins.
class RankCalibration {
 public:
  /// `share`: of the posterior below the truth; ties broken at random.
  void add(double share) {
    const auto bin = static_cast<std::size_t>(share * static_cast<double>(bins_.size()));
    ++bins_[std::min(bin, bins_.size() - 1)];
    ++worlds_;
  }
  /// P value of uniform ranks, chi squared.
  double p_value() const {
    const double expected = static_cast<double>(worlds_) / static_cast<double>(bins_.size());
    double statistic = 0;
    for (const int count : bins_) statistic += (count - expected) * (count - expected) / expected;
    return boost::math::cdf(
        boost::math::complement(boost::math::chi_squared(static_cast<double>(bins_.size()) - 1), statistic));
  }
  /// A row of the table in docs/studies.md.
  void print(const std::string& sampler, const std::string& number) const {
    std::printf("| %s | %s | %d | %.3f |", sampler.c_str(), number.c_str(), worlds_, p_value());
    for (const int count : bins_) std::printf(" %d", count);
    std::printf(" |\n");
  }

 private:
  std::vector<int> bins_ = std::vector<int>(10, 0);
  int worlds_ = 0;
};

/// Worlds of a calibration: the test's, or more by the variable BYNAME_CALIBRATION_WORLDS
/// (bench/sampler_calibration.sh).
inline int calibration_worlds(int of_the_test) {
  const char* text = std::getenv("BYNAME_CALIBRATION_WORLDS");
  return text == nullptr ? of_the_test : std::atoi(text);
}

/// Share of values below a truth, ties broken at random.
inline double rank_share(const std::vector<double>& draws, double truth, RandomStream& random) {
  double below = 0;
  double equal = 0;
  for (const double draw : draws) {
    below += draw < truth ? 1 : 0;
    equal += draw == truth ? 1 : 0;
  }
  // The truth is one of draws + 1 values.
  return (below + (equal + 1) * random.uniform()) / (static_cast<double>(draws.size()) + 1);
}

}  // namespace byname::reference
