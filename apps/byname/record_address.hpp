// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "spec/linkage_table.hpp"

namespace byname {

/// Finds the record that a text names: ROW where there is one list of one file, LIST:ROW, LIST:FILE:ROW, or
/// an id that one record has. Throws UserError if none or several are meant.
std::uint32_t find_record(const std::string& address, const LinkageTable& table);

}  // namespace byname
