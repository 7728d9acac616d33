// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace byname {

/// Crockford's base32: digits and letters without I, L, O and U, so that nothing is misread.
inline constexpr std::string_view kBase32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value of a character from 0 to 31, of either case, with I and L read as 1 and O as 0; -1 if it is
/// none.
int base32_value(char character) noexcept;

/// A check character: the sum of the values, each times its own power of a generator of the field of 32
/// elements (a Reed-Solomon code of one check symbol). It finds every single wrong character and every swap
/// of two characters less than 31 places apart. `characters` are all of kBase32.
char base32_check(std::string_view characters);

}  // namespace byname
