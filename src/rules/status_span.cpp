// SPDX-License-Identifier: Apache-2.0
#include "rules/status_span.hpp"

#include <algorithm>

namespace byname {

namespace {

// The days from which on the status may be another one than the day before.
std::set<std::int64_t> turning_days(std::span<const DatedStatus> events, std::int64_t first,
                                    std::int64_t last) {
  std::set<std::int64_t> days = {first};
  for (const DatedStatus& event : events) {
    for (const std::int64_t day : {event.earliest, event.latest}) {
      if (day > first && day <= last) days.insert(day);
    }
  }
  return days;
}

}  // namespace

DayCount days_with_status(std::span<const DatedStatus> events, const StatusSpan& span, std::int64_t day) {
  const std::int64_t first = day - span.of + 1;
  const std::set<std::int64_t> turns = turning_days(events, first, day);
  DayCount count;
  for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
    const auto next = std::next(turn);
    const std::int64_t num_days = (next == turns.end() ? day + 1 : *next) - *turn;
    const StatusAt status = status_at(events, *turn);
    const auto is_of_span = [&](const std::string& each) { return span.statuses.contains(each); };
    const auto num_of_span = std::count_if(status.statuses.begin(), status.statuses.end(), is_of_span);
    const bool all = num_of_span == static_cast<std::int64_t>(status.statuses.size());
    if (num_of_span > 0) count.most += num_days;
    if (num_of_span > 0 && all && !status.may_be_none) count.least += num_days;
  }
  return count;
}

}  // namespace byname
