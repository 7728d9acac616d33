// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "register/database.hpp"

namespace byname {

/// A property that has one value in truth and of which mentions of a person say several.
struct ValueConflict {
  std::string property;  ///< "birth year", "sex", "death date"
  /// Value and how many origins say it (documents of one origin, or sources of one owner, are one), the best
  /// supported first, then by value; at least two.
  std::vector<std::pair<std::string, std::size_t>> values;
};

/// What these mentions contradict each other in.
std::vector<ValueConflict> value_conflicts(Database& database, const std::vector<std::int64_t>& mentions);
/// "birth year 1985 (3 origins) against 1958 (1 origin)".
std::string conflict_text(const ValueConflict& conflict);

}  // namespace byname
