// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "names/record_table.hpp"

namespace byname {

/// The record that a reader means: LIST:ROW, LIST:FILE:ROW, or the id of an id column. Throws UserError if it
/// is none or several, saying what to give instead.
std::uint32_t find_meant_record(const RecordTable& records, const std::string& text);

}  // namespace byname
