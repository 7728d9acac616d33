// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "synth/world.hpp"

namespace byname {

/// A birth date as somebody miscopies it: day and month swapped, a digit or a year off, rounded to the first
/// of the month or the year. Never `date` itself; always a day that exists.
WorldDate misdated(const WorldDate& date, RandomStream& random);

/// The day of the news of an event, not of the event: 1 to 9 days off, mostly later.
WorldDate off_by_days(const WorldDate& date, RandomStream& random);

}  // namespace byname
