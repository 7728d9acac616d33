// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace byname {

/// Reads a size such as 512M, 2G, 1.5GiB, 800K or 1073741824 as bytes (units of 1024; case does not matter).
/// Throws UsageError for anything else, for 0 and beyond 2^62.
std::uint64_t parse_byte_size(std::string_view text);

/// Writes a size for people: "1.5 GiB", "512 MiB", "17 bytes".
std::string format_byte_size(std::uint64_t bytes);

}  // namespace byname
