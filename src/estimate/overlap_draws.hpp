// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "estimate/capture_table.hpp"

namespace byname {

/// The distinct overlaps among the draws of the linkage, lists without anybody taken out.
struct OverlapDraws {
  int num_lists = 0;                       ///< lists with somebody in the decided overlap or any draw
  std::vector<CaptureTable> tables;        ///< the decided overlap first, then in order of first occurrence
  std::vector<double> weights;             ///< share of the draws with that overlap; sums to 1
  std::vector<int> lists;                  ///< which lists these are, ascending
  std::vector<std::size_t> table_of_draw;  ///< index into `tables`; one entry, 0, where there are no draws
};

/// Groups equal draws, so that every overlap is analysed once. Without draws the decided overlap counts as
/// one.
OverlapDraws group_draws(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws);

}  // namespace byname
