// SPDX-License-Identifier: Apache-2.0
#include "cluster/exact_partition.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace byname {

namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
/// Logarithms of weights and of products of them up to here keep within the range of double.
constexpr double kWidestRange = 600;

using SubsetTable = std::array<double, std::size_t{1} << kMaxExactSize>;

/// Evidence of a node behind `before` records, with which its pairs sum to `links`.
double evidence_of(const SmallComponent& component, const ClusterPrior& prior, std::size_t node,
                   std::size_t before, double links) {
  const std::uint32_t records = component.num_records[node];
  return prior.evidence().between(before, records) * links +
         (records > 1 ? prior.evidence().inside(before, records) * component.inside[node] : 0);
}

/// ln of the weight of each subset as one person, over that of its nodes as one person each: that changes the
/// weight of every partition by the same factor, and takes out what large nodes weigh by themselves. Returns
/// the largest a node.
double fill_log_weights(const SmallComponent& component, const ClusterPrior& prior, SubsetTable& weight) {
  // Per subset: the sum of the pairs of its last node b with the others, without forbidden ones, which
  // follows from the subset without its first node a; the evidence, from that without b; whether it holds a
  // forbidden pair, from both.
  SubsetTable links, evidence, alone;
  std::array<bool, std::size_t{1} << kMaxExactSize> clash;
  std::array<std::uint32_t, std::size_t{1} << kMaxExactSize> records;
  alone[0] = evidence[0] = 0;
  weight[0] = kImpossible;
  records[0] = 0;
  clash[0] = false;
  double top = 0;
  const std::size_t subsets = std::size_t{1} << component.size;
  for (std::size_t subset = 1; subset < subsets; ++subset) {
    const auto a = static_cast<std::size_t>(std::countr_zero(subset));
    const auto b = static_cast<std::size_t>(std::bit_width(subset)) - 1;
    const auto size = static_cast<std::size_t>(std::popcount(subset));
    const std::size_t without_a = subset & (subset - 1);
    records[subset] = records[without_a] + component.num_records[a];
    if (size == 1) {
      links[subset] = 0;
      evidence[subset] = evidence_of(component, prior, a, 0, 0);
      alone[subset] = prior.log_weight(records[subset]) + evidence[subset];
      clash[subset] = false;
      weight[subset] = 0;
    } else {
      const double log_ratio = component.log_ratio[a * component.size + b];
      const bool is_forbidden =
          !std::isfinite(log_ratio) || (component.unique_bits[a] & component.unique_bits[b]) != 0;
      const std::size_t without_b = subset ^ std::size_t{1} << b;
      links[subset] = links[without_a] + (is_forbidden ? 0 : log_ratio);
      evidence[subset] =
          evidence[without_b] + evidence_of(component, prior, b, records[without_b], links[subset]);
      alone[subset] = alone[without_a] + alone[subset ^ without_a];
      clash[subset] = is_forbidden || clash[without_a] || clash[without_b];
      weight[subset] = clash[subset] || records[subset] > prior.max_size()
                           ? kImpossible
                           : prior.log_weight(records[subset]) + evidence[subset] - alone[subset];
    }
    top = std::max(top, weight[subset] / static_cast<double>(size));
  }
  return top;
}

/// Visits each subset of a set that may be the person of the set's first node, with the nodes it leaves,
/// until a visit says that it is enough. The set without its other nodes comes last.
template <typename Visit>
void visit_first_persons(std::size_t set, const Visit& visit) {
  const std::size_t low = set & (~set + 1);
  const std::size_t rest = set ^ low;
  for (std::size_t others = rest;; others = (others - 1) & rest) {
    if (visit(low | others, rest ^ others) || others == 0) return;
  }
}

/// total_of(set) of all sets that are left when the person of the first node was drawn, and of all nodes.
template <typename TotalOf>
void fill_totals(std::size_t size, const TotalOf& total_of, SubsetTable& total) {
  const std::size_t all = (std::size_t{1} << size) - 1;
  for (std::size_t set = 2; set < all; set += 2) total[set] = total_of(set);
  total[all] = total_of(all);
}

/// Draws the person of the first node, then that of the first that is left, and so on. `total(set)`: of all
/// partitions of a set; `part(subset, rest, set)`: of those where the subset is one person.
template <typename Total, typename Part>
void draw_labels(std::size_t size, const Total& total, const Part& part, RandomStream& random,
                 std::span<std::uint16_t> labels) {
  std::uint16_t label = 0;
  for (std::size_t set = (std::size_t{1} << size) - 1; set != 0; ++label) {
    double left = random.uniform() * total(set);
    std::size_t chosen = 0;
    visit_first_persons(set, [&](std::size_t subset, std::size_t rest) {
      chosen = subset;
      left -= part(subset, rest, set);
      return left < 0;
    });
    for (std::size_t node = 0; node < size; ++node) {
      if (chosen >> node & 1) labels[node] = label;
    }
    set ^= chosen;
  }
}

/// Where all weights and totals are within the range of double. `top`: of fill_log_weights().
void draw_near(std::size_t size, double top, SubsetTable& weight, RandomStream& random,
               std::span<std::uint16_t> labels) {
  for (std::size_t subset = 1; subset < std::size_t{1} << size; ++subset)
    weight[subset] = std::exp(weight[subset] - top * std::popcount(subset));
  SubsetTable total;
  total[0] = 1;
  const auto total_of = [&](std::size_t set) {
    double sum = 0;
    visit_first_persons(set, [&](std::size_t subset, std::size_t rest) {
      sum += weight[subset] * total[rest];
      return false;
    });
    return sum;
  };
  fill_totals(size, total_of, total);
  draw_labels(
      size, [&](std::size_t set) { return total[set]; },
      [&](std::size_t subset, std::size_t rest, std::size_t) { return weight[subset] * total[rest]; }, random,
      labels);
}

/// The same in logarithms, for any range.
void draw_far(std::size_t size, const SubsetTable& weight, RandomStream& random,
              std::span<std::uint16_t> labels) {
  SubsetTable total;
  total[0] = 0;
  const auto total_of = [&](std::size_t set) {
    double most = kImpossible, sum = 0;
    visit_first_persons(set, [&](std::size_t subset, std::size_t rest) {
      most = std::max(most, weight[subset] + total[rest]);
      return false;
    });
    visit_first_persons(set, [&](std::size_t subset, std::size_t rest) {
      sum += std::exp(weight[subset] + total[rest] - most);
      return false;
    });
    return most + std::log(sum);
  };
  fill_totals(size, total_of, total);
  draw_labels(
      size, [](std::size_t) { return 1.0; },
      [&](std::size_t subset, std::size_t rest, std::size_t set) {
        return std::exp(weight[subset] + total[rest] - total[set]);
      },
      random, labels);
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
  SubsetTable weight;
  const double top = fill_log_weights(component, prior, weight);
  if (top * static_cast<double>(component.size) <= kWidestRange) {
    draw_near(component.size, top, weight, random, labels);
  } else {
    draw_far(component.size, weight, random, labels);
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
    for (std::size_t a = 0; a < component.size; ++a) {
      if (labels[a] != label) continue;
      double links = 0;
      for (std::size_t b = 0; b < a; ++b) {
        if (labels[b] == label) links += component.log_ratio[a * component.size + b];
      }
      total += evidence_of(component, prior, a, size, links);
      size += component.num_records[a];
    }
    if (size > 0) total += prior.log_weight(size);
  }
  return total;
}

}  // namespace byname
