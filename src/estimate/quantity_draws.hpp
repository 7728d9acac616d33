// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "estimate/count_estimate.hpp"

namespace byname {

/// Draws of one number of persons, of everybody or of a stratum.
struct QuantityColumn {
  std::string stratum;         ///< "" = everybody; else a period, an age group, ...
  std::string quantity;        ///< "named", "will_be_named", "never_named", "total", "excess", ...
  std::vector<double> values;  ///< one a draw
};

/// Draws of several numbers that belong together: what adds up does so inside every draw. All columns are of
/// one length.
struct QuantityDraws {
  std::vector<QuantityColumn> columns;

  std::size_t num_draws() const { return columns.empty() ? 0 : columns.front().values.size(); }
  /// Null where there is no such column.
  const std::vector<double>* find(std::string_view stratum, std::string_view quantity) const;
};

/// Value at `level` (0 to 1) of a sample: between two order statistics linearly (type 7 of Hyndman & Fan
/// 1996). `sorted` is not empty.
double quantile_of_sorted(const std::vector<double>& sorted, double level);

/// Median and 2.5 and 97.5 % points of a sample; all NaN where it is empty or has a value that is not finite.
Interval interval_of_draws(std::vector<double> values);

}  // namespace byname
