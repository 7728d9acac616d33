// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "cluster/link_results.hpp"
#include "cluster/pair_graph.hpp"

namespace byname {

/// What the error rates are taken from.
struct LinkedPairs {
  const PairGraph* graph = nullptr;
  const GraphScoring* scoring = nullptr;
  const std::vector<Edge>* edges = nullptr;
  const RecordTable* records = nullptr;
  std::vector<bool> is_unique;  ///< per list: declared free of duplicates
  CalibrationLine calibration;
};

/// Error rates of the pairs of probability .5 and higher, each found without what the others rest on and
/// without the model's own probabilities (linkage-method B1):
///
/// false links by decoys: pairs inside a list that names nobody twice, none of which is true; where no list
/// is so, pairs put together from the parts of random pairs, a part being comparisons that agree together.
/// What share of them would be a link, times all pairs there are.
///
/// missed links by triples: of three mentions of which the middle one is linked to both others with .99, the
/// share whose outer two would not be linked by themselves.
///
/// false links by neighbours: between two lists that name nobody twice a mention has one true partner at
/// most; the number it is linked to is Bernoulli + Poisson (Blakely & Salmond, International Journal of
/// Epidemiology 31, 2002), of which the moments give the false part.
///
/// A rate that the lists cannot give is left out.
std::vector<IndependentErrorRate> independent_error_rates(const LinkedPairs& pairs,
                                                          const ExecutionContext& context);

}  // namespace byname
