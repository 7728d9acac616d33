// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

namespace byname::reference {

/// One mention, or several that are one node, of a person.
struct EvidenceNode {
  std::size_t node = 0;
  std::size_t num_records = 1;
  double inside = 0;  ///< sum of the log ratios of its own pairs
};

/// Evidence of a person from the definition (docs/decisions/0023), mention by mention. `nodes`: those that
/// say most first; `link(a, b)`: sum of the log ratios of the pairs between two nodes.
inline double person_evidence(const std::vector<EvidenceNode>& nodes,
                              const std::function<double(std::size_t, std::size_t)>& link) {
  double evidence = 0;
  double before = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto mine = static_cast<double>(nodes[i].num_records);
    double links = 0;
    for (std::size_t j = 0; j < i; ++j) links += link(nodes[i].node, nodes[j].node);
    const double mean_before = before > 0 ? links / (before * mine) : 0;
    const double mean_own = mine > 1 ? nodes[i].inside / (mine * (mine - 1) / 2) : 0;
    for (double own = 0; own < mine; ++own) {
      if (before + own == 0) continue;
      const double step = before + own > 3 ? std::sqrt((before + own) / 3) : 1;
      evidence += step * (before * mean_before + own * mean_own) / (before + own);
    }
    before += mine;
  }
  return evidence;
}

}  // namespace byname::reference
