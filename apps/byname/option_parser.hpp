// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "option_table.hpp"

namespace byname {

/// Parses the arguments after the verb into the table's targets. Throws UsageError with what is wrong and
/// what to do.
void parse_options(const std::string& verb, const OptionTable& table, std::vector<std::string> arguments);

}  // namespace byname
