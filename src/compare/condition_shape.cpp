// SPDX-License-Identifier: Apache-2.0
#include "compare/condition_shape.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace byname {

namespace {

std::optional<TextFunction> text_function(std::string_view name) {
  if (name == "jaro_winkler_similarity" || name == "jaro_winkler") return TextFunction::kJaroWinkler;
  if (name == "jaro_similarity" || name == "jaro_sim") return TextFunction::kJaro;
  if (name == "levenshtein" || name == "editdist3") return TextFunction::kLevenshtein;
  if (name == "damerau_levenshtein") return TextFunction::kDamerauLevenshtein;
  if (name == "jaccard") return TextFunction::kJaccard;
  return std::nullopt;
}

/// True if texts stand beside other values: '1' = 1 is true, but their numbers differ.
bool mixes_texts(const ValueColumn& column) {
  bool has_texts = false;
  bool has_others = false;
  for (const Value& value : column.values) {
    has_texts |= value.type == ValueType::kText;
    has_others |= !value.is_null() && value.type != ValueType::kText;
  }
  return has_texts && has_others;
}

/// True for numbers whose differences are the same as doubles.
bool is_exact_number(const Value& value) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 51;
  return value.type == ValueType::kDouble ||
         (value.type == ValueType::kInteger && value.integer <= kLargest && value.integer >= -kLargest);
}

}  // namespace

bool is_distance(TextFunction function) {
  return function == TextFunction::kLevenshtein || function == TextFunction::kDamerauLevenshtein;
}

bool Ladder::same_question(const Ladder& other) const {
  return kind == other.kind && (kind != Kind::kText || function == other.function) &&
         left_column == other.left_column && right_column == other.right_column &&
         is_crossed == other.is_crossed;
}

bool are_two_sides(const PlanNode& a, const PlanNode& b) {
  return a.kind == PlanKind::kColumn && b.kind == PlanKind::kColumn && a.is_right != b.is_right;
}

std::optional<Ladder> ladder_of(const PlanNode& node) {
  if (node.kind != PlanKind::kCompare || node.children[1].kind != PlanKind::kConstant ||
      !node.children[1].constant.is_number())
    return std::nullopt;
  const PlanNode& call = node.children[0];
  if (call.kind != PlanKind::kCall) return std::nullopt;
  Ladder ladder;
  ladder.threshold = node.children[1].constant.as_double();
  if (std::isnan(ladder.threshold)) return std::nullopt;
  const std::string& op = node.text;
  ladder.is_strict = op == "<" || op == ">";
  const bool is_upper = op == "<" || op == "<=";
  if (op == "=" || op == "<>") return std::nullopt;
  if (call.function->name == "abs" && is_upper) {
    const PlanNode& difference = call.children[0];
    if (difference.kind != PlanKind::kArithmetic || difference.text != "-" ||
        !are_two_sides(difference.children[0], difference.children[1]) ||
        difference.children[0].column != difference.children[1].column)
      return std::nullopt;
    ladder.kind = Ladder::Kind::kDifference;
    ladder.left_column = ladder.right_column = difference.children[0].column;
    return ladder;
  }
  const auto function = text_function(call.function->name);
  if (!function || call.children.size() != 2 || !are_two_sides(call.children[0], call.children[1]) ||
      is_distance(*function) != is_upper)
    return std::nullopt;
  ladder.function = *function;
  ladder.left_column = call.children[0].column;
  ladder.right_column = call.children[1].column;
  ladder.is_crossed = call.children[0].is_right;
  return ladder;
}

bool fits_kernel(const Ladder& ladder, const ValueTable& table) {
  const auto all = [&](std::size_t column, const auto& is_right_kind) {
    const std::vector<Value>& values = table.column(column).values;
    return std::all_of(values.begin(), values.end(),
                       [&](const Value& value) { return value.is_null() || is_right_kind(value); });
  };
  if (ladder.kind == Ladder::Kind::kDifference) return all(ladder.left_column, is_exact_number);
  const auto is_text = [](const Value& value) { return value.type == ValueType::kText; };
  return all(ladder.left_column, is_text) && all(ladder.right_column, is_text);
}

std::optional<std::size_t> equal_column(const PlanNode& node, const ValueTable& table) {
  if (node.kind != PlanKind::kCompare || node.text != "=" ||
      !are_two_sides(node.children[0], node.children[1]) ||
      node.children[0].column != node.children[1].column ||
      mixes_texts(table.column(node.children[0].column)))
    return std::nullopt;
  return node.children[0].column;
}

}  // namespace byname
