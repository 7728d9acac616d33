// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace byname {

/// True if a cell says that nothing is known: blank, NA, n/a, null, -, ?, unknown, "нет данных", "невідомо",
/// ... Case, white space at the ends and a closing full stop do not matter.
bool is_missing(std::string_view cell);

/// True if a cell is a word for "missing" rather than blank.
bool is_missing_word(std::string_view cell);

}  // namespace byname
