// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "block/rule_blocks.hpp"
#include "compare/level_group.hpp"

namespace byname {

/// Which pairs of a rule's blocks count: allowed, as the rest of the rule says, and brought by no earlier
/// rule.
class PairFilter {
 public:
  /// Looks at pairs by the words of `rows`. All must outlive the filter.
  PairFilter(const RuleBlocks& blocks, const FeatureRows& rows);

  std::uint64_t new_pairs(std::size_t rule, const Lanes& lanes, std::uint64_t open, CallContext& calls) const;

 private:
  using Conditions = std::vector<std::unique_ptr<LaneCondition>>;
  const RuleBlocks& blocks_;
  std::vector<Conditions> rest_;                       ///< per rule
  std::vector<std::unique_ptr<LaneCondition>> whole_;  ///< per rule
};

/// Is shown pairs, many at a time.
class PairVisitor {
 public:
  virtual ~PairVisitor() = default;
  /// Pairs side by side, and which of them count.
  virtual void visit(const Lanes& lanes, std::uint64_t open) = 0;
  /// The tiles of all lanes shown so far are about to be filled anew.
  virtual void leave_tiles() = 0;
};

/// Goes through the pairs that rules bring, many at a time. One a thread.
class PairScanner {
 public:
  /// All must outlive the scanner.
  PairScanner(const RuleBlocks& blocks, const PairFilter& filter, const FeatureRows& rows);

  /// Shows the new pairs of a task, in an order that depends on the task alone.
  void scan(const RuleBlocks::Task& task, PairVisitor& visitor);
  /// The same for who keeps no lanes: visit(lanes, open).
  using Visit = std::function<void(const Lanes&, std::uint64_t)>;
  void scan(const RuleBlocks::Task& task, const Visit& visit);

 private:
  /// A block whose records stand in the tiles.
  struct PlacedBlock {
    std::size_t left_at = 0;
    std::size_t left_size = 0;
    std::size_t right_at = 0;
    std::size_t right_size = 0;
    bool is_triangle = false;  ///< the left records are the first of the right tile's
  };
  void scan_block(const RuleBlocks::Block& block);
  void place(const RuleBlocks::Block& block);
  void scan_placed();
  void scan_placed(const PlacedBlock& block);
  void scan_by_tiles(const RuleBlocks::Block& block);
  void add_pair(std::uint32_t left, std::uint32_t right);
  void flush_pairs();
  void visit(const Lanes& lanes, std::uint64_t open);
  std::uint64_t of_higher_rank(const Lanes& lanes) const;

  const RuleBlocks& blocks_;
  const PairFilter& filter_;
  const FeatureRows& rows_;
  RecordTile left_;
  RecordTile right_;
  RecordTile pair_left_;
  RecordTile pair_right_;
  std::vector<PlacedBlock> placed_;  ///< blocks that wait until their records fill a tile
  std::vector<std::uint32_t> placed_left_;
  std::vector<std::uint32_t> placed_right_;
  std::vector<std::uint32_t> lefts_;  ///< pairs of small blocks, waiting to be looked at together
  std::vector<std::uint32_t> rights_;
  CallContext calls_;
  std::size_t rule_ = 0;
  PairVisitor* visitor_ = nullptr;
};

/// Parts that scan_sample() cuts the pairs of some records into.
std::size_t num_sample_parts(std::size_t num_records);

/// Goes through one part of all allowed pairs among some records in the same way.
void scan_sample(std::span<const std::uint32_t> records_by_rank, const PairOrder& order,
                 const FeatureRows& rows, std::size_t part, PairVisitor& visitor);

}  // namespace byname
