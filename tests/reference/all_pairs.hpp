// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>

#include "compare/pair_comparer.hpp"

namespace byname::reference {

/// Calls visit(left, right) for all pairs of 0 .. n-1, left < right.
template <typename Visit>
void for_all_pairs(std::size_t n, const Visit& visit) {
  for (std::uint32_t left = 0; left < n; ++left) {
    for (std::uint32_t right = left + 1; right < n; ++right) visit(left, right);
  }
}

/// Counts the patterns of the allowed pairs one by one.
template <typename Allowed>
std::map<std::uint64_t, double> count_patterns(const PairComparer& comparer,
                                               std::span<const std::uint32_t> records,
                                               const Allowed& allowed) {
  std::map<std::uint64_t, double> counts;
  for_all_pairs(records.size(), [&](std::uint32_t i, std::uint32_t j) {
    if (allowed(records[i], records[j])) ++counts[comparer.pattern(records[i], records[j])];
  });
  return counts;
}

}  // namespace byname::reference
