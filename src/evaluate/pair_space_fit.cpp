// SPDX-License-Identifier: Apache-2.0
#include "evaluate/pair_space_fit.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

constexpr int kMostIterations = 300;
constexpr double kSettled = 1e-5;
constexpr double kPrior = 5;  // pairs added to observed and expected
constexpr double kLeastShare = 1e-6;

bool is_anchor(std::span<const std::int8_t> gammas) {
  const auto known = std::count_if(gammas.begin(), gammas.end(), [](std::int8_t g) { return g >= 0; });
  const auto agreeing = std::count_if(gammas.begin(), gammas.end(), [](std::int8_t g) { return g > 0; });
  const auto needed = std::min<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(gammas.size()));
  return known >= needed && agreeing >= known - 1 && agreeing >= 2;
}

/// EM over the rows of pattern counts.
class PairSpaceEm {
 public:
  PairSpaceEm(const SplinkModel& model, const ComparisonCounts& counts)
      : counts_(counts), correction_(counts.num_comparisons * counts.num_comparisons, 0) {
    for (const SplinkComparison& comparison : model.comparisons) {
      std::vector<double> weights;
      for (int gamma = 0; gamma < comparison.num_gammas(); ++gamma)
        weights.push_back(std::log(comparison.m_of(gamma) / comparison.u_of(gamma)));
      weights_.push_back(std::move(weights));
    }
    log_odds_ = std::log(model.lambda / (1 - model.lambda));
  }

  PairSpaceFit run(FitStart start) {
    PairSpaceFit fit;
    fit.probability.resize(counts_.num_patterns());
    if (start == FitStart::kAnchor) {
      for (std::size_t pattern = 0; pattern < counts_.num_patterns(); ++pattern)
        fit.probability[pattern] = is_anchor(counts_.gammas_of(pattern)) ? 1 : 0;
    } else {
      expect(fit);
    }
    iterate(fit, false);
    iterate(fit, true);
    return fit;
  }

 private:
  void iterate(PairSpaceFit& fit, bool is_corrected) {
    for (int i = 0; i < kMostIterations; ++i) {
      const double before = fit.matches;
      maximise(fit.probability);
      if (is_corrected) correct(fit.probability);
      expect(fit);
      if (std::abs(fit.matches - before) <= kSettled * (1 + before)) break;
    }
  }

  void expect(PairSpaceFit& fit) const {
    fit.matches = 0;
    for (std::size_t pattern = 0; pattern < counts_.num_patterns(); ++pattern) {
      const auto gammas = counts_.gammas_of(pattern);
      double log_odds = log_odds_;
      for (std::size_t a = 0; a < gammas.size(); ++a) {
        if (gammas[a] < 0) continue;
        log_odds += weights_[a][static_cast<std::size_t>(gammas[a])];
        for (std::size_t b = a + 1; gammas[a] > 0 && b < gammas.size(); ++b)
          log_odds -= gammas[b] > 0 ? correction_[a * gammas.size() + b] : 0;
      }
      fit.probability[pattern] = 1 / (1 + std::exp(-log_odds));
      fit.matches += counts_.count_of(pattern) * fit.probability[pattern];
    }
  }

  void maximise(const std::vector<double>& probability) {
    double matches = 0.5;
    for (std::size_t pattern = 0; pattern < counts_.num_patterns(); ++pattern)
      matches += counts_.count_of(pattern) * probability[pattern];
    const double all = std::max(counts_.num_pairs, 2 * matches);
    log_odds_ = std::log(matches / (all - matches));
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      std::vector<double> same(weights_[k].size(), 0.5);  // half a pair each: no share is 0
      std::vector<double> other(weights_[k].size(), 0.5);
      double all_same = 0.5 * static_cast<double>(same.size());
      double all_other = all_same;
      for (std::size_t pattern = 0; pattern < counts_.num_patterns(); ++pattern) {
        const std::int8_t gamma = counts_.gammas_of(pattern)[k];
        if (gamma < 0) continue;
        const double match = counts_.count_of(pattern) * probability[pattern];
        same[static_cast<std::size_t>(gamma)] += match;
        other[static_cast<std::size_t>(gamma)] += counts_.count_of(pattern) - match;
        all_same += match;
        all_other += counts_.count_of(pattern) - match;
      }
      for (std::size_t g = 0; g < same.size(); ++g)
        weights_[k][g] = std::log(std::max(kLeastShare, same[g] / all_same) /
                                  std::max(kLeastShare * kLeastShare, other[g] / all_other));
    }
  }

  /// ln c_ab of each pair of comparisons.
  void correct(const std::vector<double>& probability) {
    const std::size_t comparisons = counts_.num_comparisons;
    for (std::size_t a = 0; a < comparisons; ++a) {
      for (std::size_t b = a + 1; b < comparisons; ++b) {
        double all = 0, first = 0, second = 0, both = 0;
        for (std::size_t pattern = 0; pattern < counts_.num_patterns(); ++pattern) {
          const auto gammas = counts_.gammas_of(pattern);
          if (gammas[a] < 0 || gammas[b] < 0) continue;
          const double weight = counts_.count_of(pattern) * (1 - probability[pattern]);
          all += weight;
          if (gammas[a] > 0) first += weight;
          if (gammas[b] > 0) second += weight;
          if (gammas[a] > 0 && gammas[b] > 0) both += weight;
        }
        const double expected = all > 0 ? first * second / all : 0;
        correction_[a * comparisons + b] = std::max(0.0, std::log((both + kPrior) / (expected + kPrior)));
      }
    }
  }

  const ComparisonCounts& counts_;
  std::vector<std::vector<double>> weights_;  ///< ln(m/u) per comparison and gamma
  std::vector<double> correction_;            ///< [a * comparisons + b], a < b
  double log_odds_ = 0;
};

}  // namespace

PairSpaceFit fit_pair_space(const SplinkModel& model, const ComparisonCounts& counts, FitStart start) {
  return PairSpaceEm(model, counts).run(start);
}

}  // namespace byname
