// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_table.hpp"

#include <bit>

namespace byname {

void sum_over_supersets(std::vector<double>& cells, int num_lists) {
  const std::uint32_t num_cells = std::uint32_t{1} << num_lists;
  for (std::uint32_t bit = 1; bit < num_cells; bit <<= 1) {
    for (std::uint32_t block = 0; block < num_cells; block += 2 * bit) {
      for (std::uint32_t cell = block; cell < block + bit; ++cell) cells[cell] += cells[cell + bit];
    }
  }
}

void sum_over_subsets(std::vector<double>& cells, int num_lists) {
  const std::uint32_t num_cells = std::uint32_t{1} << num_lists;
  for (std::uint32_t bit = 1; bit < num_cells; bit <<= 1) {
    for (std::uint32_t block = 0; block < num_cells; block += 2 * bit) {
      for (std::uint32_t cell = block; cell < block + bit; ++cell) cells[cell + bit] += cells[cell];
    }
  }
}

std::vector<std::uint32_t> pairs_of_lists(int num_lists) {
  std::vector<std::uint32_t> pairs;
  for (int second = 1; second < num_lists; ++second) {
    for (int first = 0; first < second; ++first) pairs.push_back(1u << first | 1u << second);
  }
  return pairs;
}

CaptureTable make_capture_table(int num_lists, const Overlap& overlap) {
  BYNAME_CHECK(num_lists >= 1 && num_lists <= 16, "a capture table of {} lists", num_lists);
  CaptureTable table;
  table.num_lists = num_lists;
  table.counts.assign(table.num_cells(), 0);
  table.captured_exactly.assign(static_cast<std::size_t>(num_lists) + 1, 0);
  for (const auto& [pattern, count] : overlap) {
    BYNAME_CHECK(pattern > 0 && pattern < table.num_cells() && count >= 0,
                 "overlap pattern {} has {} persons", pattern, count);
    table.counts[pattern] = static_cast<double>(count);
    table.total += static_cast<double>(count);
    table.captured_exactly[static_cast<std::size_t>(std::popcount(pattern))] += static_cast<double>(count);
  }
  std::vector<double> on_all_of = table.counts;
  sum_over_supersets(on_all_of, num_lists);
  for (const std::uint32_t pair : pairs_of_lists(num_lists)) {
    if (on_all_of[pair] == 0) table.empty_pairs.push_back(pair);
  }
  return table;
}

}  // namespace byname
