// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "cluster/cluster_prior.hpp"
#include "cluster/gibbs_partition.hpp"
#include "cluster/varying_components.hpp"

namespace byname {

/// The present partition of every component that varies, under the present log ratios. Several chains may run
/// at once over the same components, and several threads may draw different components of one chain.
class PartitionChain {
 public:
  /// `varying` must outlive the chain. Labels and log ratios are to be set before the first draw.
  explicit PartitionChain(const VaryingComponents& varying);

  /// Every component as agglomerated.
  void start_joined();
  /// Every mention alone.
  void start_alone();

  /// Labels of the nodes of components begin .. end - 1.
  std::span<const std::uint16_t> labels(std::size_t begin, std::size_t end) const {
    return {&labels_[varying_.node_begin[begin]], varying_.node_begin[end] - varying_.node_begin[begin]};
  }
  /// Log ratios of the pairs of components begin .. end - 1, to be set.
  std::span<float> log_ratios(std::size_t begin, std::size_t end) {
    return {&log_ratio_[varying_.pair_begin[begin]], varying_.pair_begin[end] - varying_.pair_begin[begin]};
  }

  /// Draws component `i` anew: from its posterior where it is small, else by one sweep from where it stands.
  void draw(std::size_t i, const ClusterPrior& prior, RandomStream& random);

 private:
  std::span<std::uint16_t> labels_of(std::size_t i) {
    return {&labels_[varying_.node_begin[i]], varying_.num_nodes(i)};
  }
  std::span<const float> log_ratios_of(std::size_t i) const {
    return {&log_ratio_[varying_.pair_begin[i]], varying_.num_pairs(i)};
  }
  void draw_small(std::size_t i, const ClusterPrior& prior, RandomStream& random);
  void draw_joined(std::size_t i, const ClusterPrior& prior, RandomStream& random);
  void draw_small_joined(std::size_t i, std::span<const float> between, std::span<const double> inside,
                         const ClusterPrior& prior, RandomStream& random,
                         std::span<std::uint16_t> of_nodes) const;

  const VaryingComponents& varying_;
  std::vector<std::uint16_t> labels_;                   ///< per node
  std::vector<float> log_ratio_;                        ///< per pair
  std::vector<std::unique_ptr<GibbsPartition>> gibbs_;  ///< per component; null: small enough for exact draws
};

}  // namespace byname
