// SPDX-License-Identifier: Apache-2.0
#include "cluster/gibbs_partition.hpp"

#include <algorithm>
#include <cmath>

namespace byname {

namespace {

/// A forbidden pair: so low that no sum of others makes it good, yet finite, so that sums can be taken back.
constexpr double kForbidden = -1e7;

double log_cluster(const ClusterPrior& prior, std::size_t size, double sum) {
  return prior.log_weight(size) + (size > 1 ? prior.tempering(size) * sum : 0);
}

}  // namespace

GibbsPartition::GibbsPartition(const Component& component, std::span<const std::uint64_t> unique_bits,
                               std::span<const std::uint32_t> num_records)
    : component_(component),
      bits_(unique_bits.begin(), unique_bits.end()),
      num_records_(num_records.begin(), num_records.end()),
      begin_(component.records.size() + 1, 0),
      neighbours_(component.pairs.size() * 2) {
  const std::size_t nodes = component.records.size();
  num_records_.resize(nodes, 1);
  for (const GraphPair& pair : component.pairs) {
    ++begin_[pair.a + 1];
    ++begin_[pair.b + 1];
  }
  for (std::size_t node = 0; node < nodes; ++node) begin_[node + 1] += begin_[node];
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t i = 0; i < component.pairs.size(); ++i) {
    neighbours_[at[component.pairs[i].a]++] = {component.pairs[i].b, i};
    neighbours_[at[component.pairs[i].b]++] = {component.pairs[i].a, i};
  }
  link_.assign(nodes, 0);
  linked_.assign(nodes, 0);
  side_of_.assign(nodes, 0);
}

void GibbsPartition::restart(std::span<const float> log_ratio, std::span<const std::uint16_t> labels,
                             std::span<const double> inside) {
  const std::size_t nodes = component_.records.size();
  log_ratio_ = log_ratio;
  inside_.assign(inside.begin(), inside.end());
  inside_.resize(nodes, 0);
  labels_.assign(labels.begin(), labels.end());
  size_.assign(nodes, 0);
  num_nodes_.assign(nodes, 0);
  sum_.assign(nodes, 0);
  label_bits_.assign(nodes, 0);
  free_labels_.clear();
  pairs_in_.assign(nodes, 0);
  for (std::size_t node = 0; node < nodes; ++node) {
    const std::uint16_t label = labels_[node];
    const double records = num_records_[node];
    size_[label] += num_records_[node];
    ++num_nodes_[label];
    sum_[label] += inside_[node];
    pairs_in_[label] += records * (records - 1) / 2;
    label_bits_[label] |= bits_[node];
  }
  for (std::size_t i = 0; i < component_.pairs.size(); ++i) {
    const std::uint16_t label = labels_[component_.pairs[i].a];
    if (label != labels_[component_.pairs[i].b]) continue;
    sum_[label] += log_ratio_[i];
    pairs_in_[label] +=
        static_cast<double>(num_records_[component_.pairs[i].a]) * num_records_[component_.pairs[i].b];
  }
  for (std::size_t label = nodes; label-- > 0;) {
    const double all = static_cast<double>(size_[label]) * (size_[label] - 1.0) / 2;
    if (size_[label] > 0) sum_[label] += (all - pairs_in_[label]) * kUnscoredLogRatio;
    if (size_[label] == 0) free_labels_.push_back(static_cast<std::uint16_t>(label));
  }
}

void GibbsPartition::sweep(const ClusterPrior& prior, RandomStream& random) {
  const auto nodes = static_cast<std::uint32_t>(labels_.size());
  for (std::uint32_t node = 0; node < nodes; ++node) move_node(node, prior, random);
  for (std::uint32_t proposal = 0; proposal < nodes; ++proposal) split_or_merge(prior, random);
}

std::uint16_t GibbsPartition::free_label() {
  const std::uint16_t label = free_labels_.back();
  free_labels_.pop_back();
  return label;
}

double GibbsPartition::alone(std::uint32_t node, const ClusterPrior& prior) const {
  return log_cluster(prior, num_records_[node], inside_[node]);
}

void GibbsPartition::move_node(std::uint32_t node, const ClusterPrior& prior, RandomStream& random) {
  touched_.clear();
  for (const Neighbour& neighbour : neighbours(node)) {
    const std::uint16_t label = labels_[neighbour.node];
    if (linked_[label] == 0) touched_.push_back(label);
    linked_[label] += num_records_[neighbour.node];
    link_[label] += log_ratio_[neighbour.pair];
  }
  const std::uint16_t old = labels_[node];
  const std::uint32_t records = num_records_[node];
  const auto unscored = [&](double others) { return others * records * kUnscoredLogRatio; };
  const std::uint32_t old_rest = size_[old] - records;
  if (old_rest > 0 && linked_[old] == 0) touched_.push_back(old);
  const double old_link = link_[old] + unscored(old_rest - static_cast<double>(linked_[old]));
  sum_[old] -= old_rest > 0 ? old_link + inside_[node] : 0;
  size_[old] = old_rest;
  --num_nodes_[old];
  if (bits_[node] != 0) label_bits_[old] &= ~bits_[node];
  thread_local std::vector<double> log_weights;
  log_weights.assign(1, alone(node, prior));
  double top = log_weights[0];
  for (const std::uint16_t label : touched_) {
    const std::size_t size = size_[label];
    double log_weight = -1e300;
    if (size > 0 && (label_bits_[label] & bits_[node]) == 0) {
      const double link = link_[label] + unscored(static_cast<double>(size) - linked_[label]) + inside_[node];
      log_weight =
          log_cluster(prior, size + records, sum_[label] + link) - log_cluster(prior, size, sum_[label]);
    }
    log_weights.push_back(log_weight);
    top = std::max(top, log_weight);
  }
  for (double& weight : log_weights) weight = std::exp(weight - top);
  const std::size_t chosen = draw_index(random, log_weights);
  std::uint16_t label = old;
  if (chosen == 0) {
    if (size_[old] > 0) label = free_label();
    sum_[label] = inside_[node];
    label_bits_[label] = 0;
  } else {
    label = touched_[chosen - 1];
    sum_[label] +=
        link_[label] + unscored(static_cast<double>(size_[label]) - linked_[label]) + inside_[node];
    if (size_[old] == 0) free_labels_.push_back(old);
  }
  labels_[node] = label;
  size_[label] += records;
  ++num_nodes_[label];
  label_bits_[label] |= bits_[node];
  for (const std::uint16_t touched : touched_) {
    link_[touched] = 0;
    linked_[touched] = 0;
  }
}

double GibbsPartition::allocate(std::span<const std::uint32_t> others, std::uint32_t i, std::uint32_t j,
                                bool forced, const ClusterPrior& prior, RandomStream& random) {
  sides_[0] = {num_records_[i], inside_[i], bits_[i]};
  sides_[1] = {num_records_[j], inside_[j], bits_[j]};
  side_of_[i] = 1;
  side_of_[j] = 2;
  double log_probability = 0;
  for (const std::uint32_t node : others) {
    double link[2] = {0, 0};
    std::size_t linked[2] = {0, 0};
    for (const Neighbour& neighbour : neighbours(node)) {
      const std::uint8_t side = side_of_[neighbour.node];
      if (side == 0) continue;
      link[side - 1] += log_ratio_[neighbour.pair];
      linked[side - 1] += num_records_[neighbour.node];
    }
    double log_weight[2];
    for (int s = 0; s < 2; ++s) {
      const Side& side = sides_[s];
      link[s] += (static_cast<double>(side.size) - static_cast<double>(linked[s])) * num_records_[node] *
                     kUnscoredLogRatio +
                 inside_[node];
      if ((side.bits & bits_[node]) != 0) link[s] += kForbidden;
      log_weight[s] = log_cluster(prior, side.size + num_records_[node], side.sum + link[s]) -
                      log_cluster(prior, side.size, side.sum);
    }
    const double first = 1 / (1 + std::exp(std::clamp(log_weight[1] - log_weight[0], -700.0, 700.0)));
    int side = forced ? (labels_[node] == labels_[i] ? 0 : 1) : (random.uniform() < first ? 0 : 1);
    log_probability += std::log(std::max(side == 0 ? first : 1 - first, 1e-300));
    side_of_[node] = static_cast<std::uint8_t>(side + 1);
    sides_[side].size += num_records_[node];
    sides_[side].sum += link[side];
    sides_[side].bits |= bits_[node];
  }
  return log_probability;
}

void GibbsPartition::split_or_merge(const ClusterPrior& prior, RandomStream& random) {
  const GraphPair& pair = component_.pairs[random.below(component_.pairs.size())];
  const std::uint16_t label_a = labels_[pair.a];
  const std::uint16_t label_b = labels_[pair.b];
  const bool is_split = label_a == label_b;
  if (!is_split && (label_bits_[label_a] & label_bits_[label_b]) != 0) return;
  if (!is_split && size_[label_a] + size_[label_b] > prior.max_size()) return;
  // Members are found through the neighbours of the two ends; a member joined through unscored pairs only is
  // found by a scan.
  thread_local std::vector<std::uint32_t> others;
  others.clear();
  const std::size_t wanted = (is_split ? num_nodes_[label_a] : num_nodes_[label_a] + num_nodes_[label_b]) - 2;
  const auto collect = [&](std::uint32_t node) {
    if (node == pair.a || node == pair.b || side_of_[node] != 0) return;
    if (labels_[node] != label_a && labels_[node] != label_b) return;
    others.push_back(node);
    side_of_[node] = 3;
  };
  for (const Neighbour& neighbour : neighbours(pair.a)) collect(neighbour.node);
  for (const Neighbour& neighbour : neighbours(pair.b)) collect(neighbour.node);
  for (std::uint32_t node = 0; others.size() < wanted && node < labels_.size(); ++node) collect(node);
  for (const std::uint32_t node : others) side_of_[node] = 0;
  std::sort(others.begin(), others.end());
  for (std::size_t left = others.size(); left > 1; --left)
    std::swap(others[left - 1], others[random.below(left)]);

  const double log_allocation = allocate(others, pair.a, pair.b, !is_split, prior, random);
  const double apart =
      log_cluster(prior, sides_[0].size, sides_[0].sum) + log_cluster(prior, sides_[1].size, sides_[1].sum);
  double joined_sum = 0;
  if (is_split) {
    joined_sum = sum_[label_a];
  } else {
    std::size_t linked = 0;
    joined_sum = sum_[label_a] + sum_[label_b];
    const auto add_links = [&](std::uint32_t node) {
      if (side_of_[node] != 1) return;
      for (const Neighbour& neighbour : neighbours(node)) {
        if (side_of_[neighbour.node] != 2) continue;
        joined_sum += log_ratio_[neighbour.pair];
        linked += std::size_t{num_records_[node]} * num_records_[neighbour.node];
      }
    };
    add_links(pair.a);
    for (const std::uint32_t node : others) add_links(node);
    joined_sum += (static_cast<double>(sides_[0].size * sides_[1].size) - static_cast<double>(linked)) *
                  kUnscoredLogRatio;
  }
  const double together = log_cluster(prior, sides_[0].size + sides_[1].size, joined_sum);
  const double log_ratio = is_split ? apart - together - log_allocation : together - apart + log_allocation;
  if (std::log(random.uniform_open()) < log_ratio) {
    if (is_split) {
      const std::uint16_t fresh = free_label();
      size_[fresh] = static_cast<std::uint32_t>(sides_[1].size);
      num_nodes_[fresh] = 1;
      sum_[fresh] = sides_[1].sum;
      label_bits_[fresh] = sides_[1].bits;
      labels_[pair.b] = fresh;
      for (const std::uint32_t node : others) {
        if (side_of_[node] != 2) continue;
        labels_[node] = fresh;
        ++num_nodes_[fresh];
      }
      num_nodes_[label_a] -= num_nodes_[fresh];
      size_[label_a] = static_cast<std::uint32_t>(sides_[0].size);
      sum_[label_a] = sides_[0].sum;
      label_bits_[label_a] = sides_[0].bits;
    } else {
      for (const std::uint32_t node : others) labels_[node] = label_a;
      labels_[pair.b] = label_a;
      size_[label_a] += size_[label_b];
      num_nodes_[label_a] += num_nodes_[label_b];
      num_nodes_[label_b] = 0;
      sum_[label_a] = joined_sum;
      label_bits_[label_a] |= label_bits_[label_b];
      size_[label_b] = 0;
      sum_[label_b] = 0;
      label_bits_[label_b] = 0;
      free_labels_.push_back(label_b);
    }
  }
  for (const std::uint32_t node : others) side_of_[node] = 0;
  side_of_[pair.a] = side_of_[pair.b] = 0;
}

}  // namespace byname
