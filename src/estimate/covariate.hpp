// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace byname {

/// Something known of every person besides the lists: a number or a category.
struct Covariate {
  std::string name;
  std::vector<double> numbers;            ///< per person, NaN = missing; empty for a category
  std::vector<std::uint32_t> categories;  ///< per person, 0 = missing; empty for a number
};

}  // namespace byname
