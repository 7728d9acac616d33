// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "block/pair_order.hpp"
#include "expression/value_table.hpp"

namespace byname {

/// Records that share values, block by block. A record without a partner is in no block, so blocks by several
/// columns are soon much shorter than the table.
struct RecordBlocks {
  std::vector<std::uint32_t> records;
  std::vector<std::size_t> begin = {0};  ///< per block, and the end

  std::size_t size() const { return begin.size() - 1; }
  std::span<const std::uint32_t> block(std::size_t index) const {
    return {records.data() + begin[index], records.data() + begin[index + 1]};
  }
};

/// One block of all records.
RecordBlocks one_block(std::size_t num_records);

/// Splits each block by the value of a column; NULLs leave. Blocks stay in order and their parts come by
/// value number, so the result depends on the data alone. Time: rows of `blocks` times the log of their
/// blocks.
RecordBlocks split_blocks(const RecordBlocks& blocks, const ValueColumn& column);

/// Number of allowed pairs within one block.
std::uint64_t num_block_pairs(std::span<const std::uint32_t> block, const PairOrder& order);

/// Number of allowed pairs within the blocks, without looking at any.
std::uint64_t num_pairs_within(const RecordBlocks& blocks, const PairOrder& order);

}  // namespace byname
