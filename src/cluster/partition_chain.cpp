// SPDX-License-Identifier: Apache-2.0
#include "cluster/partition_chain.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "cluster/exact_partition.hpp"
#include "cluster/joined_nodes.hpp"

namespace byname {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

std::unique_ptr<GibbsPartition> make_gibbs(const VaryingComponents& varying, std::size_t i) {
  const std::span<const std::uint64_t> bits = varying.unique_bits_of(i);
  const std::span<const std::uint16_t> rank = varying.rank_of(i);
  const JoinedNodes* joined = varying.joined[i].get();
  if ((joined != nullptr ? joined->size() : bits.size()) <= kMaxExactSize) return nullptr;
  if (joined == nullptr)
    return std::make_unique<GibbsPartition>(*varying.of_graph[i], bits, std::span<const std::uint32_t>(),
                                            rank);
  return std::make_unique<GibbsPartition>(joined->component(), joined->bits(bits), joined->sizes(),
                                          joined->rank(rank));
}

/// `small` has its nodes by rank, labels are of nodes as they are numbered.
void draw_in_order(const SmallComponent& small, std::span<const std::uint16_t> rank,
                   const ClusterPrior& prior, RandomStream& random, std::span<std::uint16_t> labels) {
  std::array<std::uint16_t, kMaxExactSize> by_rank;
  draw_exact_partition(small, prior, random, std::span(by_rank).first(small.size));
  for (std::size_t node = 0; node < small.size; ++node) labels[node] = by_rank[rank[node]];
}

}  // namespace

PartitionChain::PartitionChain(const VaryingComponents& varying)
    : varying_(varying), labels_(varying.start.size()), log_ratio_(varying.pairs.size()) {
  gibbs_.reserve(varying.size());
  for (std::size_t i = 0; i < varying.size(); ++i) gibbs_.push_back(make_gibbs(varying, i));
}

void PartitionChain::start_joined() { labels_ = varying_.start; }

void PartitionChain::start_alone() {
  for (std::size_t i = 0; i < varying_.size(); ++i) {
    const auto labels = labels_of(i);
    std::iota(labels.begin(), labels.end(), std::uint16_t{0});
  }
}

void PartitionChain::draw(std::size_t i, const ClusterPrior& prior, RandomStream& random) {
  if (varying_.joined[i]) {
    draw_joined(i, prior, random);
  } else if (GibbsPartition* gibbs = gibbs_[i].get()) {
    const std::span<std::uint16_t> labels = labels_of(i);
    gibbs->restart(log_ratios_of(i), labels, prior);
    gibbs->sweep(prior, random);
    std::copy(gibbs->labels().begin(), gibbs->labels().end(), labels.begin());
  } else {
    draw_small(i, prior, random);
  }
}

void PartitionChain::draw_small(std::size_t i, const ClusterPrior& prior, RandomStream& random) {
  const std::span<const GraphPair> pairs = varying_.pairs_of(i);
  const std::span<const float> log_ratios = log_ratios_of(i);
  const auto log_ratio_of = [&](std::size_t pair) {
    return pairs[pair].is_forbidden ? kNever : double{log_ratios[pair]};
  };
  const std::span<std::uint16_t> labels = labels_of(i);
  const std::span<const std::uint64_t> bits = varying_.unique_bits_of(i);
  if (labels.size() == 2 && pairs.size() == 1) {
    const bool may_join = (bits[0] & bits[1]) == 0;
    labels[0] = 0;
    labels[1] = draw_joined_pair(may_join ? log_ratio_of(0) : kNever, prior, random) ? 0 : 1;
    return;
  }
  const std::span<const std::uint16_t> rank = varying_.rank_of(i);
  SmallComponent small;
  small.size = labels.size();
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::size_t a = rank[pairs[p].a], b = rank[pairs[p].b];
    small.log_ratio[a * small.size + b] = small.log_ratio[b * small.size + a] = log_ratio_of(p);
  }
  for (std::size_t node = 0; node < labels.size(); ++node) small.unique_bits[rank[node]] = bits[node];
  draw_in_order(small, rank, prior, random, labels);
}

/// A component in which some records are one person in any case.
void PartitionChain::draw_joined(std::size_t i, const ClusterPrior& prior, RandomStream& random) {
  const JoinedNodes& joined = *varying_.joined[i];
  const std::span<std::uint16_t> labels = labels_of(i);
  std::vector<float> between;
  std::vector<double> inside;
  joined.sum(varying_.pairs_of(i), log_ratios_of(i), between, inside);
  std::vector<std::uint16_t> of_nodes;
  joined.join_labels(labels, of_nodes);
  if (GibbsPartition* gibbs = gibbs_[i].get()) {
    gibbs->restart(between, of_nodes, prior, inside);
    gibbs->sweep(prior, random);
    joined.spread_labels(gibbs->labels(), labels);
    return;
  }
  draw_small_joined(i, between, inside, prior, random, of_nodes);
  joined.spread_labels(of_nodes, labels);
}

void PartitionChain::draw_small_joined(std::size_t i, std::span<const float> between,
                                       std::span<const double> inside, const ClusterPrior& prior,
                                       RandomStream& random, std::span<std::uint16_t> of_nodes) const {
  const JoinedNodes& joined = *varying_.joined[i];
  SmallComponent small;
  small.size = joined.size();
  const std::vector<std::uint16_t> rank = joined.rank(varying_.rank_of(i));
  const std::vector<std::uint64_t> bits = joined.bits(varying_.unique_bits_of(i));
  for (std::size_t node = 0; node < small.size; ++node) {
    small.num_records[rank[node]] = joined.sizes()[node];
    small.inside[rank[node]] = inside[node];
    small.unique_bits[rank[node]] = bits[node];
  }
  for (std::size_t a = 0; a < small.size; ++a) {
    for (std::size_t b = 0; b < small.size; ++b)
      small.log_ratio[a * small.size + b] =
          kUnscoredLogRatio * static_cast<double>(small.num_records[a]) * small.num_records[b];
  }
  for (std::size_t p = 0; p < between.size(); ++p) {
    const GraphPair& pair = joined.component().pairs[p];
    const std::size_t a = rank[pair.a], b = rank[pair.b];
    small.log_ratio[a * small.size + b] = small.log_ratio[b * small.size + a] =
        pair.is_forbidden ? kNever : between[p];
  }
  draw_in_order(small, rank, prior, random, of_nodes);
}

}  // namespace byname
