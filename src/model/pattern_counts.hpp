// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.hpp"

namespace byname {

/// Counts 64-bit keys: open addressing, grows as needed. Sums of counters do not depend on the order of
/// insertion.
class PatternCounter {
 public:
  PatternCounter() : keys_(kInitialSlots), counts_(kInitialSlots, 0) {}

  void add(std::uint64_t key, std::int64_t count) {
    if (size_ * 2 >= keys_.size()) grow();
    const std::size_t slot = slot_of(key);
    if (counts_[slot] == 0) {
      keys_[slot] = key;
      ++size_;
    }
    counts_[slot] += count;
  }
  void add_all(const PatternCounter& other) {
    for (std::size_t slot = 0; slot < other.keys_.size(); ++slot) {
      if (other.counts_[slot] != 0) add(other.keys_[slot], other.counts_[slot]);
    }
  }
  std::size_t size() const { return size_; }
  /// Calls visit(key, count) in no particular order.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (std::size_t slot = 0; slot < keys_.size(); ++slot) {
      if (counts_[slot] != 0) visit(keys_[slot], counts_[slot]);
    }
  }

 private:
  static constexpr std::size_t kInitialSlots = 4096;

  std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = keys_.size() - 1;
    std::size_t slot = mix64(key) & mask;
    while (counts_[slot] != 0 && keys_[slot] != key) slot = (slot + 1) & mask;
    return slot;
  }
  void grow() {
    PatternCounter larger;
    larger.keys_.resize(keys_.size() * 2);
    larger.counts_.assign(keys_.size() * 2, 0);
    larger.add_all(*this);
    *this = std::move(larger);
  }

  std::vector<std::uint64_t> keys_;
  std::vector<std::int64_t> counts_;
  std::size_t size_ = 0;
};

/// Looks 64-bit keys up: key -> index in the sorted order given at the start.
class PatternIndex {
 public:
  static constexpr std::uint32_t kAbsent = UINT32_MAX;

  PatternIndex() = default;
  /// `patterns`: distinct.
  explicit PatternIndex(const std::vector<std::uint64_t>& patterns) {
    std::size_t slots = 16;
    while (slots < patterns.size() * 2 + 2) slots *= 2;
    keys_.resize(slots);
    index_.assign(slots, kAbsent);
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      std::size_t slot = mix64(patterns[i]) & (slots - 1);
      while (index_[slot] != kAbsent) slot = (slot + 1) & (slots - 1);
      keys_[slot] = patterns[i];
      index_[slot] = static_cast<std::uint32_t>(i);
    }
  }
  /// Returns the index of a pattern, or kAbsent.
  std::uint32_t find(std::uint64_t pattern) const {
    if (keys_.empty()) return kAbsent;
    const std::size_t mask = keys_.size() - 1;
    std::size_t slot = mix64(pattern) & mask;
    while (index_[slot] != kAbsent && keys_[slot] != pattern) slot = (slot + 1) & mask;
    return index_[slot];
  }

 private:
  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> index_;
};

}  // namespace byname
