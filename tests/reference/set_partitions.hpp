// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

namespace byname::reference {

using Labels = std::vector<std::uint16_t>;

/// All partitions of n nodes as restricted growth strings: clusters numbered by smallest member.
inline std::vector<Labels> all_partitions(std::size_t n) {
  std::vector<Labels> partitions = {{0}};
  for (std::size_t node = 1; node < n; ++node) {
    std::vector<Labels> longer;
    for (const Labels& labels : partitions) {
      std::uint16_t top = 0;
      for (const std::uint16_t label : labels) top = std::max(top, label);
      for (std::uint16_t label = 0; label <= top + 1; ++label) {
        longer.push_back(labels);
        longer.back().push_back(label);
      }
    }
    partitions = std::move(longer);
  }
  return partitions;
}

/// The same partition with clusters numbered by smallest member.
template <typename AnyLabels>
Labels renumbered(const AnyLabels& labels) {
  std::map<std::uint32_t, std::uint16_t> number;
  Labels result;
  for (const auto label : labels) {
    result.push_back(number.try_emplace(label, static_cast<std::uint16_t>(number.size())).first->second);
  }
  return result;
}

/// Probabilities of partitions from their log weights; -infinity leaves one out.
inline std::map<Labels, double> exact_distribution(std::size_t n,
                                                   const std::function<double(const Labels&)>& log_weight) {
  std::map<Labels, double> distribution;
  double total = 0;
  for (const Labels& labels : all_partitions(n)) {
    const double weight = std::exp(log_weight(labels));
    distribution[labels] = weight;
    total += weight;
  }
  for (auto& [labels, share] : distribution) share /= total;
  return distribution;
}

/// Half the sum of absolute differences of two distributions.
inline double total_variation(const std::map<Labels, double>& expected,
                              const std::map<Labels, double>& observed) {
  double sum = 0;
  for (const auto& [labels, share] : expected) {
    const auto found = observed.find(labels);
    sum += std::abs(share - (found == observed.end() ? 0 : found->second));
  }
  for (const auto& [labels, share] : observed) sum += expected.contains(labels) ? 0 : share;
  return sum / 2;
}

}  // namespace byname::reference
