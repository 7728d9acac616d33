// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "names/record_table.hpp"

namespace byname {

/// The value that stands for a person: of the comparable forms the most frequent (of dates, the most precise
/// first), then the longest raw text, then the first mention. Empty where no mention has one.
std::string_view chosen_value(const RecordColumn& column, std::span<const std::uint32_t> records);

}  // namespace byname
