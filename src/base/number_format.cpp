// SPDX-License-Identifier: Apache-2.0
#include "base/number_format.hpp"

#include <cmath>
#include <fmt/format.h>

namespace byname {

std::string format_count(std::int64_t count) {
  std::string text = std::to_string(count);
  const std::ptrdiff_t first = count < 0 ? 1 : 0;
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first; at -= 3) {
    text.insert(static_cast<std::size_t>(at), 1, ',');
  }
  return text;
}

std::string format_percent(double share, int decimals) {
  const double step = std::pow(10.0, -decimals);
  double percent = 100 * share;
  // Rounding must not turn "nearly all" into "all", or "hardly any" into "none".
  if (share < 1 && percent > 100 - step / 2) percent = 100 - step;
  if (share > 0 && percent < step / 2) percent = step;
  return fmt::format("{:.{}f} %", percent, decimals);
}

std::string format_counted(std::int64_t count, const std::string& singular, const std::string& plural) {
  return format_count(count) + " " + (count == 1 ? singular : plural);
}

std::string format_seconds(double seconds) {
  if (seconds < 9.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  return fmt::format("{} min {} s", whole / 60, whole % 60);
}

}  // namespace byname
