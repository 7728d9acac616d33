// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "synth/world.hpp"

namespace byname {

/// Days since 1970-01-01 of a date, and back (Hinnant's algorithms are in std::chrono; this wraps them).
int days_of(const WorldDate& date);
WorldDate date_of(int days);
/// Returns true if the month has that day.
bool is_valid(const WorldDate& date);

}  // namespace byname
