// SPDX-License-Identifier: Apache-2.0
#include "synth/misdating.hpp"

#include "synth/calendar.hpp"

namespace byname {
namespace {

WorldDate swapped(const WorldDate& date) { return {date.year, date.day, date.month}; }

}  // namespace

WorldDate misdated(const WorldDate& date, RandomStream& random) {
  const double kind = random.uniform();
  WorldDate written = date;
  if (kind < 0.15 && date.day <= 12 && date.day != date.month) return swapped(date);
  if (kind < 0.35) {
    written.year += random.below(2) == 0 ? 1 : -1;
  } else if (kind < 0.45) {
    written.year += random.below(2) == 0 ? 10 : -10;
  } else if (kind < 0.60) {
    written.month = 1;
    written.day = 1;
  } else if (kind < 0.70) {
    written.day = 1;
  } else if (kind < 0.85) {
    written.month = 1 + static_cast<int>(random.below(12));
  } else {
    written.day = 1 + static_cast<int>(random.below(28));
  }
  if (written == date) written.day = 1 + date.day % 28;
  return is_valid(written) ? written : WorldDate{written.year, written.month, 28};
}

WorldDate off_by_days(const WorldDate& date, RandomStream& random) {
  const int days = 1 + static_cast<int>(random.below(9));
  return date_of(days_of(date) + (random.below(4) == 0 ? -days : days));
}

}  // namespace byname
