// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "estimate/count_estimate.hpp"

namespace byname {

/// An interval as people read it: rounded to the digits that its width leaves.
struct IntervalText {
  std::string estimate;
  std::string low;
  std::string high;
};

/// A whole number from a double, rounded half away from zero, with thousands separators (counts:
/// format_count).
std::string whole_text(double value);
/// 1200000 -> "1.2 million"; below a million as `whole_text`.
std::string short_text(double value);
/// .463 -> "46 %", .004 -> "0.4 %", .9962 -> "99.6 %"; a small share that is not zero never reads as 0 %.
std::string percent_text(double share);
/// Bits with a sign and one decimal: "+3.0", "−7.9".
std::string weight_text(double bits);
/// Rounds all three to a hundredth of the power of ten below the width: 12,873 (8,321 to 20,090) -> 12,900
/// (8,300 to 20,100).
IntervalText rounded_interval(const Interval& interval);
/// The number in full, its limits rounded as above: for what was counted.
IntervalText counted_interval(const Interval& interval);

}  // namespace byname
