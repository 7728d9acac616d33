// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace byname {

/// An event that gives a status: the days, from 1970-01-01, on which it may have happened. The least and the
/// greatest number are open ends; an event without a date has both.
struct DatedStatus {
  std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
  std::int64_t latest = std::numeric_limits<std::int64_t>::max();
  std::string status;
  int rank = 0;  ///< of events on one and the same day the higher counts; 0: which came last is not known
};

/// What can be said of a status on a day.
struct StatusAt {
  std::vector<std::string> statuses;  ///< that it may be, ascending
  bool may_be_none = false;           ///< perhaps nothing happened yet

  bool is_none() const { return statuses.empty(); }
  bool is_unclear() const { return statuses.size() + (may_be_none ? 1 : 0) > 1 && !statuses.empty(); }
  bool is_sure() const { return statuses.size() == 1 && !may_be_none; }
  bool operator==(const StatusAt&) const = default;
};

/// The day for "of all that is held": every event has happened by then, whenever that was.
inline constexpr std::int64_t kAllDays = std::numeric_limits<std::int64_t>::max();

/// The status at the end of a day: that of the last event that had happened. Of events whose days overlap
/// either may be the last; where they give different statuses, all of these are returned, and it is unclear.
StatusAt status_at(std::span<const DatedStatus> events, std::int64_t day);

}  // namespace byname
