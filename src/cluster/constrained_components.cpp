// SPDX-License-Identifier: Apache-2.0
#include "cluster/constrained_components.hpp"

#include <algorithm>
#include <numeric>

#include "cluster/union_find.hpp"

namespace byname {

namespace {

/// Sets of records that know which others they may not be joined with.
class ConstrainedSets {
 public:
  explicit ConstrainedSets(std::uint32_t records) : sets_(records), barred_(records) {}

  void join(std::uint32_t a, std::uint32_t b) {
    a = sets_.find(a);
    b = sets_.find(b);
    if (a == b) return;
    sets_.join(a, b);
    std::vector<std::uint32_t>& kept = barred_[std::min(a, b)];
    std::vector<std::uint32_t>& given = barred_[std::max(a, b)];
    if (given.size() > kept.size()) kept.swap(given);
    kept.insert(kept.end(), given.begin(), given.end());
    given = {};
  }
  void bar(std::uint32_t a, std::uint32_t b) {
    barred_[sets_.find(a)].push_back(b);
    barred_[sets_.find(b)].push_back(a);
  }
  bool may_join(std::uint32_t a, std::uint32_t b) {
    a = sets_.find(a);
    b = sets_.find(b);
    if (barred_[a].size() > barred_[b].size()) std::swap(a, b);
    return std::none_of(barred_[a].begin(), barred_[a].end(),
                        [&](std::uint32_t other) { return sets_.find(other) == b; });
  }
  std::uint32_t find(std::uint32_t record) { return sets_.find(record); }

 private:
  UnionFind sets_;
  std::vector<std::vector<std::uint32_t>> barred_;  ///< per set: records that it may not hold
};

std::vector<std::uint32_t> likeliest_first(const SplinkPairs& pairs, double threshold) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < pairs.size(); ++i) {
    if (pairs.match_probability[i] >= threshold) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (pairs.match_probability[a] != pairs.match_probability[b])
      return pairs.match_probability[a] > pairs.match_probability[b];
    return std::pair(pairs.left[a], pairs.right[a]) < std::pair(pairs.left[b], pairs.right[b]);
  });
  return order;
}

}  // namespace

std::vector<std::uint32_t> constrained_components(const SplinkPairs& pairs, double threshold,
                                                  const std::vector<RecordPair>& same,
                                                  const std::vector<RecordPair>& different,
                                                  const std::vector<std::uint32_t>& node_rank) {
  const auto records = static_cast<std::uint32_t>(node_rank.size());
  ConstrainedSets sets(records);
  for (const auto& [a, b] : same) sets.join(a, b);
  for (const auto& [a, b] : different) sets.bar(a, b);
  for (const std::uint32_t i : likeliest_first(pairs, threshold)) {
    if (different.empty() || sets.may_join(pairs.left[i], pairs.right[i]))
      sets.join(pairs.left[i], pairs.right[i]);
  }
  std::vector<std::uint32_t> group(records);
  for (std::uint32_t record = 0; record < records; ++record) group[record] = sets.find(record);
  return first_members(group, records, node_rank);
}

}  // namespace byname
