// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "rules/status_at.hpp"

namespace byname {

/// A rule over a span of days: who had one of some statuses on at least `days` of the last `of` days.
struct StatusSpan {
  std::string line;
  std::set<std::string> statuses;
  std::int64_t days = 0;
  std::int64_t of = 0;
};

/// On how many days something was so: at least, and at most.
struct DayCount {
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool operator==(const DayCount&) const = default;
};

/// On how many of the last `span.of` days, with `day` as the last, the status was one of the span's. Days on
/// which it is unclear count in `most` alone, so what lies between the two may be narrower than they say.
DayCount days_with_status(std::span<const DatedStatus> events, const StatusSpan& span, std::int64_t day);

}  // namespace byname
