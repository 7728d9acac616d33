// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cluster/joined_nodes.hpp"
#include "cluster/pair_graph.hpp"

namespace byname {

/// The components of a graph that vary from draw to draw, with what all draws of them read alike, one after
/// another: a draw passes over all of them, so that what it reads must lie in order.
struct VaryingComponents {
  std::vector<std::uint32_t> component;     ///< of the graph
  std::vector<std::uint32_t> first_record;  ///< names the component's random stream
  std::vector<std::size_t> node_begin{0};   ///< per component, and the end
  std::vector<std::size_t> pair_begin{0};   ///< per component, and the end
  std::vector<GraphPair> pairs;
  std::vector<std::uint64_t> unique_bits;            ///< per node
  std::vector<std::uint16_t> rank;                   ///< per node: its place, those that say most first
  std::vector<std::uint16_t> start;                  ///< per node: agglomerated label
  std::vector<const Component*> of_graph;            ///< per component
  std::vector<std::unique_ptr<JoinedNodes>> joined;  ///< null: nothing is required to be one person

  /// Adds component `c` of the graph, which must outlive this. `labels`: agglomerated, one per node;
  /// `log_ratios`: one per pair, as trained.
  void add(const PairGraph& graph, std::uint32_t c, std::span<const std::uint16_t> labels,
           std::span<const float> log_ratios, const Constraints& constraints);

  std::size_t size() const { return component.size(); }
  std::size_t num_nodes(std::size_t i) const { return node_begin[i + 1] - node_begin[i]; }
  std::size_t num_pairs(std::size_t i) const { return pair_begin[i + 1] - pair_begin[i]; }
  std::span<const GraphPair> pairs_of(std::size_t i) const { return {&pairs[pair_begin[i]], num_pairs(i)}; }
  std::span<const std::uint64_t> unique_bits_of(std::size_t i) const {
    return {&unique_bits[node_begin[i]], num_nodes(i)};
  }
  std::span<const std::uint16_t> rank_of(std::size_t i) const { return {&rank[node_begin[i]], num_nodes(i)}; }
  /// True if one component, too large to enumerate, has most of the pairs: threads then find no work among
  /// components.
  bool one_has_most_pairs() const;
};

}  // namespace byname
