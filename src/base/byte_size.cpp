// SPDX-License-Identifier: Apache-2.0
#include "base/byte_size.hpp"

#include <array>
#include <charconv>
#include <fmt/format.h>

#include "base/error.hpp"

namespace byname {

namespace {

constexpr std::string_view kUnits = "kmgt";

// The power of 1024 that a unit means, or -1.
int unit_exponent(std::string_view unit) {
  if (unit.empty() || unit == "b" || unit == "B") return 0;
  const char letter = static_cast<char>(unit[0] | 0x20);
  const std::size_t index = kUnits.find(letter);
  const std::string_view rest = unit.substr(1);
  const bool is_known = rest.empty() || rest == "b" || rest == "B" || rest == "ib" || rest == "iB";
  return index == std::string_view::npos || !is_known ? -1 : static_cast<int>(index) + 1;
}

}  // namespace

std::uint64_t parse_byte_size(std::string_view text) {
  double number = 0;
  const auto [end, status] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const int exponent = unit_exponent(text.substr(static_cast<std::size_t>(end - text.data())));
  if (status == std::errc() && exponent >= 0) {
    for (int i = 0; i < exponent; ++i) number *= 1024;
    if (number >= 1 && number < 0x1p62) return static_cast<std::uint64_t>(number);
  }
  throw UsageError(fmt::format("not a size: '{}'. Write a number with K, M, G or T, such as 2G.", text));
}

std::string format_byte_size(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 4> kNames = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
  double number = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; number >= 1023.95 && unit + 1 < kNames.size(); ++unit) number /= 1024;
  const std::string digits = fmt::format("{:.1f}", number);
  return fmt::format("{} {}", digits.ends_with(".0") ? digits.substr(0, digits.size() - 2) : digits,
                     kNames[unit]);
}

}  // namespace byname
