// SPDX-License-Identifier: Apache-2.0
#include "excess/ratio_trend.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace byname {
namespace {

double ratio_of_value(TrendForm form, double value) {
  return form == TrendForm::kExponential ? 1 + std::exp(value) : value;
}

std::size_t num_parameters(TrendForm form) { return form == TrendForm::kConstant ? 1 : 2; }

}  // namespace

std::string_view trend_name(TrendForm form) {
  switch (form) {
    case TrendForm::kConstant:
      return "constant";
    case TrendForm::kLinear:
      return "linear";
    case TrendForm::kExponential:
      break;
  }
  return "exponential";
}

double RatioTrend::ratio_at(double year) const {
  return ratio_of_value(form, mean_value + slope * (year - mean_year));
}

double RatioTrend::predictive_sd(double year) const {
  const double distance = form == TrendForm::kConstant ? 0 : year - mean_year;
  const double of_line = year_squares > 0 ? distance * distance / year_squares : 0;
  return residual_sd * std::sqrt(1 + 1 / num_years + of_line);
}

double RatioTrend::ratio_sd(double year) const {
  const double sd = predictive_sd(year);
  if (form != TrendForm::kExponential) return sd;
  const double surplus = ratio_at(year) - 1;
  return std::max(surplus * std::expm1(sd), -surplus * std::expm1(-sd));
}

std::variant<RatioTrend, std::string> fit_ratio_trend(TrendForm form, const std::vector<int>& years,
                                                      const std::vector<double>& ratios) {
  if (years.size() < num_parameters(form))
    return fmt::format("a {} trend needs {} base years or more", trend_name(form), num_parameters(form));
  std::vector<double> values = ratios;
  if (form == TrendForm::kExponential) {
    for (double& value : values) {
      if (!(value > 1)) return std::string("a base year has no more men's than women's deaths");
      value = std::log(value - 1);
    }
  }
  RatioTrend trend;
  trend.form = form;
  trend.num_years = static_cast<double>(years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    trend.mean_year += years[i] / trend.num_years;
    trend.mean_value += values[i] / trend.num_years;
  }
  double products = 0;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const double distance = years[i] - trend.mean_year;
    trend.year_squares += distance * distance;
    products += distance * (values[i] - trend.mean_value);
  }
  if (form != TrendForm::kConstant) trend.slope = products / trend.year_squares;
  double squares = 0;
  for (std::size_t i = 0; i < years.size(); ++i) {
    const double residual = values[i] - trend.mean_value - trend.slope * (years[i] - trend.mean_year);
    squares += residual * residual;
  }
  trend.freedom = static_cast<int>(years.size() - num_parameters(form));
  trend.residual_sd = trend.freedom > 0 ? std::sqrt(squares / trend.freedom) : NAN;
  return trend;
}

std::vector<double> draw_ratios(const RatioTrend& trend, const std::vector<int>& years,
                                RandomStream& random) {
  const double freedom = trend.freedom;
  const double chi_squared = 2 * draw_gamma(random, freedom / 2);
  const double sd = trend.residual_sd * std::sqrt(freedom / chi_squared);
  const double mean = trend.mean_value + sd / std::sqrt(trend.num_years) * draw_normal(random);
  const double slope = trend.form == TrendForm::kConstant
                           ? 0
                           : trend.slope + sd / std::sqrt(trend.year_squares) * draw_normal(random);
  std::vector<double> ratios;
  for (const int year : years)
    ratios.push_back(
        ratio_of_value(trend.form, mean + slope * (year - trend.mean_year) + sd * draw_normal(random)));
  return ratios;
}

}  // namespace byname
