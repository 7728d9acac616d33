// SPDX-License-Identifier: Apache-2.0
#include "compare/pair_scanner.hpp"

#include <algorithm>
#include <bit>

namespace byname {

namespace {

/// Blocks of fewer records are looked at pair by pair: one record against a handful would leave lanes empty.
constexpr std::size_t kSmallBlock = 6;

std::uint64_t allowed_lanes(const PairOrder& order, const Lanes& lanes, std::uint64_t open) {
  if (!order.restricts()) return open;
  std::uint64_t allowed = 0;
  for (std::uint64_t left = open; left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left));
    allowed |= std::uint64_t{order.allows(lanes.left(lane), lanes.right(lane))} << lane;
  }
  return allowed;
}

/// The lanes that an earlier rule over list elements brings.
std::uint64_t exploded_lanes(const RuleBlocks& blocks, std::size_t rule, const Lanes& lanes,
                             std::uint64_t open) {
  std::uint64_t found = 0;
  for (std::uint64_t left = open; left != 0; left &= left - 1) {
    const auto lane = static_cast<std::size_t>(std::countr_zero(left));
    found |= std::uint64_t{blocks.explodes(rule, lanes.left(lane), lanes.right(lane))} << lane;
  }
  return found;
}

}  // namespace

PairFilter::PairFilter(const RuleBlocks& blocks, const FeatureRows& rows) : blocks_(blocks) {
  for (std::size_t rule = 0; rule < blocks.num_rules(); ++rule) {
    const PlanNode* whole = blocks.condition_of(rule);
    const bool is_asked = whole != nullptr && rule + 1 < blocks.num_rules();
    whole_.push_back(is_asked ? make_lane_condition_on(*whole, blocks.table(), rows) : nullptr);
    rest_.emplace_back();
    for (const PlanNode* node : blocks.rest_of(rule))
      rest_.back().push_back(make_lane_condition_on(*node, blocks.table(), rows));
  }
}

std::uint64_t PairFilter::new_pairs(std::size_t rule, const Lanes& lanes, std::uint64_t open,
                                    CallContext& calls) const {
  open = allowed_lanes(blocks_.order(), lanes, open);
  for (const auto& condition : rest_[rule]) {
    if (open == 0) return 0;
    open = condition->holds(lanes, open, calls);
  }
  for (std::size_t earlier = 0; earlier < rule && open != 0; ++earlier) {
    open &= ~(whole_[earlier] ? whole_[earlier]->holds(lanes, open, calls)
                              : exploded_lanes(blocks_, earlier, lanes, open));
  }
  return open;
}

PairScanner::PairScanner(const RuleBlocks& blocks, const PairFilter& filter, const FeatureRows& rows)
    : blocks_(blocks),
      filter_(filter),
      rows_(rows),
      left_(rows),
      right_(rows),
      pair_left_(rows),
      pair_right_(rows) {
  lefts_.reserve(RecordTile::kMostRecords);
  rights_.reserve(RecordTile::kMostRecords);
}

void PairScanner::scan(const RuleBlocks::Task& task, PairVisitor& visitor) {
  rule_ = task.rule;
  visitor_ = &visitor;
  if (blocks_.is_exploded(task.rule)) {
    for (const std::uint64_t pair : blocks_.exploded_pairs(task))
      add_pair(static_cast<std::uint32_t>(pair >> 32), static_cast<std::uint32_t>(pair));
  } else {
    blocks_.for_each_block(task, [&](const RuleBlocks::Block& block) { scan_block(block); });
  }
  scan_placed();
  flush_pairs();
}

void PairScanner::scan(const RuleBlocks::Task& task, const Visit& visit) {
  class Shown final : public PairVisitor {
   public:
    explicit Shown(const Visit& visit) : visit_(visit) {}
    void visit(const Lanes& lanes, std::uint64_t open) override { visit_(lanes, open); }
    void leave_tiles() override {}

   private:
    const Visit& visit_;
  };
  Shown shown(visit);
  scan(task, shown);
}

void PairScanner::scan_block(const RuleBlocks::Block& block) {
  if (block.left.empty() || block.right.empty()) return;
  if (block.right.size() > RecordTile::kMostRecords || block.left.size() > RecordTile::kMostRecords)
    return scan_by_tiles(block);
  if (block.right.size() >= kSmallBlock) return place(block);
  for (std::size_t i = 0; i < block.left.size(); ++i) {
    for (const std::uint32_t right : block.right.subspan(block.is_triangle ? i + 1 : 0)) {
      if (block.is_triangle || blocks_.order().rank[block.left[i]] < blocks_.order().rank[right])
        add_pair(block.left[i], right);
    }
  }
}

void PairScanner::place(const RuleBlocks::Block& block) {
  if (placed_right_.size() + block.right.size() > RecordTile::kMostRecords ||
      placed_left_.size() + block.left.size() > RecordTile::kMostRecords)
    scan_placed();
  placed_.push_back({block.is_triangle ? placed_right_.size() : placed_left_.size(), block.left.size(),
                     placed_right_.size(), block.right.size(), block.is_triangle});
  placed_right_.insert(placed_right_.end(), block.right.begin(), block.right.end());
  if (!block.is_triangle) placed_left_.insert(placed_left_.end(), block.left.begin(), block.left.end());
}

void PairScanner::scan_placed() {
  if (placed_.empty()) return;
  right_.fill(placed_right_);
  left_.fill(placed_left_);
  for (const PlacedBlock& block : placed_) scan_placed(block);
  visitor_->leave_tiles();
  placed_.clear();
  placed_right_.clear();
  placed_left_.clear();
}

void PairScanner::scan_placed(const PlacedBlock& block) {
  const std::size_t end = block.right_at + block.right_size;
  for (std::size_t i = block.left_at; i < block.left_at + block.left_size; ++i) {
    for (std::size_t at = block.is_triangle ? i + 1 : block.right_at; at < end; at += kLanes) {
      const std::size_t count = std::min(kLanes, end - at);
      const Lanes lanes{block.is_triangle ? &right_ : &left_, &right_, i, at, count, true};
      visit(lanes, block.is_triangle ? first_lanes(count) : of_higher_rank(lanes));
    }
  }
}

void PairScanner::scan_by_tiles(const RuleBlocks::Block& block) {
  scan_placed();
  for (std::size_t l = 0; l < block.left.size(); l += RecordTile::kMostRecords) {
    const auto left = block.left.subspan(l, std::min(RecordTile::kMostRecords, block.left.size() - l));
    visitor_->leave_tiles();
    left_.fill(left);
    for (std::size_t r = block.is_triangle ? l : 0; r < block.right.size(); r += RecordTile::kMostRecords) {
      const auto right = block.right.subspan(r, std::min(RecordTile::kMostRecords, block.right.size() - r));
      visitor_->leave_tiles();
      right_.fill(right);
      for (std::size_t i = 0; i < left.size(); ++i) {
        const std::size_t first = block.is_triangle && l + i + 1 > r ? l + i + 1 - r : 0;
        for (std::size_t at = first; at < right.size(); at += kLanes) {
          const std::size_t count = std::min(kLanes, right.size() - at);
          const Lanes lanes{&left_, &right_, i, at, count, true};
          visit(lanes, block.is_triangle ? first_lanes(count) : of_higher_rank(lanes));
        }
      }
    }
  }
  visitor_->leave_tiles();
}

std::uint64_t PairScanner::of_higher_rank(const Lanes& lanes) const {
  const std::vector<std::uint32_t>& rank = blocks_.order().rank;
  std::uint64_t found = 0;
  for (std::size_t lane = 0; lane < lanes.count; ++lane)
    found |= std::uint64_t{rank[lanes.left(lane)] < rank[lanes.right(lane)]} << lane;
  return found;
}

void PairScanner::add_pair(std::uint32_t left, std::uint32_t right) {
  rows_.prefetch(left);
  rows_.prefetch(right);
  lefts_.push_back(left);
  rights_.push_back(right);
  if (lefts_.size() == RecordTile::kMostRecords) flush_pairs();
}

void PairScanner::flush_pairs() {
  if (lefts_.empty()) return;
  visitor_->leave_tiles();
  pair_left_.fill(lefts_);
  pair_right_.fill(rights_);
  for (std::size_t at = 0; at < lefts_.size(); at += kLanes) {
    const Lanes lanes{&pair_left_, &pair_right_, at, at, std::min(kLanes, lefts_.size() - at), false};
    visit(lanes, first_lanes(lanes.count));
  }
  visitor_->leave_tiles();
  lefts_.clear();
  rights_.clear();
}

void PairScanner::visit(const Lanes& lanes, std::uint64_t open) {
  open = filter_.new_pairs(rule_, lanes, open, calls_);
  if (open != 0) visitor_->visit(lanes, open);
}

std::size_t num_sample_parts(std::size_t num_records) {
  const std::size_t tiles = (num_records + RecordTile::kMostRecords - 1) / RecordTile::kMostRecords;
  return tiles * (tiles + 1) / 2;
}

void scan_sample(std::span<const std::uint32_t> records_by_rank, const PairOrder& order,
                 const FeatureRows& rows, std::size_t part, PairVisitor& visitor) {
  constexpr std::size_t kTile = RecordTile::kMostRecords;
  // Part 0 is tile 0 with itself, then tile 1 with 0 and 1, and so on.
  std::size_t r = 0;
  while ((r + 1) * (r + 2) / 2 <= part) ++r;
  const std::size_t l = part - r * (r + 1) / 2;
  const auto tile_of = [&](std::size_t tile) {
    return records_by_rank.subspan(tile * kTile, std::min(kTile, records_by_rank.size() - tile * kTile));
  };
  RecordTile left(rows);
  RecordTile right(rows);
  left.fill(tile_of(l));
  right.fill(tile_of(r));
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t at = l == r ? i + 1 : 0; at < right.size(); at += kLanes) {
      const Lanes lanes{&left, &right, i, at, std::min(kLanes, right.size() - at), true};
      const std::uint64_t open = allowed_lanes(order, lanes, first_lanes(lanes.count));
      if (open != 0) visitor.visit(lanes, open);
    }
  }
  visitor.leave_tiles();
}

}  // namespace byname
