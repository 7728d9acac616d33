// SPDX-License-Identifier: Apache-2.0
#include "block/rule_conjunction.hpp"

#include <algorithm>

#include "block/equality_numbers.hpp"

namespace byname {

RuleConjunction::RuleConjunction(const PlanNode& root, const ValueTable& table) {
  std::vector<const PlanNode*> open = {&root};
  while (!open.empty()) {
    const PlanNode* part = open.back();
    open.pop_back();
    if (part->kind == PlanKind::kAnd) {
      for (std::size_t i = part->children.size(); i-- > 0;) open.push_back(&part->children[i]);
    } else {
      (is_equality(*part, table) ? equalities : rest).push_back(part);
    }
  }
}

bool RuleConjunction::are_symmetric() const {
  return std::all_of(equalities.begin(), equalities.end(), [](const PlanNode* node) {
    return node->children[0].column == node->children[1].column;
  });
}

std::vector<const ValueColumn*> RuleConjunction::columns(const ValueTable& table) const {
  std::vector<const ValueColumn*> columns;
  for (const PlanNode* equality : equalities) columns.push_back(&table.column(equality->children[0].column));
  return columns;
}

}  // namespace byname
