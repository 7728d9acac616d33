// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "compare/splink_comparer.hpp"
#include "model/frequency_tables.hpp"
#include "model/value_shares.hpp"

namespace byname {

/// The score of a pair.
struct PairScore {
  double match_weight = 0;  ///< log2 of the odds, lambda included
  double match_probability = 0;
};

/// Scores gammas as Splink 4 does: odds of lambda times m/u and the term-frequency multiplier of each
/// comparison in file order, held within [1e-300, 1e300]; weight = log2, probability = odds / (1 + odds).
class SplinkScorer {
 public:
  /// Term frequencies are counted over all records of `table`. Throws DataError where a level's frequency
  /// column does not exist, or its comparison has no exact level to take u from.
  SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table);
  /// The same with given term frequencies; columns without a table are counted. A value that its table does
  /// not hold counts as NULL: the other record's frequency stands for it.
  SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table,
               const FrequencyTables& frequencies);
  /// The same with shares that are counted already.
  SplinkScorer(const SplinkModel& model, const SplinkComparer& comparer, const ValueTable& table,
               const FrequencyTables& frequencies, const ValueShares& counted);

  PairScore score(std::uint32_t left, std::uint32_t right, std::span<const std::int8_t> gammas) const {
    const double all = odds(left, right, gammas);
    return {weight(all), probability(all)};
  }
  /// The odds of a pair, within [1e-300, 1e300], and what follows from them.
  double odds(std::uint32_t left, std::uint32_t right, std::span<const std::int8_t> gammas) const {
    return odds_with(gammas, [&](std::size_t k) { return frequency_multiplier(k, gammas[k], left, right); });
  }
  /// The same for a lane, whose values are at hand in its tiles.
  double odds(const Lanes& lanes, std::size_t lane, std::span<const std::int8_t> gammas) const {
    return odds_with(gammas, [&](std::size_t k) { return frequency_multiplier(k, gammas[k], lanes, lane); });
  }
  double weight(double odds) const { return std::log2(odds); }
  double probability(double odds) const { return is_certain_ ? 1 : odds / (1 + odds); }
  /// m / u of a gamma; 1 for -1.
  double bayes_factor(std::size_t comparison, int gamma) const {
    return comparisons_[comparison].bayes_factors[static_cast<std::size_t>(gamma + 1)];
  }
  /// The multiplier for the frequencies of the two values; 1 where the level has none.
  double frequency_multiplier(std::size_t comparison, int gamma, std::uint32_t left,
                              std::uint32_t right) const;
  double frequency_multiplier(std::size_t comparison, int gamma, const Lanes& lanes, std::size_t lane) const;
  /// The lanes whose gamma (`plus_one`: gamma + 1) has a multiplier.
  std::uint64_t adjusted_lanes(std::size_t comparison,
                               const std::array<std::uint8_t, kLanes>& plus_one) const;
  /// No multiplier of a gamma is above this, but for rounding.
  double largest_multiplier(std::size_t comparison, int gamma) const;
  /// True if some level of the comparison is adjusted.
  bool has_frequencies(std::size_t comparison) const { return comparisons_[comparison].has_frequencies; }
  /// Number of gammas >= 0 of a comparison.
  int num_gammas(std::size_t comparison) const {
    return static_cast<int>(comparisons_[comparison].bayes_factors.size()) - 1;
  }
  double prior_odds() const { return prior_odds_; }
  /// True if lambda is 1: every pair has probability 1.
  bool is_certain() const { return is_certain_; }

 private:
  /// The shares of a column's values.
  struct Shares {
    std::shared_ptr<const std::vector<double>> of_number;  ///< per canonical number; 0 = NULL
    std::optional<std::size_t> word;  ///< of the rows that pairs are compared by, with the number
  };
  struct Frequency {
    const ValueColumn* column = nullptr;
    const Shares* shares = nullptr;
    double exact_u = 0;
    double minimum_u = 0;
    double weight = 0;  ///< 0: no adjustment
  };
  struct Comparison {
    std::vector<double> bayes_factors;   ///< per gamma + 1
    std::vector<Frequency> frequencies;  ///< per gamma + 1
    std::vector<std::uint8_t> adjusted;  ///< those of frequencies (gamma + 1) that adjust
    bool has_frequencies = false;
  };
  std::vector<Comparison> comparisons_;
  static double multiplier(const Frequency& frequency, double left_share, double right_share);
  template <typename Multiplier>
  double odds_with(std::span<const std::int8_t> gammas, const Multiplier& multiplier) const {
    constexpr double kSmallestOdds = 1e-300;
    constexpr double kLargestOdds = 1e300;
    double odds = prior_odds_;
    for (std::size_t k = 0; k < comparisons_.size(); ++k) {
      odds *= bayes_factor(k, gammas[k]);
      if (comparisons_[k].has_frequencies) odds *= multiplier(k);
    }
    return std::clamp(odds, kSmallestOdds, kLargestOdds);
  }

  std::vector<std::unique_ptr<const Shares>> shares_;  ///< per column that adjusts
  double prior_odds_ = 0;
  bool is_certain_ = false;  ///< lambda = 1
};

}  // namespace byname
