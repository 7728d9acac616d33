// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/execution_context.hpp"
#include "estimate/capture_table.hpp"
#include "estimate/decomposable_graphs.hpp"

namespace byname {

/// The posterior of one graph.
struct GraphPosterior {
  std::size_t graph = 0;        ///< index into the graphs
  double weight = 0;            ///< sums to 1 over all graphs
  std::vector<double> density;  ///< over GraphAverage::unseen, sums to `weight`; empty where negligible
};

/// The posterior of the number on no list, over all graphs.
struct GraphAverage {
  std::vector<double> unseen;          ///< numbers at which it is held: whole, ascending
  std::vector<double> density;         ///< posterior of each with the numbers next to it; sums to 1
  std::vector<GraphPosterior> graphs;  ///< by falling weight
  double mean = 0;                     ///< posterior mean, the complete graph left out: it has none
  double complete_weight = 0;          ///< of the graph where all lists depend: there the prior alone decides
};

/// Averages over decomposable graphs (Madigan & York 1997, Biometrika 84, 19-31; the R package dga): hyper
/// Dirichlet prior with `delta` > 0 a cell of the whole table, graphs equally likely, prior of N proportional
/// to 1 / N. The number on no list has no upper bound: a first pass finds where the posterior lies, a second
/// goes through up to 1,500 numbers there, each standing for those next to it.
GraphAverage average_graphs(const CaptureTable& table, const std::vector<DecomposableGraph>& graphs,
                            double delta, const ExecutionContext& context);

/// The number that a share of the density lies below; `density` over `unseen`, of any sum > 0.
double density_quantile(const std::vector<double>& unseen, const std::vector<double>& density, double share);

}  // namespace byname
