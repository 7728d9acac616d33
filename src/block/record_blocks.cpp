// SPDX-License-Identifier: Apache-2.0
#include "block/record_blocks.hpp"

#include <algorithm>
#include <numeric>

namespace byname {

namespace {

/// A record with the number of its value, as one number that sorts by value, then by place in the block.
std::uint64_t keyed(std::uint32_t number, std::size_t place) { return std::uint64_t{number} << 32 | place; }

/// Takes the runs of equal values of a sorted block.
void take_runs(std::span<const std::uint32_t> block, std::span<const std::uint64_t> sorted,
               RecordBlocks& result) {
  std::size_t first = 0;
  while (first < sorted.size()) {
    std::size_t last = first + 1;
    while (last < sorted.size() && sorted[last] >> 32 == sorted[first] >> 32) ++last;
    if (last - first > 1) {
      for (std::size_t i = first; i < last; ++i)
        result.records.push_back(block[static_cast<std::uint32_t>(sorted[i])]);
      result.begin.push_back(result.records.size());
    }
    first = last;
  }
}

/// A block with at least as many records as the column has values: sorted by counting.
void split_by_counting(std::span<const std::uint32_t> block, const ValueColumn& column,
                       std::vector<std::size_t>& count, RecordBlocks& result) {
  count.assign(column.values.size() + 1, 0);
  for (const std::uint32_t record : block) ++count[column.canonical_at(record)];
  std::size_t at = result.records.size();
  count[0] = 0;  // NULLs
  for (std::size_t& c : count) {
    const std::size_t size = c > 1 ? c : 0;
    c = size > 0 ? at : SIZE_MAX;
    at += size;
    if (size > 0) result.begin.push_back(at);
  }
  result.records.resize(at);
  for (const std::uint32_t record : block) {
    std::size_t& place = count[column.canonical_at(record)];
    if (place != SIZE_MAX) result.records[place++] = record;
  }
}

}  // namespace

RecordBlocks one_block(std::size_t num_records) {
  RecordBlocks blocks;
  if (num_records < 2) return blocks;
  blocks.records.resize(num_records);
  std::iota(blocks.records.begin(), blocks.records.end(), 0u);
  blocks.begin.push_back(num_records);
  return blocks;
}

RecordBlocks split_blocks(const RecordBlocks& blocks, const ValueColumn& column) {
  RecordBlocks result;
  result.records.reserve(blocks.records.size());
  std::vector<std::uint64_t> sorted;
  std::vector<std::size_t> count;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const std::span<const std::uint32_t> block = blocks.block(b);
    if (block.size() > 64 && block.size() >= column.values.size() / 4) {
      split_by_counting(block, column, count, result);
      continue;
    }
    sorted.clear();
    for (std::size_t i = 0; i < block.size(); ++i) {
      const std::uint32_t number = column.canonical_at(block[i]);
      if (number != 0) sorted.push_back(keyed(number, i));
    }
    std::sort(sorted.begin(), sorted.end());
    take_runs(block, sorted, result);
  }
  return result;
}

std::uint64_t num_block_pairs(std::span<const std::uint32_t> block, const PairOrder& order) {
  const std::uint64_t size = block.size();
  std::uint64_t pairs = size * (size - 1) / 2;
  if (!order.only_between_lists || size < 2) return size < 2 ? 0 : pairs;
  std::vector<std::uint64_t> of_list;
  for (const std::uint32_t record : block) {
    if (order.list[record] >= of_list.size()) of_list.resize(order.list[record] + std::size_t{1}, 0);
    ++of_list[order.list[record]];
  }
  for (const std::uint64_t records : of_list) pairs -= records == 0 ? 0 : records * (records - 1) / 2;
  return pairs;
}

std::uint64_t num_pairs_within(const RecordBlocks& blocks, const PairOrder& order) {
  std::uint64_t pairs = 0;
  for (std::size_t b = 0; b < blocks.size(); ++b) pairs += num_block_pairs(blocks.block(b), order);
  return pairs;
}

}  // namespace byname
