// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace byname {

/// Writes folded characters in lower-case ASCII Latin. Russian, Ukrainian and Belarusian letters go through
/// one fixed table near to passports and everyday use (я ya, х kh, щ shch, -ий and -ый at a word's end y);
/// Latin stays; any other script goes through ICU's Any-Latin, and what even that leaves stays as it is.
std::string to_latin(std::u32string_view folded);

/// Folds the many ways to romanise one East Slavic name into one: y, j and i as i; kh as h; x as ks; gh as g;
/// w as v; tz as ts; ph as f; ck as k; ie, ye and je as e; double letters once. It merges distinct English
/// names, so it is for lists in which Cyrillic names occur. `latin` is the result of latin_words.
std::string fold_romanised(std::string_view latin);

}  // namespace byname
