// SPDX-License-Identifier: Apache-2.0
#include "spec/model_columns.hpp"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "expression/column_uses.hpp"

namespace byname {

std::string small_letters(const std::string& name) {
  std::string small = name;
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return small;
}

std::set<std::string> columns_of_rule(const SplinkRule& rule, const std::string& what) {
  std::set<std::string> columns = columns_used(parse_expression(rule.condition, what));
  for (const std::string& name : rule.arrays_to_explode) columns.insert(small_letters(name));
  return columns;
}

std::set<std::string> columns_of_model(const SplinkModel& model) {
  std::set<std::string> columns;
  for (const SplinkComparison& comparison : model.comparisons) {
    for (std::size_t i = 0; i < comparison.levels.size(); ++i) {
      const SplinkLevel& level = comparison.levels[i];
      if (!level.tf_column.empty()) columns.insert(small_letters(level.tf_column));
      if (level.is_else) continue;
      columns.merge(columns_used(parse_expression(
          level.condition, fmt::format("level {} of comparison {}", i + 1, comparison.name))));
    }
  }
  for (std::size_t i = 0; i < model.rules.size(); ++i)
    columns.merge(columns_of_rule(model.rules[i], fmt::format("blocking rule {}", i + 1)));
  return columns;
}

}  // namespace byname
