// SPDX-License-Identifier: Apache-2.0
#include "names/age_phrase.hpp"

#include <algorithm>

#include "names/phrase_segments.hpp"

namespace byname {

namespace {

constexpr int kOldestAge = 130;

bool is_age_number(const DateItem& item) {
  return item.is_number() && !item.is_ordinal && item.token.num_digits <= 3 && item.token.unknown_year == 0 &&
         item.token.value <= kOldestAge;
}

bool is_years(const DateItem& item) { return item.is(DateWord::kYears) || item.is(DateWord::kOld); }
/// "год" and "года" of an age, not "году" or "г.".
bool is_counted_year(const DateItem& item) { return item.is(DateWord::kYear) && item.meaning.value != 2; }
/// "г." and "р.": as well of a year.
bool is_abbreviated_year(const DateItem& item) { return item.is(DateWord::kYear) && item.meaning.value == 3; }

/// Takes the words of an age from the front of the items.
class AgeReader {
 public:
  explicit AgeReader(const std::vector<DateItem>& items) : items_(items) {}

  std::optional<AgePhrase> read() {
    bool is_said = take(DateWord::kAge);
    take_doubt();
    is_said |= take(DateWord::kAge);
    take(DateWord::kFrom);
    if (!take_ages()) return std::nullopt;
    const bool has_years = take_years(is_said);
    take_doubt();
    if (!is_said && !has_years) return std::nullopt;
    const bool has_joint =
        at_ < items_.size() && (items_[at_].is(DateWord::kOn) || items_[at_].is(DateWord::kAge));
    if (has_joint) ++at_;
    age_.at_day.assign(items_.begin() + static_cast<std::ptrdiff_t>(at_), items_.end());
    const bool is_plain_year = age_.may_be_year && !is_said;
    if (is_plain_year && !age_.at_day.empty() && !has_joint) return std::nullopt;
    if (!age_.at_day.empty() && (is_ago() || goes_on_as_date())) return std::nullopt;
    age_.may_be_year =
        is_plain_year && age_.at_day.empty() && age_.first_age >= 10 && age_.first_age == age_.last_age;
    return age_;
  }

 private:
  bool take(DateWord word) {
    if (at_ >= items_.size() || !items_[at_].is(word)) return false;
    return ++at_, true;
  }
  void take_doubt() {
    while (at_ < items_.size() && items_[at_].kind == DateItemKind::kDoubt)
      age_.doubt |= items_[at_++].date.doubt;
  }
  bool take_number(int& age) {
    if (at_ >= items_.size() || !is_age_number(items_[at_])) return false;
    is_in_a_year_ |= items_[at_].is_behind_in;
    age = static_cast<int>(items_[at_++].token.value);
    return true;
  }

  bool take_ages() {
    if (!take_number(age_.first_age)) return false;
    age_.last_age = age_.first_age;
    const std::size_t before = at_;
    const bool has_joint =
        at_ < items_.size() && (items_[at_].kind == DateItemKind::kHyphen || items_[at_].is(DateWord::kTo) ||
                                items_[at_].is(DateWord::kUntil) || items_[at_].is(DateWord::kOr));
    if (!has_joint) return true;
    ++at_;
    if (take_number(age_.last_age) && age_.last_age >= age_.first_age) return true;
    at_ = before;
    age_.last_age = age_.first_age;
    return true;
  }

  /// "лет", "years old", "года", and "г." if the text says that it is an age.
  bool take_years(bool is_said) {
    bool has_years = false;
    const bool is_joined =
        at_ + 1 < items_.size() && items_[at_].kind == DateItemKind::kHyphen && is_years(items_[at_ + 1]);
    if (is_joined) ++at_;  // "30-летний"
    while (at_ < items_.size() && is_years(items_[at_])) has_years = true, ++at_;
    if (has_years && at_ < items_.size() && is_counted_year(items_[at_])) ++at_;  // "34 полных года"
    if (has_years || at_ >= items_.size()) return has_years;
    if (is_abbreviated_year(items_[at_]) && !is_said && is_in_a_year_) return false;
    age_.is_abbreviated = is_abbreviated_year(items_[at_]);
    if (!is_counted_year(items_[at_]) && !(is_said && items_[at_].is(DateWord::kYear))) return false;
    age_.may_be_year = true;
    ++at_;
    take(DateWord::kOld);
    return true;
  }

  bool is_ago() const { return items_[at_].is(DateWord::kAgo); }
  /// "30 лет" before a joint or a unit is no age.
  bool goes_on_as_date() const { return items_[at_].kind == DateItemKind::kHyphen; }

  const std::vector<DateItem>& items_;
  std::size_t at_ = 0;
  bool is_in_a_year_ = false;  ///< "в 22 г."
  AgePhrase age_;
};

Edtf birth_interval(const DaySpan& days, std::uint8_t doubt) {
  EdtfDate first = edtf_day(calendar_day(days.earliest)), last = edtf_day(calendar_day(days.latest));
  add_doubt(first, doubt);
  add_doubt(last, doubt);
  return {EdtfKind::kInterval, {edtf_range({EdtfBorder::kDate, first}, {EdtfBorder::kDate, last})}};
}

std::int64_t years_before(std::int64_t day, int years) {
  CalendarDay date = calendar_day(day);
  date.year -= years;
  // A year without 29 February: who was born the day before has had the birthday, the day after not yet.
  if (!is_calendar_day(date)) date.day = 28;
  return day_number(date);
}

}  // namespace

std::optional<AgePhrase> find_age(const std::vector<DateItem>& items) { return AgeReader(items).read(); }

DaySpan birth_days(int first_age, int last_age, const DaySpan& days) {
  return {years_before(days.earliest, last_age + 1) + 1, years_before(days.latest, first_age)};
}

DateReading read_age(const AgePhrase& age, const DateReference& reference) {
  std::optional<DaySpan> days = reference.day;
  std::uint8_t doubt = age.doubt;
  if (!age.at_day.empty()) {
    const DateReading at_day = read_date_items(age.at_day, reference);
    if (std::holds_alternative<DateRefusal>(at_day)) return at_day;
    days = std::get<UncertainDate>(at_day).days;
    doubt |= std::get<UncertainDate>(at_day).doubt;
  } else if (age.may_be_year && (!days || age.is_abbreviated)) {
    return DateRefusal{
        DateRefusalKind::kAmbiguous,
        "it may be an age or a year; write the year in four digits, or give --reference, the day of "
        "that age"};
  }
  if (!days || days->earliest == kNoEarliest || days->latest == kNoLatest) {
    return DateRefusal{DateRefusalKind::kNoReference,
                       "an age needs the day at which the person was that old (--reference)"};
  }
  const DaySpan birth = birth_days(age.first_age, age.last_age, *days);
  return UncertainDate{birth_interval(birth, doubt), birth, doubt};
}

}  // namespace byname
