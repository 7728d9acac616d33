// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "compare/pair_comparer.hpp"
#include "model/pattern_counts.hpp"

namespace byname {

/// Counts of gamma patterns: all that training looks at. Rows are sorted by (pattern, free).
struct TrainingData {
  std::size_t num_comparisons = 0;
  std::vector<std::uint64_t> patterns;
  std::vector<std::int8_t> gammas;  ///< row major, num_comparisons a row; -1 = missing
  std::vector<double> counts;       ///< pairs of the row
  double num_pairs = 0;             ///< pairs of the full space that the rows stand for
  /// For blocked pairs only: bit k = some key without comparison k brought the pairs, so that they may speak
  /// for m of k. Empty: every row may speak for every comparison.
  std::vector<std::uint32_t> free_comparisons;

  std::size_t num_rows() const { return counts.size(); }
  std::span<const std::int8_t> row(std::size_t i) const {
    return {gammas.data() + i * num_comparisons, num_comparisons};
  }
};

/// Which pairs of records can be one person at all.
class AllowedPairs {
 public:
  /// `list_of`: per record; `is_unique`: per list, declared free of duplicates.
  AllowedPairs(std::span<const std::uint32_t> list_of, const std::vector<bool>& is_unique)
      : list_of_(list_of),
        is_unique_(is_unique),
        all_(std::find(is_unique.begin(), is_unique.end(), true) == is_unique.end()) {}
  bool operator()(std::uint32_t left, std::uint32_t right) const {
    return all_ || list_of_[left] != list_of_[right] || !is_unique_[list_of_[left]];
  }
  /// True if every pair is allowed.
  bool all() const { return all_; }
  /// Number of allowed pairs of all records.
  double count() const;

 private:
  std::span<const std::uint32_t> list_of_;
  std::vector<bool> is_unique_;
  bool all_;
};

/// Counts the patterns of all allowed pairs among `records` (linkage-method A1, ways 1 and 2).
TrainingData count_full_space(const PairComparer& comparer, std::span<const std::uint32_t> records,
                              const AllowedPairs& allowed, const ExecutionContext& context);

/// Turns counts by (pattern, free comparisons packed above the patterns) into sorted rows.
TrainingData make_training_data(const PatternCode& code, const PatternCounter& counter,
                                bool has_free_comparisons);

/// Draws `size` records by a hash of their values and place, the same for any number of threads; all if
/// fewer.
std::vector<std::uint32_t> sample_records(const PairComparer& comparer, std::size_t size, std::uint64_t seed);

}  // namespace byname
