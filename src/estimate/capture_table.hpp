// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// The overlap as a dense table: one cell a pattern of lists, cell 0 (on no list) unobserved and 0.
struct CaptureTable {
  int num_lists = 0;
  std::vector<double> counts;              ///< 2^num_lists cells
  double total = 0;                        ///< persons on at least one list
  std::vector<double> on_all_of;           ///< [set of lists]: persons on all of these, on others too or not
  std::vector<std::uint32_t> empty_pairs;  ///< pairs of lists (two bits each) that no person is on both of
  std::vector<double> captured_exactly;    ///< [j]: persons on exactly j lists, j = 0 .. num_lists

  std::uint32_t num_cells() const { return std::uint32_t{1} << num_lists; }
  /// True if nobody is on all lists of the term, so that its effect is minus infinity.
  bool is_empty(std::uint32_t term) const { return on_all_of[term] == 0; }
};

/// Makes the table. Throws InternalError on pattern 0, a pattern beyond the lists, or a negative count.
CaptureTable make_capture_table(int num_lists, const Overlap& overlap);

/// Makes the table of such counts, which need not be whole numbers (bootstrap weights). `counts` has
/// 2^num_lists cells, cell 0 is 0.
CaptureTable capture_table_of(int num_lists, std::vector<double> counts);

/// All pairs of lists, two bits each, ascending.
std::vector<std::uint32_t> pairs_of_lists(int num_lists);

/// Replaces each cell by the sum over all cells whose pattern contains its pattern.
void sum_over_supersets(std::vector<double>& cells, int num_lists);

/// Replaces each cell by the sum over all cells whose pattern is contained in its pattern.
void sum_over_subsets(std::vector<double>& cells, int num_lists);

}  // namespace byname
