// SPDX-License-Identifier: Apache-2.0
#include "expression/column_uses.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace byname {

namespace {

/// Name and side ("l", "r" or nothing).
std::pair<std::string, std::string> name_and_side(const Expression& column) {
  std::string name = column.text;
  std::string side = column.qualifier;
  if (side.empty() && name.size() > 2 && (name.ends_with("_l") || name.ends_with("_r"))) {
    side = name.substr(name.size() - 1);
    name.resize(name.size() - 2);
  }
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return {name, side};
}

void add_columns(const Expression& expression, std::set<std::string>& columns) {
  if (expression.kind == ExpressionKind::kColumn) {
    const auto [name, side] = name_and_side(expression);
    if (!side.empty()) columns.insert(name);
  }
  for (const Expression& child : expression.children) add_columns(child, columns);
}

bool add_equated(const Expression& expression, std::set<std::string>& columns) {
  if (expression.kind != ExpressionKind::kBinary) return false;
  if (expression.text == "and")
    return add_equated(expression.children[0], columns) && add_equated(expression.children[1], columns);
  const Expression& a = expression.children[0];
  const Expression& b = expression.children[1];
  if (expression.text != "=" || a.kind != ExpressionKind::kColumn || b.kind != ExpressionKind::kColumn)
    return false;
  const auto [left, left_side] = name_and_side(a);
  const auto [right, right_side] = name_and_side(b);
  if (left != right || left_side == right_side || left_side.empty() || right_side.empty()) return false;
  columns.insert(left);
  return true;
}

}  // namespace

std::set<std::string> columns_used(const Expression& expression) {
  std::set<std::string> columns;
  add_columns(expression, columns);
  return columns;
}

std::set<std::string> columns_equated(const Expression& expression) {
  std::set<std::string> columns;
  if (!add_equated(expression, columns)) columns.clear();
  return columns;
}

}  // namespace byname
