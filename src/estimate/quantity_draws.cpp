// SPDX-License-Identifier: Apache-2.0
#include "estimate/quantity_draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace byname {

const std::vector<double>* QuantityDraws::find(std::string_view stratum, std::string_view quantity) const {
  for (const QuantityColumn& column : columns) {
    if (column.stratum == stratum && column.quantity == quantity) return &column.values;
  }
  return nullptr;
}

double quantile_of_sorted(const std::vector<double>& sorted, double level) {
  const double place = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of_draws(std::vector<double> values) {
  const bool is_finite =
      std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  if (values.empty() || !is_finite) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none};
  }
  std::sort(values.begin(), values.end());
  return {quantile_of_sorted(values, 0.5), quantile_of_sorted(values, 0.025),
          quantile_of_sorted(values, 0.975)};
}

}  // namespace byname
