// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace byname {

/// "2025-03-01 14:05", in universal time, of seconds since 1970.
std::string minute_text(std::int64_t seconds);

}  // namespace byname
