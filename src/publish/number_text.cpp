// SPDX-License-Identifier: Apache-2.0
#include "publish/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "publish/say.hpp"

namespace byname {
namespace {

constexpr double kMillion = 1e6;
constexpr double kBillion = 1e9;

std::string grouped(std::string digits) {
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

/// At most one decimal, without a trailing ".0".
std::string one_decimal(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

double rounding_unit(const Interval& interval) {
  const double width = interval.high - interval.low;
  if (!std::isfinite(width) || width < 1000) return 1;
  return std::pow(10.0, std::floor(std::log10(width)) - 2);
}

double rounded_to(double value, double unit) { return std::round(value / unit) * unit; }

}  // namespace

std::string whole_text(double value) {
  if (!std::isfinite(value)) return "?";
  const std::string digits = grouped(fmt::format("{:.0f}", std::round(std::abs(value))));
  return value < 0 && digits != "0" ? "\u2212" + digits : digits;
}

std::string short_text(double value) {
  if (!std::isfinite(value)) return "?";
  if (value >= kBillion) return say(Message::kBillion, one_decimal(value / kBillion));
  if (value >= kMillion) return say(Message::kMillion, one_decimal(value / kMillion));
  return whole_text(value);
}

std::string percent_text(double share) {
  const double percent = 100 * share;
  const bool needs_decimal = (percent > 0 && percent < 1) || (percent > 99 && percent < 100);
  if (!needs_decimal) return fmt::format("{:.0f}\u00A0%", percent);
  if (percent < 0.1) return "<\u00A00.1\u00A0%";
  if (percent > 99.9) return ">\u00A099.9\u00A0%";
  return fmt::format("{:.1f}\u00A0%", percent);
}

std::string weight_text(double bits) {
  if (!std::isfinite(bits)) return "?";
  const std::string digits = fmt::format("{:.1f}", std::abs(bits));
  if (digits == "0.0") return digits;
  return (bits < 0 ? "\u2212" : "+") + digits;
}

IntervalText rounded_interval(const Interval& interval) {
  const double unit = rounding_unit(interval);
  return {whole_text(rounded_to(interval.estimate, unit)), whole_text(rounded_to(interval.low, unit)),
          whole_text(rounded_to(interval.high, unit))};
}

IntervalText counted_interval(const Interval& interval) {
  const double unit = rounding_unit(interval);
  return {whole_text(interval.estimate), whole_text(rounded_to(interval.low, unit)),
          whole_text(rounded_to(interval.high, unit))};
}

}  // namespace byname
