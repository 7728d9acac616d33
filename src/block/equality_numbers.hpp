// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "expression/evaluator.hpp"

namespace byname {

/// Equalities between two records as numbers: they hold where the left record's left number is the right
/// record's right number, and not 0.
struct EqualityNumbers {
  std::vector<std::uint32_t> left;  ///< per record; 0 = NULL
  std::vector<std::uint32_t> right;
  bool is_symmetric = false;  ///< both are the same
};

/// True for an equality of columns whose equal values can be numbered alike.
bool is_equality(const PlanNode& node, const ValueTable& table);

/// The numbers of all equalities at once, each of which is_equality(). Without any all records are equal.
EqualityNumbers equality_numbers(std::span<const PlanNode* const> equalities, const ValueTable& table);

}  // namespace byname
