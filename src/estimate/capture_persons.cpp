// SPDX-License-Identifier: Apache-2.0
#include "estimate/capture_persons.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "base/error.hpp"
#include "estimate/table_columns.hpp"

namespace byname {
namespace {

constexpr std::string_view kCategoryMark = "=category";

bool is_missing(const TextColumn& column, std::size_t row) {
  if (column.is_null(row)) return true;
  const std::string_view text = column.at(row);
  return text.empty() || text == "NA" || text == "na";
}

/// NaN where missing; nothing if a cell is no number.
std::optional<std::vector<double>> numbers_of(const TextColumn& column,
                                              const std::vector<std::size_t>& rows) {
  std::vector<double> numbers;
  for (const std::size_t row : rows) {
    if (is_missing(column, row)) {
      numbers.push_back(std::nan(""));
      continue;
    }
    const std::optional<double> number = read_plain_number(column.at(row));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
  }
  return numbers;
}

/// 1, 2, ... in the order of first occurrence; 0 where missing.
std::vector<std::uint32_t> categories_of(const TextColumn& column, const std::vector<std::size_t>& rows) {
  std::map<std::string_view, std::uint32_t> codes;
  std::vector<std::uint32_t> categories;
  for (const std::size_t row : rows) {
    if (is_missing(column, row)) {
      categories.push_back(0);
      continue;
    }
    const auto next = static_cast<std::uint32_t>(codes.size() + 1);
    categories.push_back(codes.emplace(column.at(row), next).first->second);
  }
  return categories;
}

}  // namespace

std::vector<std::string> split_names(const std::vector<std::string>& given,
                                     const std::vector<std::string>& names) {
  std::vector<std::string> split;
  for (const std::string& text : given) {
    if (std::find(names.begin(), names.end(), text) != names.end()) {
      split.push_back(text);
      continue;
    }
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t comma = std::min(text.find(',', from), text.size());
      if (comma > from) split.push_back(text.substr(from, comma - from));
      from = comma + 1;
    }
  }
  return split;
}

CovariateOption parse_covariate(const std::string& text) {
  if (!text.ends_with(kCategoryMark)) return {text, false};
  return {text.substr(0, text.size() - kCategoryMark.size()), true};
}

Covariate read_covariate(const TextColumn& column, bool is_category, const std::vector<std::size_t>& rows) {
  Covariate covariate{column.name, {}, {}};
  if (!is_category) {
    if (auto numbers = numbers_of(column, rows)) {
      covariate.numbers = std::move(*numbers);
      return covariate;
    }
  }
  covariate.categories = categories_of(column, rows);
  return covariate;
}

}  // namespace byname
