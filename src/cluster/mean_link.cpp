// SPDX-License-Identifier: Apache-2.0
#include "cluster/mean_link.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "cluster/agglomeration.hpp"
#include "cluster/union_find.hpp"

namespace byname {

namespace {

constexpr std::size_t kComponentsPerChunk = 256;

double log2_odds(double probability) {
  return std::clamp(std::log2(probability) - std::log2(1 - probability), -kLargestPairWeight,
                    kLargestPairWeight);
}

/// Records that can come together at all: two clusters need one pair over the threshold between them.
struct Components {
  std::vector<std::uint32_t> records;     ///< component after component; ascending within
  std::vector<std::uint32_t> first;       ///< per component: its begin in `records`; one more at the end
  std::vector<std::uint32_t> of;          ///< per record
  std::vector<std::uint32_t> place;       ///< per record: its place within the component
  std::vector<std::size_t> first_pair{};  ///< per component: its begin in `pairs`; one more at the end
  std::vector<WeightedPair> pairs{};      ///< by component, as places, weights less the threshold's

  std::size_t count() const { return first.size() - 1; }
  std::size_t size_of(std::size_t component) const { return first[component + 1] - first[component]; }
};

/// Numbers sets by their first member and lists the members.
Components list_members(UnionFind& sets, std::uint32_t records) {
  Components made;
  made.of.resize(records);
  made.place.resize(records);
  made.first.push_back(0);
  std::vector<std::uint32_t> size;
  for (std::uint32_t record = 0; record < records; ++record) {
    const std::uint32_t root = sets.find(record);  // the smallest member: met before the others
    if (root == record) {
      made.of[record] = static_cast<std::uint32_t>(size.size());
      size.push_back(0);
    } else {
      made.of[record] = made.of[root];
    }
    made.place[record] = size[made.of[record]]++;
  }
  for (const std::uint32_t members : size) made.first.push_back(made.first.back() + members);
  made.records.resize(records);
  for (std::uint32_t record = 0; record < records; ++record)
    made.records[made.first[made.of[record]] + made.place[record]] = record;
  return made;
}

class MeanLinker {
 public:
  MeanLinker(const SplinkPairs& pairs, const MeanLinkOptions& options, std::uint32_t records)
      : pairs_(pairs), options_(options), bias_(log2_odds(options.threshold)) {
    UnionFind sets(records);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      if (weight(i) > 0) sets.join(pairs.left[i], pairs.right[i]);
    }
    for (const auto& [a, b] : options.same) sets.join(a, b);
    components_ = list_members(sets, records);
    sort_pairs();
    same_ = options.same;
    std::sort(same_.begin(), same_.end(), [&](const RecordPair& a, const RecordPair& b) {
      return std::pair(components_.of[a.first], a) < std::pair(components_.of[b.first], b);
    });
  }

  /// The cluster of each record, as the record that is its first member.
  std::vector<std::uint32_t> run(const ExecutionContext& context) const {
    std::vector<std::uint32_t> cluster(components_.of.size());
    parallel_chunks(context, components_.count(), kComponentsPerChunk,
                    [&](std::size_t, std::size_t begin, std::size_t end) {
                      for (std::size_t c = begin; c < end; ++c) run_component(c, cluster);
                    });
    return cluster;
  }

 private:
  double weight(std::size_t pair) const {
    return std::clamp(pairs_.match_weight[pair], -kLargestPairWeight, kLargestPairWeight) - bias_;
  }
  template <typename Visit>
  void for_each_weighted(const Visit& visit) const {
    for (std::size_t i = 0; i < pairs_.size(); ++i) visit(pairs_.left[i], pairs_.right[i], weight(i));
    for (const auto& [a, b] : options_.different) visit(a, b, -std::numeric_limits<double>::infinity());
  }
  /// Puts the pairs within components together, in the order given.
  void sort_pairs() {
    std::vector<std::size_t>& first = components_.first_pair;
    first.assign(components_.count() + 1, 0);
    for_each_weighted([&](std::uint32_t a, std::uint32_t b, double) {
      if (components_.of[a] == components_.of[b]) ++first[components_.of[a] + 1];
    });
    std::partial_sum(first.begin(), first.end(), first.begin());
    components_.pairs.resize(first.back());
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for_each_weighted([&](std::uint32_t a, std::uint32_t b, double weight) {
      if (components_.of[a] != components_.of[b]) return;
      components_.pairs[next[components_.of[a]]++] = {components_.place[a], components_.place[b], weight};
    });
  }
  void run_component(std::size_t component, std::vector<std::uint32_t>& cluster) const {
    const std::size_t size = components_.size_of(component);
    const std::uint32_t* members = components_.records.data() + components_.first[component];
    if (size == 1) {
      cluster[members[0]] = members[0];
      return;
    }
    std::vector<std::uint64_t> bits;
    if (!options_.unique_bits.empty()) {
      for (std::size_t i = 0; i < size; ++i) bits.push_back(options_.unique_bits[members[i]]);
    }
    const std::size_t begin = components_.first_pair[component];
    const std::span<const WeightedPair> pairs(components_.pairs.data() + begin,
                                              components_.first_pair[component + 1] - begin);
    const std::vector<std::uint32_t> found =
        agglomerate(size, pairs, options_.missing_weight, bits, must_link_in(component));
    std::vector<std::uint32_t> first(size, UINT32_MAX);
    for (std::size_t i = 0; i < size; ++i) {
      if (first[found[i]] == UINT32_MAX) first[found[i]] = members[i];
      cluster[members[i]] = first[found[i]];
    }
  }
  std::vector<RecordPair> must_link_in(std::size_t component) const {
    std::vector<RecordPair> found;
    auto at = std::lower_bound(
        same_.begin(), same_.end(), component,
        [&](const RecordPair& pair, std::size_t c) { return components_.of[pair.first] < c; });
    for (; at != same_.end() && components_.of[at->first] == component; ++at)
      found.emplace_back(components_.place[at->first], components_.place[at->second]);
    return found;
  }

  const SplinkPairs& pairs_;
  const MeanLinkOptions& options_;
  double bias_;
  Components components_;
  std::vector<RecordPair> same_;  ///< by component
};

}  // namespace

std::vector<std::uint32_t> first_members(const std::vector<std::uint32_t>& group_of, std::size_t num_groups,
                                         const std::vector<std::uint32_t>& node_rank) {
  std::vector<std::uint32_t> first(num_groups, UINT32_MAX);
  for (std::uint32_t record = 0; record < group_of.size(); ++record) {
    std::uint32_t& best = first[group_of[record]];
    if (best == UINT32_MAX || node_rank[record] < node_rank[best]) best = record;
  }
  std::vector<std::uint32_t> cluster(group_of.size());
  for (std::size_t record = 0; record < cluster.size(); ++record) cluster[record] = first[group_of[record]];
  return cluster;
}

std::vector<std::uint32_t> mean_link_clusters(const SplinkPairs& pairs, const MeanLinkOptions& options,
                                              const std::vector<std::uint32_t>& node_rank,
                                              const ExecutionContext& context) {
  const auto records = static_cast<std::uint32_t>(node_rank.size());
  const MeanLinker linker(pairs, options, records);
  return first_members(linker.run(context), records, node_rank);
}

}  // namespace byname
