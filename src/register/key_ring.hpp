// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "register/fixed_bytes.hpp"
#include "register/secret_bytes.hpp"

namespace byname {

/// The kernel's keyring of the user: keeps an account's seed in memory that is never swapped or written, for
/// a time, for all programs of this user.

/// Keeps `seed` for `seconds`. Throws UserError where the kernel keeps no keys.
void keep_seed(const RegisterId& register_id, const SecretBytes& seed, std::uint32_t seconds);
/// What is kept; empty if nothing is.
SecretBytes kept_seed(const RegisterId& register_id);
/// Forgets it. False if nothing was kept.
bool forget_seed(const RegisterId& register_id);

}  // namespace byname
