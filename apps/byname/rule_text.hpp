// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace byname {

/// The text of a file of rules. Throws UserError if it cannot be read, DataError if it is too large for one.
std::string text_of_rules(const std::string& path);

}  // namespace byname
