// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "expression/evaluator.hpp"

namespace byname {

/// A rule's conditions: equalities between the records, and the rest.
struct RuleConjunction {
  std::vector<const PlanNode*> equalities;
  std::vector<const PlanNode*> rest;

  /// Takes a condition apart; the nodes are its own.
  RuleConjunction(const PlanNode& root, const ValueTable& table);
  /// True if every equality is of one column's two values.
  bool are_symmetric() const;
  /// The columns of symmetric equalities.
  std::vector<const ValueColumn*> columns(const ValueTable& table) const;
};

}  // namespace byname
