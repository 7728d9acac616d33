// SPDX-License-Identifier: Apache-2.0
#include "evaluate/comparison_dependence.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr double kPrior = 5;  // pairs added to observed and expected, so that few pairs say little
constexpr double kStandardErrors = 3;
constexpr double kLeastLeft = 0.1;  // of a count from which missed matches are taken off

/// A gamma that speaks for one person.
bool agrees(const SplinkScorer& scorer, std::size_t comparison, int gamma) {
  return gamma >= 0 && scorer.bayes_factor(comparison, gamma) > 1;
}

double pattern_odds(const SplinkScorer& scorer, std::span<const std::int8_t> gammas) {
  double odds = scorer.prior_odds();
  for (std::size_t k = 0; k < gammas.size(); ++k) odds *= scorer.bayes_factor(k, gammas[k]);
  return std::clamp(odds, 1e-300, 1e300);
}

/// Share of the matches that agree, by the model.
double agreeing_share(const SplinkModel& model, const SplinkScorer& scorer, std::size_t comparison) {
  double share = 0;
  for (int gamma = 0; gamma < model.comparisons[comparison].num_gammas(); ++gamma) {
    if (agrees(scorer, comparison, gamma)) share += model.comparisons[comparison].m_of(gamma);
  }
  return std::clamp(share, 0.01, 1.0);
}

/// D: matches among the pairs weighted as non-matches.
double missed_matches(const std::vector<ComparisonDependence>& all, const std::vector<double>& m) {
  std::vector<double> each;
  for (const ComparisonDependence& pair : all)
    each.push_back((pair.observed - pair.expected) / (m[pair.first] * m[pair.second]));
  if (each.empty()) return 0;
  std::sort(each.begin(), each.end());
  const std::size_t quartile = each.size() < 3 ? each.size() - 1 : 3 * (each.size() - 1) / 4;
  return std::max(0.0, each[quartile]);
}

double without(double count, double missed) { return std::max(kLeastLeft * count, count - missed); }

void set_ratio(ComparisonDependence& each) {
  each.expected = each.pairs > 0 ? each.first_agrees * each.second_agrees / each.pairs : 0;
  each.ratio = (each.observed + kPrior) / (each.expected + kPrior);
}

}  // namespace

double ComparisonDependence::bits() const { return std::max(0.0, std::log2(ratio)); }

std::vector<ComparisonDependence> tabulate_dependence(const ComparisonCounts& counts,
                                                      const SplinkScorer& scorer,
                                                      std::span<const double> non_match_share) {
  std::vector<ComparisonDependence> all;
  for (std::size_t a = 0; a < counts.num_comparisons; ++a) {
    for (std::size_t b = a + 1; b < counts.num_comparisons; ++b) {
      ComparisonDependence each{a, b};
      for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern) {
        const auto gammas = counts.gammas_of(pattern);
        if (gammas[a] < 0 || gammas[b] < 0) continue;
        const double weight = counts.count_of(pattern) * non_match_share[pattern];
        const bool first = agrees(scorer, a, gammas[a]);
        const bool second = agrees(scorer, b, gammas[b]);
        each.pairs += weight;
        if (first) each.first_agrees += weight;
        if (second) each.second_agrees += weight;
        if (first && second) each.observed += weight;
      }
      set_ratio(each);
      all.push_back(each);
    }
  }
  return all;
}

std::vector<ComparisonDependence> measure_dependence(const ComparisonCounts& counts,
                                                     const SplinkScorer& scorer, const SplinkModel& model) {
  std::vector<double> share;
  for (std::size_t pattern = 0; pattern < counts.num_patterns(); ++pattern)
    share.push_back(1 / (1 + pattern_odds(scorer, counts.gammas_of(pattern))));
  std::vector<ComparisonDependence> all = tabulate_dependence(counts, scorer, share);
  std::vector<double> m;
  for (std::size_t k = 0; k < counts.num_comparisons; ++k) m.push_back(agreeing_share(model, scorer, k));
  const double missed = missed_matches(all, m);
  for (ComparisonDependence& each : all) {
    each.observed = without(each.observed, missed * m[each.first] * m[each.second]);
    each.first_agrees = without(each.first_agrees, missed * m[each.first]);
    each.second_agrees = without(each.second_agrees, missed * m[each.second]);
    set_ratio(each);
    if (each.observed - each.expected < kStandardErrors * std::sqrt(each.expected + 1))
      each.ratio = std::min(each.ratio, 1.0);
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
