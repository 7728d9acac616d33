// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "register/random_source.hpp"
#include "register/secret_bytes.hpp"

namespace byname {

/// Draws a recovery code: 27 characters of Crockford's base32 that hold 130 random bits and a check character
/// of 5 bits (base32 has no I, L, O, U), as nine groups of three: "7K3-QXM-...".
std::string draw_recovery_code(RandomSource& random);

/// What the code means as a passphrase: read with any case, blanks or dashes; I and L are 1, O is 0. Empty if
/// it is no code or has a slip of the pen in it.
SecretBytes recovery_passphrase(std::string_view typed);

}  // namespace byname
