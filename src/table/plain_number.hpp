// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// Drops a fraction of zeros: "1980.0" is "1980", so that a year that some program made a floating number is
/// a year.
inline std::string_view without_zero_fraction(std::string_view digits) {
  const std::size_t point = digits.find('.');
  if (point == std::string_view::npos || point + 1 == digits.size()) return digits;
  return digits.find_first_not_of('0', point + 1) == std::string_view::npos ? digits.substr(0, point)
                                                                            : digits;
}

}  // namespace byname
