// SPDX-License-Identifier: Apache-2.0
#include "cluster/drawn_labels.hpp"

#include <algorithm>

namespace byname {

DrawnLabels::DrawnLabels(const PairGraph& graph, std::vector<std::uint16_t> fixed,
                         std::span<const std::uint32_t> varies, int num_draws)
    : num_draws_(num_draws), first_varying_(graph.components.size(), kFixed), fixed_(std::move(fixed)) {
  first_node_.reserve(graph.components.size() + 1);
  first_node_.push_back(0);
  for (const Component& component : graph.components) {
    first_node_.push_back(first_node_.back() + static_cast<std::uint32_t>(component.records.size()));
  }
  for (const std::uint32_t component : varies) {
    first_varying_[component] = static_cast<std::uint32_t>(num_varying_);
    num_varying_ += size(component);
  }
  drawn_.assign(num_varying_ * static_cast<std::size_t>(num_draws), 0);
}

void DrawnLabels::gather(std::size_t component, std::vector<std::uint16_t>& labels) const {
  labels.clear();
  if (!varies(component)) {
    const auto same = fixed(component);
    labels.assign(same.begin(), same.end());
    return;
  }
  for (int draw = 0; draw < num_draws_; ++draw) {
    const auto drawn = of_draw(draw, component);
    labels.insert(labels.end(), drawn.begin(), drawn.end());
  }
}

void DrawnLabels::store(int draw, std::size_t first_component, std::span<const std::uint16_t> labels) {
  std::copy(labels.begin(), labels.end(),
            drawn_.begin() + static_cast<std::ptrdiff_t>(place(draw, first_component)));
}

}  // namespace byname
