// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Folded words of a place without words for what kind of place it is ("г.", "пос.", "область", "city of");
/// parts between commas are kept apart by " | ". A place that consists of such words only keeps them.
void append_place(std::string& out, std::string_view text);

/// Folded words of an address with one form for each kind of street ("st" -> "street"; "ул.", "д.", "кв."
/// dropped).
void append_address(std::string& out, std::string_view text);

}  // namespace byname
