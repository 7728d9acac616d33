// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "synth/world.hpp"

namespace byname {

/// A birth date as somebody miscopies it: day and month swapped, a digit or a year off, rounded to the first
/// of the month or the year. Never `date` itself; always a day that exists.
WorldDate misdated(const WorldDate& date, RandomStream& random);

}  // namespace byname
