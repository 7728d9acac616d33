// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Makes a person's id as people read and write it: "7K3QXM4T-9". Eight characters of Crockford's base32 from
/// a hash of the mention that it began with, keyed with the register's `secret` (16 to 64 bytes), and a check
/// character. It shows neither order nor number of persons. `serial`: 0, or how many ids began with this
/// mention before. `attempt`: 0, or how many codes were taken already (two of 250,000 persons share a code in
/// one of 35 registers).
std::string person_code(std::string_view secret, const RecordId& founder, std::uint32_t serial,
                        std::uint32_t attempt);

/// Brings a typed id, whole or its beginning, into the form in which ids are stored: upper case, I and L as
/// 1, O as 0, with or without the dash. nullopt if it is none, or has a slip of the pen: the check character
/// does not fit.
std::optional<std::string> read_person_code(std::string_view typed);
/// Whether that is as long as a whole code and made of its characters, its check character right or wrong.
bool looks_like_person_code(std::string_view typed);

}  // namespace byname
