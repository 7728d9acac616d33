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
  /// gammas[k] = gamma of comparison k: -1 for null levels, and where no condition holds.
  void compare(std::uint32_t left, std::uint32_t right, CallContext& calls,
               std::span<std::int8_t> gammas) const;
  /// Whether a level of a comparison (by file order) is the plain equality of one column, and of which.
  std::optional<std::size_t> exact_column(std::size_t comparison, std::size_t level) const {
    return comparisons_[comparison].exact_column[level];
  }

 private:
  struct Comparison {
    std::vector<LevelStep> steps;
    std::vector<std::int8_t> gammas;  ///< per level
    std::vector<std::optional<std::size_t>> exact_column;
  };
  std::vector<Comparison> comparisons_;
};

}  // namespace byname
