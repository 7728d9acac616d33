// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/constraints.hpp"
#include "model/candidates.hpp"

namespace byname {

/// A scored pair inside a component, by local node numbers.
struct GraphPair {
  std::uint32_t a = 0;  ///< local, a < b
  std::uint32_t b = 0;
  std::uint32_t pattern = 0;  ///< index into PairGraph::patterns
  float term_frequency = 0;
  bool is_forbidden = false;  ///< hard or rule veto
  bool is_required = false;   ///< judged the same
};

/// Records that may be one person, directly or through others.
struct Component {
  std::vector<std::uint32_t> records;  ///< ascending; position = local node number
  std::vector<GraphPair> pairs;        ///< scored pairs, sorted by (a, b)
  bool is_complete = false;            ///< every pair of the component is in `pairs`
};

/// The candidate graph: components of the pairs over the cut-off, with every pair scored that a decision may
/// need.
struct PairGraph {
  std::vector<Component> components;    ///< two records or more, by smallest record
  std::vector<std::uint64_t> patterns;  ///< sorted, distinct
  std::size_t num_records = 0;
  std::size_t num_isolated = 0;  ///< records in no component
};

/// Score that a pair gets which nothing brought together and nothing made worth scoring: natural log odds
/// ratio.
inline constexpr double kUnscoredLogRatio = -5;

/// What scoring a pair needs.
struct GraphScoring {
  const PairComparer* comparer = nullptr;
  const TermFrequencies* frequencies = nullptr;
  const MixtureParameters* parameters = nullptr;
  const Constraints* constraints = nullptr;
  const RuleVetoes* vetoes = nullptr;
};

/// Builds the graph from edges (sorted by left, right). Pairs that no key produced are scored, not assumed:
/// all of a component up to 24 records; in larger ones those within and between clusters that an edge joins.
PairGraph build_pair_graph(const std::vector<Edge>& edges, const GraphScoring& scoring,
                           std::size_t num_records, const ExecutionContext& context);

}  // namespace byname
