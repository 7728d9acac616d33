// SPDX-License-Identifier: Apache-2.0
#include "cluster/connected_components.hpp"

#include "cluster/union_find.hpp"

namespace byname {

std::vector<std::uint32_t> connected_components(const SplinkPairs& pairs, double threshold,
                                                const std::vector<std::uint32_t>& node_rank) {
  return connected_components(KeptPairs(pairs), threshold, node_rank);
}

std::vector<std::uint32_t> connected_components(const KeptPairs& kept, double threshold,
                                                const std::vector<std::uint32_t>& node_rank) {
  const auto records = static_cast<std::uint32_t>(node_rank.size());
  UnionFind sets(records);
  kept.for_each_batch(PairParts::kProbabilities, [&](const SplinkPairs& pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (pairs.match_probability[i] >= threshold) sets.join(pairs.left[i], pairs.right[i]);
    }
  });
  std::vector<std::uint32_t> first(records, UINT32_MAX);
  for (std::uint32_t record = 0; record < records; ++record) {
    std::uint32_t& best = first[sets.find(record)];
    if (best == UINT32_MAX || node_rank[record] < node_rank[best]) best = record;
  }
  std::vector<std::uint32_t> cluster(records);
  for (std::uint32_t record = 0; record < records; ++record) cluster[record] = first[sets.find(record)];
  return cluster;
}

}  // namespace byname
