// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "cluster/spilled_lists.hpp"

namespace byname {

/// Some of the records of lists on disk, as a table of their own.
struct RecordsAtHand {
  std::vector<std::uint32_t> numbers;  ///< of the records among all, ascending
  std::unique_ptr<ValueTable> table;
  PairOrder order;
};

/// Looks records up; `numbers` are ascending.
RecordsAtHand look_up(const SpilledLists& lists, std::vector<std::uint32_t> numbers,
                      const ExecutionContext& context);

/// The records that a rule's keys may bring together, in parts, each small enough to be looked at in memory:
/// records with one key are in one part, records whose key nobody else has are in none.
class RuleParts {
 public:
  /// Which records are looked at; empty: all.
  using Takes = std::function<bool(std::uint32_t record)>;
  /// Deals the rows out to parts, on disk.
  RuleParts(const SpilledLists& lists, const SplinkRule& rule, const Takes& takes,
            const ExecutionContext& context);

  /// visit(records): part after part, several at a time on threads of their own, in any order.
  void for_each(const std::function<void(RecordsAtHand& records)>& visit,
                const ExecutionContext& context) const;

 private:
  static constexpr std::uint16_t kNone = UINT16_MAX;
  /// Marks who shares a key, by part of the keys; returns records per such part.
  std::vector<std::uint64_t> mark(const Takes& takes, std::vector<std::uint16_t>& part_of,
                                  const ExecutionContext& context) const;
  void deal(const std::vector<std::uint16_t>& part_of, const ExecutionContext& context);
  RecordsAtHand load(std::size_t part) const;

  const SpilledLists& lists_;
  std::size_t key_;
  std::unique_ptr<SpillParts> parts_;
};

/// Pairs that agree on a rule's keys.
std::uint64_t num_key_pairs(const SpilledLists& lists, const SplinkRule& rule,
                            const ExecutionContext& context);

}  // namespace byname
