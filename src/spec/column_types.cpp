// SPDX-License-Identifier: Apache-2.0
#include "spec/column_types.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

#include "base/error.hpp"
#include "expression/expression.hpp"
#include "expression/function_table.hpp"

namespace byname {

namespace {

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The type that a function wants of an argument, or nothing.
std::string type_for(const std::string& function, std::size_t argument) {
  if (is_among(function, {"abs",   "round", "radians", "degrees", "sin",  "cos",  "tan",  "sqrt",
                          "floor", "ceil",  "ceiling", "sign",    "ln",   "exp",  "log",  "log2",
                          "log10", "pow",   "power",   "asin",    "acos", "atan", "atan2"}))
    return "DOUBLE";
  if (is_among(function,
               {"epoch", "unix_timestamp", "year", "month", "day", "dayofmonth", "date_diff", "datediff"}))
    return "TIMESTAMP";
  if (is_among(function, {"array_cosine_similarity", "list_cosine_similarity"})) return "FLOAT[]";
  if (is_among(function, {"list_intersect", "array_intersect", "list_has_any", "array_has_any",
                          "arrays_overlap", "list_has_all", "array_has_all"}))
    return "VARCHAR[]";
  if (argument == 0 && is_among(function, {"array_length",   "list_length",     "size",       "cardinality",
                                           "list_contains",  "array_contains",  "list_has",   "array_has",
                                           "list_transform", "array_transform", "list_apply", "transform",
                                           "list_filter",    "array_filter",    "filter",     "flatten",
                                           "list_min",       "array_min",       "list_max",   "array_max",
                                           "list_distinct",  "array_distinct"}))
    return "VARCHAR[]";
  return "";
}

class Uses {
 public:
  void look_at(const Expression& expression, const std::string& wanted) {
    switch (expression.kind) {
      case ExpressionKind::kColumn:
        note(expression, wanted);
        return;
      case ExpressionKind::kCall:
        for (std::size_t i = 0; i < expression.children.size(); ++i)
          look_at(expression.children[i], type_for(expression.text, i));
        return;
      case ExpressionKind::kLambda:
        parameters_.insert(parameters_.end(), expression.parameters.begin(), expression.parameters.end());
        look_at(expression.children[0], "");
        parameters_.resize(parameters_.size() - expression.parameters.size());
        return;
      case ExpressionKind::kNegation:
        look_at(expression.children[0], "DOUBLE");
        return;
      case ExpressionKind::kBinary:
        binary(expression);
        return;
      case ExpressionKind::kBetween:
        for (const Expression& child : expression.children)
          look_at(child, expression.children[1].kind == ExpressionKind::kNumber ? "DOUBLE" : "");
        return;
      case ExpressionKind::kIndex:
        look_at(expression.children[0], "VARCHAR[]");
        return;
      default:
        for (const Expression& child : expression.children) look_at(child, "");
    }
  }

  ColumnTypes types;

 private:
  void binary(const Expression& expression) {
    const bool computes = is_among(expression.text, {"+", "-", "*", "/", "//", "%"});
    const bool has_number =
        std::any_of(expression.children.begin(), expression.children.end(),
                    [](const Expression& x) { return x.kind == ExpressionKind::kNumber; });
    const bool compares = is_among(expression.text, {"=", "<>", "<", "<=", ">", ">="});
    for (const Expression& child : expression.children)
      look_at(child, computes || (compares && has_number) ? "DOUBLE" : "");
  }

  void note(const Expression& column, const std::string& wanted) {
    std::string name = column.text;
    if (column.qualifier.empty() &&
        std::find(parameters_.begin(), parameters_.end(), name) != parameters_.end())
      return;
    if (column.qualifier.empty() && (name.ends_with("_l") || name.ends_with("_r")))
      name.resize(name.size() - 2);
    if (!wanted.empty()) types.try_emplace(name, wanted);
  }

  std::vector<std::string> parameters_;  // of the lambdas around
};

}  // namespace

ColumnTypes types_by_use(const SplinkModel& model) {
  Uses uses;
  for (const SplinkComparison& comparison : model.comparisons) {
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      if (comparison.levels[i].is_else) continue;
      uses.look_at(parse_expression(comparison.levels[i].condition,
                                    fmt::format("level {} of comparison {}", i + 1, comparison.name)),
                   "");
    }
  }
  for (std::size_t i = 0; i < model.rules.size(); ++i) {
    uses.look_at(parse_expression(model.rules[i].condition, fmt::format("blocking rule {}", i + 1)), "");
    for (const std::string& name : model.rules[i].arrays_to_explode)
      uses.types.try_emplace(name, "VARCHAR[]");
  }
  return uses.types;
}

std::pair<std::string, std::string> parse_column_type(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError(fmt::format("--type wants COLUMN=TYPE, not {}", text));
  std::string type = text.substr(equals + 1);
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  if (!is_known_type(type)) {
    throw UsageError(
        fmt::format("--type names no type that there is: {}. Types: VARCHAR, BIGINT, DOUBLE, FLOAT, "
                    "BOOLEAN, DATE, TIMESTAMP, and lists of them as VARCHAR[]",
                    text.substr(equals + 1)));
  }
  return {text.substr(0, equals), type};
}

}  // namespace byname
