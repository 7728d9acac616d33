// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compare/pair_comparer.hpp"
#include "model/mixture.hpp"

namespace byname {

/// How much rarer or more common than the average a pair's values are, at every level >= 1 (linkage-method
/// A6).
///
/// For value v and gamma g, U_g(v) is the share of *persons* whose value is at level g from v, shrunk towards
/// one person: U = max(c, 1) / (total + 1/u_g). A pair's u_g is replaced by max(U_g(left), U_g(right)), so
/// that a typing error of a common name counts as common. Fuzzy levels look at the most frequent values only:
/// they carry the sum.
///
/// At a fuzzy level the larger U alone would be wrong by how rare such pairs are: whoever bears a mistyped
/// name is at that level from all who bear the right one, but few bear a mistyped name. What is added to ln u
/// is therefore moved by a constant a level, so that the weight stays one of a density: over the pairs of
/// different persons at this level, exp(-adjustment) has the mean 1, as it has at the level of equal values
/// by construction.
class TermFrequencies {
 public:
  TermFrequencies(const ModelSpec& model, const PairComparer& comparer, const ExecutionContext& context);

  /// Recomputes U with each record weighing `record_weight` (1 / mentions of its person), under new u.
  void update(std::span<const float> record_weight, const MixtureParameters& parameters,
              const ExecutionContext& context);

  /// What to add to ln P(pattern | different persons) of a pair: sum over comparisons of ln U - ln u_g.
  double adjustment(std::uint32_t left, std::uint32_t right, std::uint64_t pattern) const;
  /// The smallest adjustment that any pair with this pattern can have: the rarest values possible.
  double lowest_adjustment(std::uint64_t pattern) const;
  bool empty() const { return columns_.empty(); }

 private:
  struct Neighbour {
    std::uint32_t value;
    std::uint8_t gamma;
  };
  struct Column {
    std::size_t comparison = 0;
    int same_gamma = 0;
    std::vector<std::uint64_t> begin;  ///< per value: its neighbours among the frequent values
    std::vector<Neighbour> neighbours;
    std::vector<float> log_ratio;  ///< [value * same_gamma + gamma - 1] = ln U_g(v) - ln u_g
    std::vector<double>
        log_mean;  ///< per gamma - 1: added to the larger of two ratios; 0 where values are equal
    std::vector<double> lowest;  ///< per gamma - 1
  };
  /// Sets log_mean, so that of all pairs of different persons at a level the mean of exp(-adjustment) is 1.
  static void normalise(Column& column, std::span<const double> persons);
  void update_column(Column& column, std::span<const float> record_weight,
                     const MixtureParameters& parameters, const ExecutionContext& context);
  void find_neighbours(Column& column, const PairComparer& comparer, const ExecutionContext& context);

  const PairComparer* comparer_;
  std::vector<Column> columns_;
};

}  // namespace byname
