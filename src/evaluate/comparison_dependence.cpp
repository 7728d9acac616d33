// SPDX-License-Identifier: Apache-2.0
#include "evaluate/comparison_dependence.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr int kRounds = 5;
constexpr double kPrior = 5;  // pairs added to observed and expected, so that few pairs say little

/// A gamma that speaks for one person.
bool agrees(const SplinkScorer& scorer, std::size_t comparison, int gamma) {
  return gamma >= 0 && scorer.bayes_factor(comparison, gamma) > 1;
}

double pattern_odds(const SplinkScorer& scorer, std::span<const std::int8_t> gammas) {
  double odds = scorer.prior_odds();
  for (std::size_t k = 0; k < gammas.size(); ++k) odds *= scorer.bayes_factor(k, gammas[k]);
  return std::clamp(odds, 1e-300, 1e300);
}

}  // namespace

double ComparisonDependence::bits() const { return std::max(0.0, std::log2(ratio)); }

std::vector<ComparisonDependence> tabulate_dependence(const ComparisonCounts& counts,
                                                      const SplinkScorer& scorer,
                                                      const std::vector<double>& non_match_share) {
  std::vector<ComparisonDependence> all;
  for (std::size_t a = 0; a < counts.num_comparisons; ++a) {
    for (std::size_t b = a + 1; b < counts.num_comparisons; ++b) {
      ComparisonDependence each{a, b};
      for (std::size_t row = 0; row < counts.num_rows(); ++row) {
        const auto gammas = counts.row(row);
        if (gammas[a] < 0 || gammas[b] < 0) continue;
        const double weight = counts.count[row] * non_match_share[row];
        const bool first = agrees(scorer, a, gammas[a]);
        const bool second = agrees(scorer, b, gammas[b]);
        each.pairs += weight;
        if (first) each.first_agrees += weight;
        if (second) each.second_agrees += weight;
        if (first && second) each.observed += weight;
      }
      each.expected = each.pairs > 0 ? each.first_agrees * each.second_agrees / each.pairs : 0;
      each.ratio = (each.observed + kPrior) / (each.expected + kPrior);
      all.push_back(each);
    }
  }
  return all;
}

std::vector<ComparisonDependence> measure_dependence(const ComparisonCounts& counts,
                                                     const SplinkScorer& scorer) {
  std::vector<ComparisonDependence> all;
  std::vector<double> share(counts.num_rows());
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t row = 0; row < counts.num_rows(); ++row) {
      const double off = bits_too_many(all, counts.row(row), scorer, 0);
      share[row] = 1 / (1 + pattern_odds(scorer, counts.row(row)) * std::exp2(-off));
    }
    all = tabulate_dependence(counts, scorer, share);
  }
  return all;
}

double bits_too_many(const std::vector<ComparisonDependence>& dependences,
                     std::span<const std::int8_t> gammas, const SplinkScorer& scorer, double least) {
  double bits = 0;
  for (const ComparisonDependence& each : dependences) {
    if (each.ratio < least || !agrees(scorer, each.first, gammas[each.first]) ||
        !agrees(scorer, each.second, gammas[each.second]))
      continue;
    bits += each.bits();
  }
  return bits;
}

}  // namespace byname
