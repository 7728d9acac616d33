// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "base/large_pages.hpp"
#include "block/blocking_keys.hpp"

namespace byname {

/// Blocks of all keys, cut to a pair budget.
class Blocks {
 public:
  /// What became of one key's blocks.
  struct KeySize {
    std::uint64_t num_blocks = 0;
    std::uint64_t largest_block = 0;
    std::uint64_t num_pairs = 0;
    std::uint64_t num_capped_blocks = 0;
    std::uint64_t num_capped_pairs = 0;
    std::array<std::uint64_t, 16> size_histogram{};
  };

  /// `keys` are used up. The budget is shared out over the keys; a block over a key's cap is dropped, and
  /// counted: its pairs must meet under a narrower key.
  Blocks(std::vector<BlockingKey> keys, double pair_budget, std::size_t num_records,
         const ExecutionContext& context)
      : Blocks(std::move(keys), pair_budget, num_records, 0, context) {}
  /// Without pairs of two of the first `num_settled` records: the budget is for the others.
  Blocks(std::vector<BlockingKey> keys, double pair_budget, std::size_t num_records,
         std::uint32_t num_settled, const ExecutionContext& context);

  std::size_t num_keys() const { return keys_.size(); }
  const BlockingKey& key(std::size_t k) const { return keys_[k]; }
  const KeySize& size(std::size_t k) const { return sizes_[k]; }
  std::uint64_t num_pairs() const;
  /// Bits of the keys under which two records meet.
  std::uint64_t meeting_keys(std::uint32_t left, std::uint32_t right) const;

  /// A piece of work: rows [begin, end) of one key's members, each against the later rows of its block.
  struct Task {
    std::uint32_t key = 0;
    std::uint64_t first_block = 0;  ///< block of row `begin`
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
  };
  /// All pairs in tasks of about equal work, in a fixed order.
  std::vector<Task> tasks(std::uint64_t pairs_per_task) const;

  /// Visits the pairs (left < right) of a task that no earlier key brings: visit(left, right).
  template <typename Visit>
  void for_each_new_pair(const Task& task, const Visit& visit) const {
    const std::vector<std::uint32_t>& members = members_[task.key];
    const std::vector<std::uint64_t>& block_begin = block_begin_[task.key];
    const std::size_t keys = keys_.size();
    std::uint64_t block = task.first_block;
    std::uint64_t first_open = first_open_of(task.key, block);
    for (std::uint64_t i = task.begin; i < task.end; ++i) {
      if (i + kPrefetchAhead < members.size()) prefetch(members[i + kPrefetchAhead]);
      for (; block_begin[block + 1] <= i; first_open = first_open_of(task.key, block)) ++block;
      const std::uint32_t left = members[i];
      const std::uint32_t* left_ids = &ids_[left * keys];
      for (std::uint64_t j = std::max(i + 1, first_open); j < block_begin[block + 1]; ++j) {
        const std::uint32_t right = members[j];
        const std::uint32_t* right_ids = &ids_[right * keys];
        std::uint32_t known = 0;
        for (std::uint32_t earlier = 0; earlier < task.key; ++earlier)
          known |= left_ids[earlier] == right_ids[earlier] ? 1u : 0u;
        if (known == 0) visit(left, right);
      }
    }
  }

 private:
  static constexpr std::size_t kPrefetchAhead = 16;
  /// Asks for the memory of a record's block numbers.
  void prefetch(std::uint32_t record) const {
    const std::uint32_t* ids = &ids_[record * keys_.size()];
    __builtin_prefetch(ids);
    __builtin_prefetch(ids + 16);
    __builtin_prefetch(ids + keys_.size() - 1);
  }
  /// The number of no block: each record has its own, so that two records meet where theirs are equal.
  static std::uint32_t no_block(std::size_t record) { return kNoBlock | static_cast<std::uint32_t>(record); }
  static constexpr std::uint32_t kNoBlock = std::uint32_t{1} << 31;
  /// Where a block's records begin that are not settled.
  std::uint64_t first_open_of(std::size_t key, std::uint64_t block) const;
  /// `ids`: a block number a record, all no_block() before.
  void build_key(std::size_t k, double budget, std::span<std::uint32_t> ids);

  std::vector<BlockingKey> keys_;
  std::uint32_t num_settled_;
  std::vector<KeySize> sizes_;
  std::vector<std::vector<std::uint32_t>>
      members_;  ///< per key: records of its blocks, block by block, ascending
  std::vector<std::vector<std::uint64_t>>
      block_begin_;                 ///< per key: where blocks begin in members_, and the end
  LargeVector<std::uint32_t> ids_;  ///< [record * keys + key]: block of a record, or no_block()
};

}  // namespace byname
