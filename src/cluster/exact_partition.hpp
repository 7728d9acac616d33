// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "cluster/cluster_prior.hpp"

namespace byname {

inline constexpr std::size_t kMaxExactSize = 8;

/// Evidence of a small component, of nodes that say most first: log_ratio[a * size + b] for a != b,
/// symmetric; -infinity forbids. Bits in common forbid. A node may be several records that are one person in
/// any case: so many, with so much evidence among them.
struct SmallComponent {
  std::size_t size = 0;
  std::array<std::uint32_t, kMaxExactSize> num_records{1, 1, 1, 1, 1, 1, 1, 1};
  std::array<double, kMaxExactSize> inside{};
  std::array<double, kMaxExactSize * kMaxExactSize> log_ratio{};
  std::array<std::uint64_t, kMaxExactSize> unique_bits{};
};

/// Draws a partition of up to 8 nodes exactly: sums over all subsets that can hold the lowest free node,
/// 3^(n-1) steps instead of Bell(n). Writes the cluster of each node, numbered by smallest member.
void draw_exact_partition(const SmallComponent& component, const ClusterPrior& prior, RandomStream& random,
                          std::span<std::uint16_t> labels);

/// The same for two nodes: draws whether they are one person. -infinity = they may not be.
bool draw_joined_pair(double log_ratio, const ClusterPrior& prior, RandomStream& random);

/// Number of partitions and their log weights are for tests: ln of the unnormalised weight of one partition.
double log_partition_weight(const SmallComponent& component, const ClusterPrior& prior,
                            std::span<const std::uint16_t> labels);

}  // namespace byname
