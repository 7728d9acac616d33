// SPDX-License-Identifier: Apache-2.0
#include "cluster/rank_by_evidence.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace byname {

std::vector<std::uint16_t> rank_by_evidence(const Component& component, std::span<const float> log_ratios) {
  std::vector<float> most(component.records.size(), -std::numeric_limits<float>::infinity());
  for (std::size_t i = 0; i < component.pairs.size(); ++i) {
    const GraphPair& pair = component.pairs[i];
    if (pair.is_forbidden) continue;
    most[pair.a] = std::max(most[pair.a], log_ratios[i]);
    most[pair.b] = std::max(most[pair.b], log_ratios[i]);
  }
  std::vector<std::uint16_t> order(most.size());
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint16_t a, std::uint16_t b) { return most[a] > most[b]; });
  std::vector<std::uint16_t> rank(order.size());
  for (std::size_t place = 0; place < order.size(); ++place)
    rank[order[place]] = static_cast<std::uint16_t>(place);
  return rank;
}

}  // namespace byname
