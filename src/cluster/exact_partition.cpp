// SPDX-License-Identifier: Apache-2.0
#include "cluster/exact_partition.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace byname {

namespace {

/// exp of less is 0 as a double.
constexpr double kNegligible = -750;

using SubsetTable = std::array<double, std::size_t{1} << kMaxExactSize>;

double log_weight_of(const ClusterPrior& prior, std::size_t records, double sum) {
  return records > 1 ? prior.tempering(records) * sum + prior.log_weight(records) : prior.log_weight(1);
}

/// Weight of each subset as one person, up to a factor a node that is the same for every partition: it keeps
/// the largest weights at 1, since sums of sure pairs leave the range of double.
void fill_weights(const SmallComponent& component, const ClusterPrior& prior, SubsetTable& weight) {
  // Per subset: the sum of its pairs, without forbidden ones, and whether it holds a forbidden one. Both
  // follow from the subsets without its first node a, without its last node b, and without both.
  SubsetTable sums;
  std::array<bool, std::size_t{1} << kMaxExactSize> clash;
  std::array<std::uint32_t, std::size_t{1} << kMaxExactSize> records;
  sums[0] = 0;
  records[0] = 0;
  clash[0] = false;
  double top = -std::numeric_limits<double>::infinity();
  const std::size_t subsets = std::size_t{1} << component.size;
  for (std::size_t subset = 1; subset < subsets; ++subset) {
    const auto a = static_cast<std::size_t>(std::countr_zero(subset));
    const auto b = static_cast<std::size_t>(std::bit_width(subset)) - 1;
    const auto size = static_cast<std::size_t>(std::popcount(subset));
    records[subset] = records[subset & (subset - 1)] + component.num_records[a];
    if (size == 1) {
      sums[subset] = component.inside[a];
      clash[subset] = false;
      weight[subset] = log_weight_of(prior, records[subset], sums[subset]);
    } else {
      const double log_ratio = component.log_ratio[a * component.size + b];
      const bool is_forbidden =
          !std::isfinite(log_ratio) || (component.unique_bits[a] & component.unique_bits[b]) != 0;
      const std::size_t without_a = subset & (subset - 1);
      const std::size_t without_b = subset ^ std::size_t{1} << b;
      sums[subset] =
          sums[without_a] + sums[without_b] - sums[without_a & without_b] + (is_forbidden ? 0 : log_ratio);
      clash[subset] = is_forbidden || clash[without_a] || clash[without_b];
      weight[subset] = clash[subset] || records[subset] > prior.max_size()
                           ? -std::numeric_limits<double>::infinity()
                           : log_weight_of(prior, records[subset], sums[subset]);
    }
    top = std::max(top, weight[subset] / static_cast<double>(size));
  }
  for (std::size_t subset = 1; subset < subsets; ++subset) {
    const double log_weight = weight[subset] - top * std::popcount(subset);
    weight[subset] = log_weight < kNegligible ? 0 : std::exp(log_weight);
  }
}

}  // namespace

void draw_exact_partition(const SmallComponent& component, const ClusterPrior& prior, RandomStream& random,
                          std::span<std::uint16_t> labels) {
  if (component.size == 2 && component.num_records[0] == 1 && component.num_records[1] == 1) {
    const bool may_join = (component.unique_bits[0] & component.unique_bits[1]) == 0;
    const double log_ratio = may_join ? component.log_ratio[1] : -std::numeric_limits<double>::infinity();
    labels[0] = 0;
    labels[1] = draw_joined_pair(log_ratio, prior, random) ? 0 : 1;
    return;
  }
  const std::size_t all = (std::size_t{1} << component.size) - 1;
  SubsetTable weight;
  SubsetTable total;
  fill_weights(component, prior, weight);
  total[0] = 1;
  const auto total_of = [&](std::size_t set) {
    const std::size_t low = set & (~set + 1);
    const std::size_t rest = set ^ low;
    double sum = 0;
    for (std::size_t others = rest;; others = (others - 1) & rest) {
      sum += weight[low | others] * total[rest ^ others];
      if (others == 0) return sum;
    }
  };
  // The person of the first node is drawn first: what is left never holds it.
  for (std::size_t set = 2; set < all; set += 2) total[set] = total_of(set);
  total[all] = total_of(all);
  std::uint16_t label = 0;
  for (std::size_t set = all; set != 0; ++label) {
    const std::size_t low = set & (~set + 1);
    const std::size_t rest = set ^ low;
    double left = random.uniform() * total[set];
    std::size_t chosen = low;
    for (std::size_t others = rest;; others = (others - 1) & rest) {
      left -= weight[low | others] * total[rest ^ others];
      if (left < 0 || others == 0) {
        chosen = low | others;
        break;
      }
    }
    for (std::size_t node = 0; node < component.size; ++node) {
      if (chosen >> node & 1) labels[node] = label;
    }
    set ^= chosen;
  }
}

bool draw_joined_pair(double log_ratio, const ClusterPrior& prior, RandomStream& random) {
  const double together = log_ratio + prior.log_weight(2);
  return random.uniform() < 1 / (1 + std::exp(2 * prior.log_weight(1) - together));
}

double log_partition_weight(const SmallComponent& component, const ClusterPrior& prior,
                            std::span<const std::uint16_t> labels) {
  double total = 0;
  for (std::uint16_t label = 0; label < component.size; ++label) {
    std::size_t size = 0;
    double sum = 0;
    for (std::size_t a = 0; a < component.size; ++a) {
      if (labels[a] != label) continue;
      size += component.num_records[a];
      sum += component.inside[a];
      for (std::size_t b = 0; b < a; ++b) {
        if (labels[b] == label) sum += component.log_ratio[a * component.size + b];
      }
    }
    if (size > 0) total += prior.log_weight(size) + (size > 1 ? prior.tempering(size) * sum : 0);
  }
  return total;
}

}  // namespace byname
