// SPDX-License-Identifier: Apache-2.0
#include "estimate/list_pairs_overlap.hpp"

#include <bit>

namespace byname {
namespace {

bool are_equal(const CaptureTable& table, std::uint32_t pair) {
  const std::uint32_t first = pair & -pair;
  const std::uint32_t second = pair ^ first;
  return table.on_all_of[pair] == table.on_all_of[first] && table.on_all_of[pair] == table.on_all_of[second];
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> equal_lists(const OverlapDraws& draws) {
  for (const std::uint32_t pair : pairs_of_lists(draws.num_lists)) {
    bool is_equal = true;
    for (std::size_t i = 0; is_equal && i < draws.tables.size(); ++i) {
      is_equal = are_equal(draws.tables[i], pair);
    }
    if (is_equal) return std::pair(std::countr_zero(pair), std::bit_width(pair) - 1);
  }
  return std::nullopt;
}

}  // namespace byname
