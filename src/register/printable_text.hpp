// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Makes a stored text safe for a terminal: control characters, line ends, marks that turn the direction of
/// writing and characters without a width become \u{...}; bytes that are no UTF-8 become U+FFFD. Everything
/// else, in any script, stays.
std::string printable_text(std::string_view text);

}  // namespace byname
