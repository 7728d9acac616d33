// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "block/rule_blocks.hpp"
#include "block/rule_equalities.hpp"

namespace byname {

/// A block of a rule, by one of its records.
struct LargeBlock {
  std::uint32_t record = 0;
  std::uint64_t num_records = 0;
  std::uint64_t num_pairs = 0;        ///< allowed pairs within it
  std::vector<std::string> values{};  ///< what its records agree on, where somebody looked it up
};

/// How many pairs a rule brings.
struct RuleCount {
  std::uint64_t num_pairs = 0;      ///< by itself
  std::uint64_t num_new_pairs = 0;  ///< that no rule before it brings
  std::uint64_t num_blocks = 0;     ///< of two records or more that agree on its equalities
  /// Pairs that agree on the equalities: what must be looked at. num_pairs where the rule says nothing else.
  std::uint64_t num_equal_pairs = 0;
  bool is_by_sizes = true;            ///< counted from block sizes; else pair by pair
  std::vector<LargeBlock> largest{};  ///< most pairs first
};

/// Of two blocks, whether the first is named first: by pairs, by records, by its record.
bool is_larger_block(const LargeBlock& a, const LargeBlock& b);

/// Looks up the values that blocks agree on.
void look_up_values(std::vector<LargeBlock>& blocks, const RuleEqualities& rule, const ValueTable& table);

/// Counts the pairs of each rule exactly. Where all rules are equalities of the same expression on both
/// sides, no pair is looked at: sizes of blocks, and inclusion and exclusion of the blocks that rules share;
/// else pairs are enumerated. `num_largest` blocks of each rule are named.
std::vector<RuleCount> count_rules(const std::vector<SplinkRule>& rules, ValueTable& table,
                                   const PairOrder& order, std::size_t num_largest,
                                   const ExecutionContext& context);

/// The largest blocks of a rule that is grouped already; nothing where for_each_group has none.
std::vector<LargeBlock> largest_blocks(const RuleBlocks& blocks, std::size_t rule, std::size_t num_largest);

/// The largest blocks of a rule's equalities. Of a table of more than `exact_up_to` records the candidates
/// come from a sample of records, and their sizes from all: blocks that hold few records of the sample may be
/// missed.
std::vector<LargeBlock> largest_blocks(const RuleEqualities& rule, const ValueTable& table,
                                       const PairOrder& order, std::size_t num_largest,
                                       std::size_t exact_up_to);

/// Number of pairs within `blocks`, whose records agree on the columns `known`, that none of `rules` brings.
/// All rules must be whole. nullopt if that takes more steps than `max_rows` rows to sort.
std::optional<std::uint64_t> num_pairs_outside(const RecordBlocks& blocks,
                                               const std::vector<std::size_t>& known,
                                               const std::vector<RuleEqualities>& rules,
                                               const ValueTable& table, const PairOrder& order,
                                               std::uint64_t max_rows);

}  // namespace byname
