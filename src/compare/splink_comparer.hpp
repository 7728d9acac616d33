// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compare/level_group.hpp"
#include "spec/splink_model.hpp"

namespace byname {

/// Compares pairs of records under a Splink model.
class SplinkComparer {
 public:
  /// Binds the conditions to the columns of `table`, which must outlive the comparer; columns derived from
  /// them are added to it. Throws DataError naming comparison and level of what cannot be parsed or bound.
  SplinkComparer(const SplinkModel& model, ValueTable& table, const ExecutionContext& context);

  std::size_t num_comparisons() const { return comparisons_.size(); }
  /// What comparing needs beside the pairs; one a thread.
  struct Scratch {
    PairBatch batch;
    OpenPairs open;
    std::vector<std::int8_t> levels;
    CallContext calls;
  };
  /// gammas[i * num_comparisons() + k] = gamma of comparison k for the pair i: -1 for null levels, and where
  /// no condition holds. At most PairBatch::kMostPairs pairs.
  void compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right, Scratch& scratch,
               std::span<std::int8_t> gammas) const;
  /// The same, but comparisons that are left out are not looked at: their gamma is -1.
  void compare(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
               const std::vector<bool>& left_out, Scratch& scratch, std::span<std::int8_t> gammas) const;
  /// Number of gammas >= 0 of a comparison.
  int num_gammas(std::size_t comparison) const { return comparisons_[comparison].num_gammas; }
  /// Asks for the memory of a record, some time before it is compared.
  void prefetch(std::uint32_t record) const { rows_.prefetch(record); }
  /// Whether a level of a comparison (by file order) is the plain equality of one column, and of which.
  std::optional<std::size_t> exact_column(std::size_t comparison, std::size_t level) const {
    return comparisons_[comparison].exact_column[level];
  }

 private:
  struct Comparison {
    std::vector<LevelStep> steps;
    std::vector<std::int8_t> gammas;  ///< per level
    int num_gammas = 0;
    std::vector<std::optional<std::size_t>> exact_column;
  };
  void compare_one(std::size_t comparison, std::size_t num_pairs, Scratch& scratch,
                   std::span<std::int8_t> gammas) const;

  std::vector<Comparison> comparisons_;
  CodeRows rows_;
};

}  // namespace byname
