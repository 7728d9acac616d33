// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/execution_context.hpp"
#include "estimate/model_spread.hpp"
#include "estimate/overlap_draws.hpp"
#include "estimate/unseen_mixture.hpp"

namespace byname {

/// What one estimator says of one overlap.
struct EstimatorAnswer {
  /// Mixture of those on no list; refused_share 1 where there is no estimate.
  UnseenAnswer unseen;
  /// The estimate of this overlap where it is not the median of the mixture (an average over models); else
  /// negative.
  double point = -1;
  ModelSpread similar;  ///< of an average over models: those that fit about equally well
  std::string model;    ///< "[12,3]"; empty where there is no choice
  std::vector<std::pair<std::string, double>> diagnostics;  ///< of this overlap, by name
  std::string reason;                                       ///< why not, "not estimable, because ..."
  std::string needed;                                       ///< what would be needed instead
};

/// An answer without an estimate.
EstimatorAnswer refused_answer(std::string reason, std::string needed);

/// One estimator of a family, as estimate.json names it.
struct EstimatorVariant {
  std::string variant;
  std::string assumption;  ///< what must hold for it to be right, for a reader who is no statistician
  std::string family{};    ///< where it is shown under another family than the one that it shares work with
};

/// What an estimator may use besides the overlap.
struct TableContext {
  const ExecutionContext& execution;  ///< threads that this call may use; its seed keys the random streams
  std::uint64_t stratum = 0;          ///< which stratum, and which of its distinct overlaps: keys of streams
  std::uint64_t table = 0;
  std::size_t num_tables = 1;  ///< overlaps that the family is asked about: the more, the less each may cost
};

/// Estimators that share their work: one function answers for all of them.
struct EstimatorFamily {
  std::string family;
  std::vector<EstimatorVariant> variants;
  /// Draws of the linkage that it is asked about, spread evenly over all; for families that are slow.
  std::size_t max_draws = std::numeric_limits<std::size_t>::max();
  /// One answer a variant, in order. Called for many overlaps at once: it must not change what it shares.
  /// Same overlap, seed and context: same answer, for any number of threads.
  std::function<std::vector<EstimatorAnswer>(const CaptureTable&, const TableContext&)> answer;
};

/// What a family is made from. Families look at the decided overlap (draws.tables.front()) to choose models.
struct FamilyInput {
  const OverlapDraws& draws;
  const std::vector<std::string>& lists;  ///< names of the lists of the overlaps
  const ExecutionContext& execution;
  bool is_quick =
      false;  ///< inside byname count: what takes longer than some milliseconds an overlap is left out
};

/// Makes a family; without variants where it does not apply (too few lists, not quick). A family that applies
/// but has no estimate says so in its answers.
using FamilyMaker = EstimatorFamily (*)(const FamilyInput& input);

/// All families that apply, in the order in which they are shown. A new family adds its maker to the table in
/// estimator.cpp.
std::vector<EstimatorFamily> make_families(const FamilyInput& input);

}  // namespace byname
