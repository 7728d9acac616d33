// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cluster/pair_graph.hpp"

namespace byname {

/// Cluster numbers of every node of a graph's components: once for the components that never change, once a
/// draw for those that vary. Numbers count within a component.
class DrawnLabels {
 public:
  DrawnLabels() = default;
  /// `fixed` holds the labels of all nodes, component by component; those of components in `varies` are
  /// ignored. The draws begin as zeros.
  DrawnLabels(const PairGraph& graph, std::vector<std::uint16_t> fixed, std::span<const std::uint32_t> varies,
              int num_draws);

  int num_draws() const { return num_draws_; }
  /// False if the component's persons are the same in every draw.
  bool varies(std::size_t component) const { return first_varying_[component] != kFixed; }
  /// The labels of a component that never changes.
  std::span<const std::uint16_t> fixed(std::size_t component) const {
    return {fixed_.data() + first_node_[component], fixed_.data() + first_node_[component + 1]};
  }
  /// The labels of a component that varies, in one draw.
  std::span<const std::uint16_t> of_draw(int draw, std::size_t component) const {
    return {drawn_.data() + place(draw, component), size(component)};
  }
  /// The same for all draws at once: [draw * size + node].
  void gather(std::size_t component, std::vector<std::uint16_t>& labels) const;
  /// Sets one draw of the varying components from the one that is first on; `labels` holds them one after
  /// another.
  void store(int draw, std::size_t first_component, std::span<const std::uint16_t> labels);

 private:
  static constexpr std::uint32_t kFixed = UINT32_MAX;
  std::size_t size(std::size_t component) const {
    return first_node_[component + 1] - first_node_[component];
  }
  std::size_t place(int draw, std::size_t component) const {
    return static_cast<std::size_t>(draw) * num_varying_ + first_varying_[component];
  }

  int num_draws_ = 0;
  std::size_t num_varying_ = 0;               ///< nodes of components that vary
  std::vector<std::uint32_t> first_node_;     ///< per component, and the end
  std::vector<std::uint32_t> first_varying_;  ///< per component: its first node among the varying, or kFixed
  std::vector<std::uint16_t> fixed_;          ///< per node
  std::vector<std::uint16_t> drawn_;          ///< [draw * num_varying + varying node]
};

}  // namespace byname
