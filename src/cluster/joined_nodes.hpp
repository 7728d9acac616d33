// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/pair_graph.hpp"

namespace byname {

/// A component in which records that must be one person (is_required) are one node each.
class JoinedNodes {
 public:
  explicit JoinedNodes(const Component& component);

  static bool has_required(const Component& component);

  std::size_t size() const { return sizes_.size(); }
  /// The nodes as a component of their own: named by their first records, a pair for two nodes of which any
  /// pair was scored.
  const Component& component() const { return joined_; }
  /// Per node: how many records it is.
  std::span<const std::uint32_t> sizes() const { return sizes_; }
  /// Per node: the bits of its records.
  std::vector<std::uint64_t> bits(std::span<const std::uint64_t> unique_bits) const;
  /// Per node: its place. Nodes of several records come first, so that one more mention is compared with them
  /// and takes nothing from what they say; then each stands where the first of its records does.
  /// `of_records`: per record, its place.
  std::vector<std::uint16_t> rank(std::span<const std::uint16_t> of_records) const;
  /// Log ratios of the component's pairs, summed: between two nodes, per pair of component(); inside each
  /// node. A forbidden pair forbids its nodes. Pairs that were not scored count kUnscoredLogRatio.
  void sum(std::span<const GraphPair> pairs, std::span<const float> log_ratios, std::vector<float>& between,
           std::vector<double>& inside) const;
  /// Labels of nodes from those of records, and back. The labels of `of_nodes` are below size().
  void join_labels(std::span<const std::uint16_t> labels, std::vector<std::uint16_t>& of_nodes) const;
  void spread_labels(std::span<const std::uint16_t> of_nodes, std::span<std::uint16_t> labels) const;

 private:
  static constexpr std::uint32_t kInside = UINT32_MAX;

  std::vector<std::uint32_t> node_of_;  ///< per record
  std::vector<std::uint32_t> first_;    ///< per node: its first record
  std::vector<std::uint32_t> sizes_;
  Component joined_;
  std::vector<std::uint32_t> place_;     ///< per pair of the component: of joined_, or kInside
  std::vector<double> unscored_;         ///< per pair of joined_: records' pairs that were not scored
  std::vector<double> unscored_inside_;  ///< per node
};

}  // namespace byname
