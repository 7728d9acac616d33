// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_batch.hpp"

#include <algorithm>

#include "base/parallel.hpp"

namespace byname {

std::size_t CodeRows::slot(const ValueColumn& column) {
  const auto found = std::find(columns_.begin(), columns_.end(), column.codes);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  columns_.push_back(column.codes);
  return columns_.size() - 1;
}

void CodeRows::finish(std::size_t num_records, const ExecutionContext& context) {
  rows_.resize(num_records * columns_.size());
  parallel_chunks(context, num_records, 8192, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t record = begin; record < end; ++record) {
      for (std::size_t slot = 0; slot < columns_.size(); ++slot)
        rows_[record * columns_.size() + slot] = (*columns_[slot])[record];
    }
  });
}

void PairBatch::fill(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                     const CodeRows& rows) {
  left_ = left;
  right_ = right;
  left_codes_.resize(rows.num_slots() * kMostPairs);
  right_codes_.resize(rows.num_slots() * kMostPairs);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::uint32_t* left_row = rows.row(left[i]);
    const std::uint32_t* right_row = rows.row(right[i]);
    for (std::size_t slot = 0; slot < rows.num_slots(); ++slot) {
      left_codes_[slot * kMostPairs + i] = left_row[slot];
      right_codes_[slot * kMostPairs + i] = right_row[slot];
    }
  }
}

}  // namespace byname
