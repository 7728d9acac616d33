// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "names/date_reading.hpp"
#include "names/role.hpp"

namespace byname {

/// Appends the comparable form of a value (record_table.hpp) to a string; nothing where it cannot be read.
using ValueReader = std::function<void(std::string& out, std::string_view text)>;

/// What a reader of values must know of its column or of all lists.
struct ReadingRules {
  DateFormat date_format;
  bool sex_digits_count = false;     ///< the column holds 1 and 2 only
  bool reads_eastern_names = false;  ///< the lists hold names of the East
};

/// Makes the reader of a role. Roles without a comparable form (text, ignore) get one that reads nothing.
ValueReader value_reader(Role role, const ReadingRules& rules);

}  // namespace byname
