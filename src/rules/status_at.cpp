// SPDX-License-Identifier: Apache-2.0
#include "rules/status_at.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace byname {

namespace {

/// The events that have surely happened by a day, as far as they tell which others are not the last.
class Happened {
 public:
  Happened(std::span<const DatedStatus> events, std::int64_t day) : day_(day) {
    for (const DatedStatus& event : events) {
      if (event.latest > day) continue;
      last_start_ = std::max(last_start_.value_or(event.earliest), event.earliest);
      if (!is_of_one_day(event)) continue;
      int& highest = highest_rank_[event.earliest];
      highest = std::max(highest, event.rank);
    }
  }
  bool is_nothing() const { return !last_start_; }
  /// Whether some other event surely came after.
  bool surely_follows(const DatedStatus& event) const {
    if (last_start_ && *last_start_ > std::min(event.latest, day_)) return true;
    if (!is_of_one_day(event) || event.rank == 0) return false;
    const auto highest = highest_rank_.find(event.earliest);
    return highest != highest_rank_.end() && highest->second > event.rank;
  }

 private:
  static bool is_of_one_day(const DatedStatus& event) { return event.earliest == event.latest; }

  std::int64_t day_;
  std::optional<std::int64_t> last_start_;  // the latest of the first days
  std::unordered_map<std::int64_t, int> highest_rank_;
};

}  // namespace

StatusAt status_at(std::span<const DatedStatus> events, std::int64_t day) {
  const Happened happened(events, day);
  StatusAt result;
  for (const DatedStatus& event : events) {
    if (event.earliest <= day && !happened.surely_follows(event)) result.statuses.push_back(event.status);
  }
  std::sort(result.statuses.begin(), result.statuses.end());
  result.statuses.erase(std::unique(result.statuses.begin(), result.statuses.end()), result.statuses.end());
  result.may_be_none = happened.is_nothing();
  return result;
}

}  // namespace byname
