// SPDX-License-Identifier: Apache-2.0
#include "names/date_phrase.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "names/age_phrase.hpp"
#include "names/date_items.hpp"
#include "names/date_shape.hpp"
#include "names/missing_words.hpp"
#include "names/phrase_resolution.hpp"
#include "names/phrase_segments.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

constexpr std::size_t kLongestBytes = 256;

DateRefusal not_understood() { return {DateRefusalKind::kNotUnderstood, "the words are in no known order"}; }

EdtfBound bound(const EdtfDate& date) { return {EdtfBorder::kDate, date}; }
EdtfBound open_bound() { return {EdtfBorder::kOpen, {}}; }

DateReading finished(Edtf edtf) {
  const auto days = days_of(edtf);
  if (!days) return DateRefusal{DateRefusalKind::kEndBeforeBegin, "the range ends before it begins"};
  const std::uint8_t doubt = doubts_of(edtf);
  return UncertainDate{std::move(edtf), *days, doubt};
}

DateReading single_or_range(const ResolvedDate& date) {
  if (!date.is_range()) return finished({EdtfKind::kDate, {edtf_part(date.first)}});
  return finished({EdtfKind::kInterval, {edtf_range(bound(date.first), bound(date.last))}});
}

/// The period beside one: the day, month or year `step` (1 or -1) away from a day, month or year.
EdtfDate beside(const EdtfDate& date, int step) {
  const DaySpan days = *days_of(date);
  const CalendarDay day = calendar_day(step < 0 ? days.earliest - 1 : days.latest + 1);
  EdtfDate result = date.precision == EdtfPrecision::kYear && date.unknown_year == 0 ? edtf_year(day.year)
                    : date.precision == EdtfPrecision::kMonth ? edtf_month(day.year, day.month)
                                                              : edtf_day(day);
  add_doubt(result, date.year_doubt | date.month_doubt | date.day_doubt);
  return result;
}

bool is_one_day(const EdtfDate& date) {
  const auto days = days_of(date);
  return days->earliest == days->latest;
}

/// A part of a month or year: "до середины мая" may be within it.
bool is_part(const ResolvedDate& date) {
  const bool is_third_of_year =
      date.first.precision == EdtfPrecision::kSeason && date.first.month >= 37 && date.first.month <= 39;
  return date.is_range() || is_third_of_year;
}

/// The last date that "before" allows; a day or a part is counted in, a longer period is not.
EdtfDate last_before(const ResolvedDate& date) {
  if (is_part(date)) return date.last;
  return is_one_day(date.first) ? date.first : beside(date.first, -1);
}
EdtfDate first_after(const ResolvedDate& date) {
  if (is_part(date)) return date.first;
  return is_one_day(date.last) ? date.last : beside(date.last, 1);
}

/// Reads the segments of a phrase.
class SegmentReader {
 public:
  SegmentReader(const DateSegments& cut, const DateReference& reference)
      : segments_(cut.segments), doubt_(cut.doubt), reference_(reference) {}

  DateReading read() {
    for (const DateSegment& segment : segments_) {
      if (segment.items.empty()) {
        dates_.emplace_back();
        continue;
      }
      auto date = read_phrase_date(segment.items, reference_);
      if (auto* refusal = std::get_if<DateRefusal>(&date)) return *refusal;
      dates_.push_back(std::get<PhraseDate>(date));
      dates_.back().doubt |= doubt_;
    }
    return read_dates();
  }

 private:
  bool is_empty(std::size_t i) const { return segments_[i].items.empty(); }
  DateJoint joint(std::size_t i) const { return segments_[i].joint; }
  bool is_full(std::size_t begin) const {
    return std::none_of(segments_.begin() + static_cast<std::ptrdiff_t>(begin), segments_.end(),
                        [](const DateSegment& segment) { return segment.items.empty(); });
  }

  /// Drops the empty front that a phrase beginning with a joint has.
  DateReading read_dates() {
    std::size_t begin = !segments_.empty() && joint(0) == DateJoint::kNone && is_empty(0) ? 1 : 0;
    if (begin >= segments_.size()) return not_understood();
    if (has_night()) return read_night(begin);
    if (segments_.size() == begin + 2 && joint(begin) == DateJoint::kNone && is_empty(begin + 1))
      return read_border_behind(begin);
    if (!is_full(begin)) return not_understood();
    const std::size_t count = segments_.size() - begin;
    if (count == 1) return read_one(begin);
    if (is_list(begin, DateJoint::kOr)) return read_list(begin, EdtfKind::kOneOf);
    if (joint(begin) == DateJoint::kNone && is_list(begin, DateJoint::kAnd))
      return read_list(begin, EdtfKind::kAllOf);
    return count == 2 ? read_two(begin) : DateReading(not_understood());
  }

  bool has_night() const {
    return std::any_of(segments_.begin(), segments_.end(),
                       [](const DateSegment& segment) { return segment.joint == DateJoint::kNight; });
  }

  DateReading read_one(std::size_t i) {
    const auto resolution = resolve(dates_[i], reference_);
    if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
    const ResolvedDate& date = std::get<ResolvedDate>(resolution);
    switch (joint(i)) {
      case DateJoint::kNone:
      case DateJoint::kOr:
        return single_or_range(date);
      case DateJoint::kBefore:
      case DateJoint::kUntil:
        return range(open_bound(), bound(last_before(date)));
      case DateJoint::kBy:
      case DateJoint::kTo:
        return range(open_bound(), bound(date.last));
      case DateJoint::kAfter:
        return range(bound(first_after(date)), open_bound());
      case DateJoint::kSince:
      case DateJoint::kFrom:
        return range(bound(date.first), open_bound());
      default:
        return not_understood();
    }
  }

  /// "2022 или раньше", "5 May 2022 or later": the date itself is counted in.
  DateReading read_border_behind(std::size_t i) {
    const auto resolution = resolve(dates_[i], reference_);
    if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
    const ResolvedDate& date = std::get<ResolvedDate>(resolution);
    if (joint(i + 1) == DateJoint::kBy) return range(open_bound(), bound(date.last));
    if (joint(i + 1) == DateJoint::kSince) return range(bound(date.first), open_bound());
    return not_understood();
  }

  static DateReading range(const EdtfBound& first, const EdtfBound& last) {
    return finished({EdtfKind::kInterval, {edtf_range(first, last)}});
  }

  bool is_list(std::size_t begin, DateJoint between) const {
    if (joint(begin) != DateJoint::kNone && joint(begin) != between) return false;
    return std::all_of(segments_.begin() + static_cast<std::ptrdiff_t>(begin) + 1, segments_.end(),
                       [&](const DateSegment& segment) { return segment.joint == between; });
  }

  /// "5 мая 2022 или 2023": the day holds for every year.
  void spread_day(std::size_t begin) {
    for (std::size_t i = begin + 1; i < dates_.size(); ++i) {
      if (dates_[i].is_bare_year() && dates_[i - 1].year && dates_[i - 1].has_month()) {
        const PhraseDate year = dates_[i];
        dates_[i] = dates_[i - 1];
        dates_[i].year = year.year;
        dates_[i].unknown_year = year.unknown_year;
        dates_[i].doubt = year.doubt;
      }
    }
  }

  DateReading read_list(std::size_t begin, EdtfKind kind) {
    if (kind == EdtfKind::kOneOf) spread_day(begin);
    for (std::size_t i = dates_.size() - 1; i-- > begin;) complete_each_other(dates_[i], dates_[i + 1]);
    for (std::size_t i = begin; i + 1 < dates_.size(); ++i) complete_each_other(dates_[i], dates_[i + 1]);
    Edtf list{kind, {}};
    for (std::size_t i = begin; i < dates_.size(); ++i) {
      const auto resolution = resolve(dates_[i], reference_);
      if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
      const ResolvedDate& date = std::get<ResolvedDate>(resolution);
      list.parts.push_back(date.is_range() ? edtf_range(bound(date.first), bound(date.last))
                                           : edtf_part(date.first));
    }
    return finished(std::move(list));
  }

  DateReading read_two(std::size_t i) {
    const DateJoint first = joint(i) == DateJoint::kFromOrDated ? DateJoint::kFrom : joint(i);
    const DateJoint second = joint(i + 1);
    const bool ends = second == DateJoint::kTo || second == DateJoint::kDash || second == DateJoint::kUntil ||
                      second == DateJoint::kBy;
    const bool is_plain =
        (first == DateJoint::kNone && ends && second != DateJoint::kBy) ||
        ((first == DateJoint::kFrom || first == DateJoint::kSince) && (ends || second == DateJoint::kOn)) ||
        (first == DateJoint::kBetween && (second == DateJoint::kAnd || second == DateJoint::kDash));
    if (is_plain) return resolved_range(i);
    const bool is_bordered =
        first == DateJoint::kAfter || first == DateJoint::kSince || first == DateJoint::kFrom;
    if (is_bordered && (ends || second == DateJoint::kBefore)) return read_bordered(i);
    return not_understood();
  }

  DateReading resolved_range(std::size_t i) {
    const auto resolution = resolve_range(dates_[i], dates_[i + 1], reference_);
    if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
    return single_or_range(std::get<ResolvedDate>(resolution));
  }

  /// "после 3, но до 7 мая 2022".
  DateReading read_bordered(std::size_t i) {
    complete_each_other(dates_[i], dates_[i + 1]);
    const auto begin = resolve(dates_[i], reference_);
    const auto end = resolve(dates_[i + 1], reference_);
    if (const auto* refusal = std::get_if<DateRefusal>(&begin)) return *refusal;
    if (const auto* refusal = std::get_if<DateRefusal>(&end)) return *refusal;
    const ResolvedDate& first = std::get<ResolvedDate>(begin);
    const ResolvedDate& last = std::get<ResolvedDate>(end);
    const bool is_open = joint(i + 1) == DateJoint::kBefore || joint(i + 1) == DateJoint::kUntil;
    return range(bound(joint(i) == DateJoint::kAfter ? first_after(first) : first.first),
                 bound(is_open ? last_before(last) : last.last));
  }

  /// "в ночь на 5 мая" is the 4th and 5th, "ночью 5 мая" the 5th and 6th.
  DateReading read_night(std::size_t begin) {
    std::vector<std::size_t> full;
    for (std::size_t i = begin; i < segments_.size(); ++i) {
      if (!is_empty(i)) full.push_back(i);
    }
    if (full.size() == 2) {
      const auto resolution = resolve_range(dates_[full[0]], dates_[full[1]], reference_);
      if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
      const auto days = days_of({EdtfKind::kInterval,
                                 {edtf_range(bound(std::get<ResolvedDate>(resolution).first),
                                             bound(std::get<ResolvedDate>(resolution).last))}});
      if (!days || days->latest - days->earliest != 1) return not_understood();
      return single_or_range(std::get<ResolvedDate>(resolution));
    }
    if (full.size() != 1) return not_understood();
    const auto resolution = resolve(dates_[full[0]], reference_);
    if (const auto* refusal = std::get_if<DateRefusal>(&resolution)) return *refusal;
    const ResolvedDate& date = std::get<ResolvedDate>(resolution);
    if (date.is_range() || !is_one_day(date.first)) return not_understood();
    const bool is_before = joint(full[0]) == DateJoint::kOn;
    return is_before ? range(bound(beside(date.first, -1)), bound(date.first))
                     : range(bound(date.first), bound(beside(date.first, 1)));
  }

  const std::vector<DateSegment>& segments_;
  std::uint8_t doubt_;
  const DateReference& reference_;
  std::vector<PhraseDate> dates_;
};

/// True for a plain date whose year is none that a list of people can mean: 0022-05-03, 9999-12-31.
bool is_out_of_range(const Edtf& edtf) {
  const EdtfDate& date = edtf.parts[0].first.date;
  return edtf.kind == EdtfKind::kDate && date.unknown_year == 0 && date.year >= 0 && date.year <= 9999 &&
         (date.year < kFirstPhraseYear || date.year > kLastPhraseYear);
}

/// EDTF as such. "?-1990" is rather a span whose begin is not known than the year -1990.
std::optional<UncertainDate> read_as_edtf(std::string_view text) {
  const bool is_doubtful_span = text.size() > 1 && text[1] == '-' && text[0] != 'Y';
  auto edtf = is_doubtful_span ? std::nullopt : read_edtf(text);
  if (!edtf || is_out_of_range(*edtf)) return std::nullopt;
  const DaySpan days = *days_of(*edtf);
  const std::uint8_t doubt = doubts_of(*edtf);
  return UncertainDate{std::move(*edtf), days, doubt};
}

bool says_nothing(const std::vector<DateItem>& items) {
  return std::any_of(items.begin(), items.end(),
                     [](const DateItem& item) { return item.is(DateWord::kMissing); });
}

}  // namespace

DateReading read_date_items(const std::vector<DateItem>& items, const DateReference& reference) {
  return SegmentReader(cut_segments(items), reference).read();
}

DateReading read_date_phrase(std::string_view text, const DateReference& reference) {
  text = trim(text);
  if (text.empty()) return DateRefusal{DateRefusalKind::kEmpty, "there is no text"};
  if (text.size() > kLongestBytes)
    return DateRefusal{DateRefusalKind::kTooLong, "the text is too long for a date"};
  if (auto date = read_as_edtf(text)) return *std::move(date);
  if (is_missing(text)) return DateRefusal{DateRefusalKind::kEmpty, "it says that the date is not known"};
  const auto items = make_date_items(text, reference);
  if (const auto* refusal = std::get_if<DateRefusal>(&items)) return *refusal;
  const auto& phrase = std::get<std::vector<DateItem>>(items);
  if (says_nothing(phrase)) return DateRefusal{DateRefusalKind::kEmpty, "it says that the date is not known"};
  if (phrase.empty()) return not_understood();
  if (const auto age = find_age(phrase)) return read_age(*age, reference);
  return read_date_items(phrase, reference);
}

}  // namespace byname
