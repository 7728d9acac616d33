// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "compare/condition_shape.hpp"
#include "compare/record_tile.hpp"
#include "text/byte_similarity.hpp"

namespace byname {

/// A similarity or distance of two texts against thresholds.
class TextLadder {
 public:
  /// `ladders`: one question, in the order of their levels. `first` and `second`: the words of its arguments.
  TextLadder(const std::vector<Ladder>& ladders, const TextWords& first, const TextWords& second);

  /// Mask of the open lanes that may pass a threshold: most pairs end here, for a few instructions each.
  std::uint64_t candidates(const Lanes& lanes, std::uint64_t open) const;
  /// The operation that finds the same candidates and shows them to a group.
  LaneOperation operation(const LevelGroup* group) const;
  /// Asks for the texts of a lane, which level_of reads.
  void prefetch(const Lanes& lanes, std::size_t lane) const {
    if (!lanes.has_one_left) left_pool_->prefetch(lanes.left_words(left_words_ + TextWords::kPlace)[lane]);
    right_pool_->prefetch(lanes.right_words(right_words_ + TextWords::kPlace)[lane]);
  }
  /// Number of the first threshold that a lane's pair passes, or kNone.
  int level_of(const Lanes& lanes, std::size_t lane) const;
  static constexpr int kNone = -1;

 private:
  struct Threshold {
    double value = 0;
    bool is_strict = false;
  };
  /// Number of the first threshold that a value passes, or kNone.
  int first_passed(double value) const;
  bool passes(double value, const Threshold& threshold) const;
  /// NaN where the function has no value.
  double value_of(std::string_view a, std::string_view b) const;

  TextFunction function_;
  std::vector<Threshold> thresholds_;
  double loosest_;
  JaroLimit limit_;
  FindJaroMatches find_matches_ = find_jaro_matches();
  const TextPool* left_pool_;  ///< of the left record's text
  const TextPool* right_pool_;
  std::size_t left_words_;  ///< first of its words
  std::size_t right_words_;
  bool is_crossed_;
};

}  // namespace byname
