// SPDX-License-Identifier: Apache-2.0
#include "estimate/covariate_basis.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace byname {
namespace {

using Column = Eigen::VectorXd;

constexpr double kKnotLevels[] = {0.05, 0.275, 0.5, 0.725, 0.95};
constexpr std::int64_t kFewestPersons = 20;  // of a category with a column of its own

/// Mean 0 and standard deviation 1; dropped where all are alike.
void add_standardised(std::vector<Column>& columns, Column column) {
  column.array() -= column.mean();
  const double sd =
      std::sqrt(column.squaredNorm() / static_cast<double>(std::max<Eigen::Index>(1, column.size())));
  if (!(sd > 1e-9)) return;
  columns.push_back(column / sd);
}

/// Distinct knots, from the sorted values.
std::vector<double> knots_of(const std::vector<double>& sorted) {
  std::vector<double> knots;
  for (const double level : kKnotLevels) {
    const double knot = sorted[static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1))];
    if (knots.empty() || knot > knots.back()) knots.push_back(knot);
  }
  return knots;
}

/// d_k of the natural spline: ((x - knot)+^3 - (x - last)+^3) / (last - knot).
double spline_part(double x, double knot, double last) {
  const auto cube = [](double value) { return value > 0 ? value * value * value : 0; };
  return (cube(x - knot) - cube(x - last)) / (last - knot);
}

void add_number(std::vector<Column>& columns, const std::vector<double>& numbers) {
  std::vector<double> known;
  for (const double each : numbers) {
    if (std::isfinite(each)) known.push_back(each);
  }
  if (known.empty()) return;
  std::sort(known.begin(), known.end());
  const double middle = known[known.size() / 2];
  const auto size = static_cast<Eigen::Index>(numbers.size());
  Column value(size);
  Column missing(size);
  for (Eigen::Index i = 0; i < size; ++i) {
    const double number = numbers[static_cast<std::size_t>(i)];
    missing[i] = std::isfinite(number) ? 0 : 1;
    value[i] = std::isfinite(number) ? number : middle;
  }
  const double width = std::max(1e-300, known.back() - known.front());
  std::vector<double> knots = knots_of(known);
  for (double& knot : knots) knot = (knot - middle) / width;
  value = ((value.array() - middle) / width).matrix();
  add_standardised(columns, value);
  for (std::size_t k = 0; k + 2 < knots.size(); ++k) {
    const double last = knots.back();
    const double before_last = knots[knots.size() - 2];
    add_standardised(columns, value.unaryExpr([&](double x) {
      return spline_part(x, knots[k], last) - spline_part(x, before_last, last);
    }));
  }
  add_standardised(columns, missing);
}

void add_category(std::vector<Column>& columns, const std::vector<std::uint32_t>& categories) {
  std::map<std::uint32_t, std::int64_t> counts;
  for (const std::uint32_t each : categories) ++counts[each];
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::uint32_t common = most == counts.end() ? 0 : most->first;
  const auto size = static_cast<Eigen::Index>(categories.size());
  const auto column_of = [&](const auto& belongs) {
    Column column(size);
    for (Eigen::Index i = 0; i < size; ++i)
      column[i] = belongs(categories[static_cast<std::size_t>(i)]) ? 1 : 0;
    return column;
  };
  bool has_rare = false;
  for (const auto& [category, count] : counts) {
    has_rare = has_rare || count < kFewestPersons;
    if (category == common || count < kFewestPersons) continue;
    add_standardised(columns, column_of([&](std::uint32_t each) { return each == category; }));
  }
  if (has_rare) {
    add_standardised(columns, column_of([&](std::uint32_t each) { return counts[each] < kFewestPersons; }));
  }
}

}  // namespace

Eigen::MatrixXd covariate_basis(const std::vector<Covariate>& covariates, std::size_t num_persons) {
  std::vector<Column> columns = {Column::Ones(static_cast<Eigen::Index>(num_persons))};
  for (const Covariate& covariate : covariates) {
    if (!covariate.numbers.empty()) add_number(columns, covariate.numbers);
    if (!covariate.categories.empty()) add_category(columns, covariate.categories);
  }
  Eigen::MatrixXd basis(static_cast<Eigen::Index>(num_persons), static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) basis.col(static_cast<Eigen::Index>(i)) = columns[i];
  return basis;
}

}  // namespace byname
