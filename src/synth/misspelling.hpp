// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/random.hpp"

namespace byname {

/// Errors of hand and machine in one text. Each returns a text other than `text` where the text allows one;
/// only ASCII letters and digits are touched, so that UTF-8 stays whole.

/// One slip at a keyboard: a neighbour's key, a letter left out, doubled, or swapped with the next.
std::string mistype(std::string_view text, RandomStream& random);
/// One confusion of look-alike letters, as from a scan: rn and m, l and i, cl and d.
std::string misread(std::string_view text, RandomStream& random);
/// One respelling by ear: ph and f, ck and k, y and i.
std::string mishear(std::string_view text, RandomStream& random);
/// One wrong digit.
std::string mistype_digit(std::string_view text, RandomStream& random);
/// Leaves out the marks of the letters: "Ondřej" becomes "Ondrej".
std::string without_marks(std::string_view text);

}  // namespace byname
