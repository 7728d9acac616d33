// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "names/date_items.hpp"

namespace byname {

/// How a date of a phrase is bound to the one before it, or to nothing.
enum class DateJoint : std::uint8_t {
  kNone,
  kBefore,
  kUntil,  ///< "до": the end of a range, or a border
  kBy,
  kAfter,
  kSince,
  kFrom,
  kFromOrDated,  ///< "от": the begin of a range; alone rather "of" a date
  kTo,
  kDash,  ///< a mark that can only stand between two dates
  kBetween,
  kAnd,
  kOr,
  kOn,
  kNight,
};

struct DateSegment {
  DateJoint joint = DateJoint::kNone;
  std::vector<DateItem> items;
};

/// A phrase cut where its dates are joined. Doubts before a joint ("примерно между 3 и 7 мая") hold for all
/// and are in `doubt`.
struct DateSegments {
  std::vector<DateSegment> segments;
  std::uint8_t doubt = kSure;
};

DateSegments cut_segments(const std::vector<DateItem>& items);

}  // namespace byname
