// SPDX-License-Identifier: Apache-2.0
#include "names/phrase_segments.hpp"

#include <algorithm>

namespace byname {

namespace {

DateJoint joint_of_word(DateWord word) {
  switch (word) {
    case DateWord::kBefore:
      return DateJoint::kBefore;
    case DateWord::kUntil:
      return DateJoint::kUntil;
    case DateWord::kBy:
      return DateJoint::kBy;
    case DateWord::kAfter:
      return DateJoint::kAfter;
    case DateWord::kSince:
      return DateJoint::kSince;
    case DateWord::kFrom:
      return DateJoint::kFrom;
    case DateWord::kTo:
      return DateJoint::kTo;
    case DateWord::kBetween:
      return DateJoint::kBetween;
    case DateWord::kAnd:
      return DateJoint::kAnd;
    case DateWord::kOr:
      return DateJoint::kOr;
    case DateWord::kOn:
      return DateJoint::kOn;
    case DateWord::kNight:
      return DateJoint::kNight;
    default:
      return DateJoint::kNone;
  }
}

DateJoint joint_of(const DateItem& item) {
  switch (item.kind) {
    case DateItemKind::kWord:
      if (item.is(DateWord::kFrom) && item.meaning.value == 1) return DateJoint::kFromOrDated;
      return joint_of_word(item.meaning.word);
    case DateItemKind::kSlash:
    case DateItemKind::kHyphen:
    case DateItemKind::kEllipsis:
      return DateJoint::kDash;
    default:
      return DateJoint::kNone;
  }
}

bool is_month_or_season(const DateItem& item) {
  return item.is(DateWord::kMonth) || item.is(DateWord::kSeason);
}

/// A hyphen that only joins two words of one date: "mid-March", "3-мая", "май-2022".
bool is_silent_hyphen(const std::vector<DateItem>& items, std::size_t i) {
  if (items[i].kind != DateItemKind::kHyphen || i == 0 || i + 1 == items.size()) return false;
  const DateItem& before = items[i - 1];
  const DateItem& behind = items[i + 1];
  if (before.is(DateWord::kPart) || behind.is(DateWord::kQuarter)) return true;
  const bool touches = before.token.touches_next && items[i].token.touches_next;
  const bool is_behind_month = i >= 2 && is_month_or_season(items[i - 2]);
  if (before.is_number() && before.token.num_digits <= 2 && is_month_or_season(behind))
    return touches && !is_behind_month;
  return is_month_or_season(before) && behind.is_number() && behind.token.num_digits == 4 && touches;
}

bool has_only_doubts(const std::vector<DateItem>& items) {
  return std::all_of(items.begin(), items.end(),
                     [](const DateItem& item) { return item.kind == DateItemKind::kDoubt; });
}

/// A doubt at the very front holds for all: "примерно 5-7 марта".
void spread_doubt(DateSegments& cut) {
  std::vector<DateItem>& items = cut.segments[0].items;
  while (!items.empty() && items.front().kind == DateItemKind::kDoubt) {
    cut.doubt |= items.front().date.doubt;
    items.erase(items.begin());
  }
}

/// "и" before another joint ("не ранее 3 и не позднее 7 мая") and "на" at the front join nothing.
void drop_empty_joints(DateSegments& cut) {
  std::erase_if(cut.segments, [](const DateSegment& segment) {
    return segment.items.empty() && (segment.joint == DateJoint::kAnd || segment.joint == DateJoint::kOr);
  });
  if (cut.segments.size() > 1 && cut.segments[0].joint == DateJoint::kNone &&
      has_only_doubts(cut.segments[0].items)) {
    for (const DateItem& item : cut.segments[0].items) cut.doubt |= item.date.doubt;
    cut.segments.erase(cut.segments.begin());
  }
  if (cut.segments.size() > 1 && cut.segments[0].joint == DateJoint::kNone) spread_doubt(cut);
  if (!cut.segments.empty() && cut.segments[0].joint == DateJoint::kOn)
    cut.segments[0].joint = DateJoint::kNone;
}

}  // namespace

DateSegments cut_segments(const std::vector<DateItem>& items) {
  DateSegments cut;
  cut.segments.emplace_back();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is_silent_hyphen(items, i)) continue;
    const DateJoint joint = joint_of(items[i]);
    if (joint == DateJoint::kNone) {
      cut.segments.back().items.push_back(items[i]);
    } else {
      cut.segments.push_back({joint, {}});
    }
  }
  drop_empty_joints(cut);
  return cut;
}

}  // namespace byname
