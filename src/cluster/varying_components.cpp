// SPDX-License-Identifier: Apache-2.0
#include "cluster/varying_components.hpp"

#include "cluster/exact_partition.hpp"
#include "cluster/rank_by_evidence.hpp"

namespace byname {

void VaryingComponents::add(const PairGraph& graph, std::uint32_t c, std::span<const std::uint16_t> labels,
                            std::span<const float> log_ratios, const Constraints& constraints) {
  const Component& added = graph.components[c];
  component.push_back(c);
  first_record.push_back(added.records.front());
  of_graph.push_back(&added);
  for (const std::uint32_t record : added.records) unique_bits.push_back(constraints.unique_bit(record));
  pairs.insert(pairs.end(), added.pairs.begin(), added.pairs.end());
  start.insert(start.end(), labels.begin(), labels.end());
  const std::vector<std::uint16_t> places = rank_by_evidence(added, log_ratios);
  rank.insert(rank.end(), places.begin(), places.end());
  joined.push_back(JoinedNodes::has_required(added) ? std::make_unique<JoinedNodes>(added) : nullptr);
  node_begin.push_back(unique_bits.size());
  pair_begin.push_back(pairs.size());
}

bool VaryingComponents::one_has_most_pairs() const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (num_nodes(i) > kMaxExactSize && 2 * num_pairs(i) > pairs.size()) return true;
  }
  return false;
}

}  // namespace byname
