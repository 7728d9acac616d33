// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "synth/invented_places.hpp"
#include "synth/world.hpp"

namespace byname {

/// Turns what is true of a person into what somebody wrote down.
///
/// Every row has its own proneness to error and to gaps, both Beta with the asked mean, so that errors bunch:
/// most rows are clean and a few are garbled. Nothing here is known to the linkage model: slips of the
/// keyboard, look-alike and sound-alike spellings, short forms and initials, given and family name swapped,
/// day and month swapped, a digit or a year off, dates rounded to the first of the month or the year, a new
/// home, a new family name after marriage.
class RecordingErrors {
 public:
  explicit RecordingErrors(const WorldOptions& options);
  /// Writes down `truth`; all chance comes from `random`.
  WorldFields record(const WorldFields& truth, RandomStream& random) const;

 private:
  void distort_names(WorldFields& fields, double proneness, RandomStream& random) const;
  void distort_home(WorldFields& fields, double proneness, RandomStream& random) const;
  void leave_gaps(WorldFields& fields, double proneness, RandomStream& random) const;

  const WorldOptions& options_;
  PlaceBook places_;
  ZipfSampler family_;
};

}  // namespace byname
