// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/random.hpp"

namespace byname {

/// How the ratio of men's to women's deaths moves over the years.
enum class TrendForm {
  kConstant,    ///< it stays
  kLinear,      ///< ratio = a + b year
  kExponential  ///< log(ratio - 1) = a + b year: the surplus of men grows or shrinks by a share
};

/// "constant", "linear", "exponential".
std::string_view trend_name(TrendForm form);

/// Least squares of the ratios of the base years; the values are the ratios, or the logs of kExponential.
struct RatioTrend {
  TrendForm form = TrendForm::kLinear;
  double num_years = 0;
  double mean_year = 0;
  double mean_value = 0;
  double slope = 0;
  double year_squares = 0;  ///< sum of squared distances from mean_year
  double residual_sd = 0;   ///< of the values, with `freedom`; NaN where freedom is 0
  int freedom = 0;          ///< years less parameters

  /// The ratio that is expected of a year.
  double ratio_at(double year) const;
  /// Standard deviation of a new value about its prediction: residual_sd sqrt(1 + 1 / n + d^2 / squares) with
  /// d the distance from mean_year (Student's t with `freedom`).
  double predictive_sd(double year) const;
  /// The same for the ratio; of kExponential the larger of the distances to one sd up and down (as Kobak et
  /// al. do).
  double ratio_sd(double year) const;
};

/// Fits it, or says why not: fewer than 1 (constant), 2 (others) years; for kExponential a ratio of 1 or
/// less.
std::variant<RatioTrend, std::string> fit_ratio_trend(TrendForm form, const std::vector<int>& years,
                                                      const std::vector<double>& ratios);

/// Draws the ratios of several years together from their predictive distribution under a flat prior: the
/// residual variance, the line, and the deviation of each year. Needs freedom >= 1.
std::vector<double> draw_ratios(const RatioTrend& trend, const std::vector<int>& years, RandomStream& random);

}  // namespace byname
