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

CaptureTable capture_table_of(int num_lists, std::vector<double> counts) {
  CaptureTable table;
  table.num_lists = num_lists;
  table.counts = std::move(counts);
  table.captured_exactly.assign(static_cast<std::size_t>(num_lists) + 1, 0);
  for (std::uint32_t pattern = 1; pattern < table.num_cells(); ++pattern) {
    table.total += table.counts[pattern];
    table.captured_exactly[static_cast<std::size_t>(std::popcount(pattern))] += table.counts[pattern];
  }
  table.on_all_of = table.counts;
  sum_over_supersets(table.on_all_of, num_lists);
  for (const std::uint32_t pair : pairs_of_lists(num_lists)) {
    if (table.is_empty(pair)) table.empty_pairs.push_back(pair);
  }
  return table;
}

CaptureTable make_capture_table(int num_lists, const Overlap& overlap) {
  BYNAME_CHECK(num_lists >= 1 && num_lists <= 16, "a capture table of {} lists", num_lists);
  std::vector<double> counts(std::size_t{1} << num_lists, 0);
  for (const auto& [pattern, count] : overlap) {
    BYNAME_CHECK(pattern > 0 && pattern < counts.size() && count >= 0, "overlap pattern {} has {} persons",
                 pattern, count);
    counts[pattern] = static_cast<double>(count);
  }
  return capture_table_of(num_lists, std::move(counts));
}

}  // namespace byname
