// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "expression/evaluator.hpp"

namespace byname {

/// Functions of two texts that have kernels.
enum class TextFunction { kJaroWinkler, kJaro, kLevenshtein, kDamerauLevenshtein, kJaccard };

/// True where less is more alike.
bool is_distance(TextFunction function);

/// A similarity, distance or difference of the two records against a number: a shape that several thresholds
/// can share.
struct Ladder {
  enum class Kind { kText, kDifference } kind = Kind::kText;
  TextFunction function = TextFunction::kJaro;
  std::size_t left_column = 0, right_column = 0;  ///< of the first and second argument
  bool is_crossed = false;                        ///< the first argument is the right record's
  double threshold = 0;
  bool is_strict = false;  ///< > or <

  /// True if only the thresholds differ.
  bool same_question(const Ladder& other) const;
};

/// The ladder that a node is, or nothing.
std::optional<Ladder> ladder_of(const PlanNode& node);

/// True if the columns hold what the kernels want: texts, or numbers that doubles hold.
bool fits_kernel(const Ladder& ladder, const ValueTable& table);

/// True for columns of opposite records.
bool are_two_sides(const PlanNode& a, const PlanNode& b);

/// The column of an equality of one column's two values, where equal ones are numbered alike, or nothing.
std::optional<std::size_t> equal_column(const PlanNode& node, const ValueTable& table);

}  // namespace byname
