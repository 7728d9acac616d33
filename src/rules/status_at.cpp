// SPDX-License-Identifier: Apache-2.0
#include "rules/status_at.hpp"

#include <algorithm>

namespace byname {

namespace {

// Both on one day, and the rules say which of them comes last.
bool is_ranked_after(const DatedStatus& later, const DatedStatus& event) {
  return event.earliest == event.latest && later.earliest == event.earliest && later.latest == event.latest &&
         event.rank > 0 && later.rank > event.rank;
}

// Whether another event surely happened by the day, and surely after this one.
bool is_surely_followed(const DatedStatus& event, std::span<const DatedStatus> events, std::int64_t day) {
  const std::int64_t last_possible = std::min(event.latest, day);
  return std::any_of(events.begin(), events.end(), [&](const DatedStatus& other) {
    return other.latest <= day && (other.earliest > last_possible || is_ranked_after(other, event));
  });
}

}  // namespace

StatusAt status_at(std::span<const DatedStatus> events, std::int64_t day) {
  StatusAt result;
  bool has_happened = false;
  for (const DatedStatus& event : events) {
    if (event.earliest > day) continue;
    has_happened = has_happened || event.latest <= day;
    if (!is_surely_followed(event, events, day)) result.statuses.push_back(event.status);
  }
  std::sort(result.statuses.begin(), result.statuses.end());
  result.statuses.erase(std::unique(result.statuses.begin(), result.statuses.end()), result.statuses.end());
  result.may_be_none = !has_happened;
  return result;
}

}  // namespace byname
