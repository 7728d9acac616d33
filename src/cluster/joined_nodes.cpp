// SPDX-License-Identifier: Apache-2.0
#include "cluster/joined_nodes.hpp"

#include <algorithm>
#include <map>

#include "cluster/union_find.hpp"

namespace byname {

bool JoinedNodes::has_required(const Component& component) {
  return std::any_of(component.pairs.begin(), component.pairs.end(),
                     [](const GraphPair& pair) { return pair.is_required; });
}

JoinedNodes::JoinedNodes(const Component& component) : node_of_(component.records.size(), kInside) {
  UnionFind sets(component.records.size());
  for (const GraphPair& pair : component.pairs) {
    if (pair.is_required) sets.join(pair.a, pair.b);
  }
  std::vector<std::uint32_t> node_of_root(component.records.size(), kInside);
  for (std::uint32_t record = 0; record < node_of_.size(); ++record) {
    std::uint32_t& node = node_of_root[sets.find(record)];
    if (node == kInside) {
      node = static_cast<std::uint32_t>(sizes_.size());
      sizes_.push_back(0);
      first_.push_back(record);
      joined_.records.push_back(component.records[record]);
    }
    node_of_[record] = node;
    ++sizes_[node];
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> pair_of;
  for (const GraphPair& pair : component.pairs) {
    const std::pair<std::uint32_t, std::uint32_t> nodes = std::minmax(node_of_[pair.a], node_of_[pair.b]);
    if (nodes.first != nodes.second) pair_of.emplace(nodes, 0);
  }
  for (auto& [nodes, place] : pair_of) {
    place = static_cast<std::uint32_t>(joined_.pairs.size());
    joined_.pairs.push_back({nodes.first, nodes.second, 0, 0, false, false});
    unscored_.push_back(static_cast<double>(sizes_[nodes.first]) * sizes_[nodes.second]);
  }
  for (const std::uint32_t size : sizes_)
    unscored_inside_.push_back(static_cast<double>(size) * (size - 1.0) / 2);
  for (const GraphPair& pair : component.pairs) {
    const std::pair<std::uint32_t, std::uint32_t> nodes = std::minmax(node_of_[pair.a], node_of_[pair.b]);
    if (nodes.first == nodes.second) {
      place_.push_back(kInside);
      --unscored_inside_[nodes.first];
      continue;
    }
    place_.push_back(pair_of.at(nodes));
    --unscored_[place_.back()];
    joined_.pairs[place_.back()].is_forbidden |= pair.is_forbidden;
  }
  joined_.is_complete = component.is_complete;
}

std::vector<std::uint64_t> JoinedNodes::bits(std::span<const std::uint64_t> unique_bits) const {
  std::vector<std::uint64_t> bits(size(), 0);
  for (std::size_t record = 0; record < node_of_.size(); ++record)
    bits[node_of_[record]] |= unique_bits[record];
  return bits;
}

std::vector<std::uint16_t> JoinedNodes::rank(std::span<const std::uint16_t> of_records) const {
  std::vector<std::uint32_t> record_at(of_records.size());
  for (std::uint32_t record = 0; record < of_records.size(); ++record) record_at[of_records[record]] = record;
  constexpr std::uint16_t kNone = UINT16_MAX;
  std::vector<std::uint16_t> of_nodes(size(), kNone);
  std::uint16_t next = 0;
  for (const bool is_many : {true, false}) {
    for (const std::uint32_t record : record_at) {
      std::uint16_t& mine = of_nodes[node_of_[record]];
      if (mine == kNone && (sizes_[node_of_[record]] > 1) == is_many) mine = next++;
    }
  }
  return of_nodes;
}

void JoinedNodes::sum(std::span<const GraphPair> pairs, std::span<const float> log_ratios,
                      std::vector<float>& between, std::vector<double>& inside) const {
  std::vector<double> sums;
  for (const double unscored : unscored_) sums.push_back(unscored * kUnscoredLogRatio);
  inside.clear();
  for (const double unscored : unscored_inside_) inside.push_back(unscored * kUnscoredLogRatio);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (place_[i] != kInside) {
      sums[place_[i]] += log_ratios[i];
    } else if (!pairs[i].is_forbidden) {
      inside[node_of_[pairs[i].a]] += log_ratios[i];
    }
  }
  between.assign(sums.begin(), sums.end());
}

void JoinedNodes::join_labels(std::span<const std::uint16_t> labels,
                              std::vector<std::uint16_t>& of_nodes) const {
  std::vector<std::uint32_t> number(node_of_.size() + 1, kInside);  // labels of records may exceed the nodes
  std::uint32_t next = 0;
  of_nodes.clear();
  for (const std::uint32_t record : first_) {
    std::uint32_t& mine = number[labels[record]];
    if (mine == kInside) mine = next++;
    of_nodes.push_back(static_cast<std::uint16_t>(mine));
  }
}

void JoinedNodes::spread_labels(std::span<const std::uint16_t> of_nodes,
                                std::span<std::uint16_t> labels) const {
  for (std::size_t record = 0; record < node_of_.size(); ++record)
    labels[record] = of_nodes[node_of_[record]];
}

}  // namespace byname
