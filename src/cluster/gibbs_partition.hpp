// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/cluster_prior.hpp"
#include "cluster/pair_graph.hpp"

namespace byname {

/// A component too large to enumerate, with its present partition. Moves keep the posterior of linkage-method
/// C1.
class GibbsPartition {
 public:
  /// `component` must outlive the partition. `unique_bits`: one per node. `num_records`: per node, how many
  /// records it is; empty: one.
  GibbsPartition(const Component& component, std::span<const std::uint64_t> unique_bits,
                 std::span<const std::uint32_t> num_records = {});

  /// Begins anew. `labels`: the start, any numbers below the number of nodes. `log_ratio`: one per pair of
  /// the component; it is not copied. `inside`: per node, the evidence among its records; empty: none.
  void restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
               std::span<const double> inside = {});
  /// One pass of single-record moves over all nodes, then as many split or merge proposals as there are
  /// nodes.
  void sweep(const ClusterPrior& prior, RandomStream& random);
  std::span<const std::uint16_t> labels() const { return labels_; }

 private:
  struct Neighbour {
    std::uint32_t node;
    std::uint32_t pair;
  };
  std::span<const Neighbour> neighbours(std::uint32_t node) const {
    return {neighbours_.data() + begin_[node], neighbours_.data() + begin_[node + 1]};
  }
  void move_node(std::uint32_t node, const ClusterPrior& prior, RandomStream& random);
  void split_or_merge(const ClusterPrior& prior, RandomStream& random);
  /// Allocates `others` to the side of i or of j one by one; returns ln of the probability of the allocation.
  /// With `forced`, sides are as labels say and only the probability is computed.
  double allocate(std::span<const std::uint32_t> others, std::uint32_t i, std::uint32_t j, bool forced,
                  const ClusterPrior& prior, RandomStream& random);
  std::uint16_t free_label();

  /// One side of a split proposal.
  struct Side {
    std::size_t size = 1;  ///< records
    double sum = 0;
    std::uint64_t bits = 0;
  };
  double alone(std::uint32_t node, const ClusterPrior& prior) const;

  const Component& component_;
  std::span<const float> log_ratio_;
  std::vector<std::uint64_t> bits_;         ///< per node
  std::vector<std::uint32_t> num_records_;  ///< per node
  std::vector<double> inside_;              ///< per node
  std::vector<std::uint32_t> begin_;
  std::vector<Neighbour> neighbours_;
  std::vector<std::uint16_t> labels_;
  std::vector<std::uint32_t> size_;       ///< per label: records
  std::vector<std::uint32_t> num_nodes_;  ///< per label
  std::vector<double> sum_;               ///< per label: sum of l over its pairs
  std::vector<double> pairs_in_;          ///< per label: pairs of records, for restart()
  std::vector<std::uint64_t> label_bits_;
  std::vector<std::uint16_t> free_labels_;
  // Scratch of one move.
  std::vector<double> link_;
  std::vector<std::uint32_t> linked_;
  std::vector<std::uint16_t> touched_;
  std::vector<std::uint8_t> side_of_;  ///< per node: 0 none, 1 side of i, 2 side of j
  Side sides_[2];
};

}  // namespace byname
