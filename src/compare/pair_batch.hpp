// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "base/large_pages.hpp"
#include "expression/value_table.hpp"

namespace byname {

/// The value codes of all records side by side, so that a pair touches one place in memory for each of its
/// records. Columns that share their codes (those derived from one column) share a slot.
class CodeRows {
 public:
  /// Returns the slot of a column's codes; new ones are laid out by finish().
  std::size_t slot(const ValueColumn& column);
  /// Lays the rows out; slots asked for later are not in them.
  void finish(std::size_t num_records, const ExecutionContext& context);

  std::size_t num_slots() const { return columns_.size(); }
  const std::uint32_t* row(std::uint32_t record) const { return rows_.data() + record * columns_.size(); }
  void prefetch(std::uint32_t record) const { __builtin_prefetch(row(record)); }

 private:
  std::vector<std::shared_ptr<const std::vector<std::uint32_t>>> columns_;
  LargeVector<std::uint32_t> rows_;  ///< [record * slots + slot]
};

/// Some pairs with the codes of their values, slot by slot.
class PairBatch {
 public:
  static constexpr std::size_t kMostPairs = 1024;

  /// Fetches the codes of the pairs; `left` and `right` must outlive the batch, and hold at most kMostPairs.
  void fill(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right, const CodeRows& rows);

  std::size_t size() const { return left_.size(); }
  std::uint32_t left(std::size_t i) const { return left_[i]; }
  std::uint32_t right(std::size_t i) const { return right_[i]; }
  const std::uint32_t* left_codes(std::size_t slot) const { return left_codes_.data() + slot * kMostPairs; }
  const std::uint32_t* right_codes(std::size_t slot) const { return right_codes_.data() + slot * kMostPairs; }

 private:
  std::span<const std::uint32_t> left_;
  std::span<const std::uint32_t> right_;
  std::vector<std::uint32_t> left_codes_;  ///< [slot * kMostPairs + pair]
  std::vector<std::uint32_t> right_codes_;
};

}  // namespace byname
