// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace byname {

/// Writes a count for people: 31204 as "31,204". No locale.
std::string format_count(std::int64_t count);

/// Writes a share for people with the given decimals: 0.98765 as "98.8 %"; never "100 %" for less than 1, nor
/// "0 %" for more than 0.
std::string format_percent(double share, int decimals);

/// "1 person", "2 persons", "31,204 persons".
std::string format_counted(std::int64_t count, const std::string& singular, const std::string& plural);

/// Writes a time for people: "0.4 s", "12 s", "3 min 5 s".
std::string format_seconds(double seconds);

}  // namespace byname
