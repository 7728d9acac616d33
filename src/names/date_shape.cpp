// SPDX-License-Identifier: Apache-2.0
#include "names/date_shape.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

#include "names/date_atoms.hpp"
#include "text/utf8.hpp"

namespace byname {

namespace {

using Reading = std::variant<PhraseDate, DateRefusal>;

DateRefusal not_understood() { return {DateRefusalKind::kNotUnderstood, "the words are in no known order"}; }

DateRefusal no_reference() {
  return {DateRefusalKind::kNoReference, "it is relative to a day that is not given (--reference)"};
}

int full_month_count(const CalendarDay& day) { return static_cast<int>(day.year * 12) + day.month - 1; }

/// Reads the letters of DateAtoms once the year is taken off.
class ShapeReader {
 public:
  ShapeReader(DateAtoms atoms, const DateReference& reference)
      : atoms_(std::move(atoms)), reference_(reference) {}

  Reading read() {
    date_.doubt = atoms_.doubt;
    date_.weekday = atoms_.weekday;
    if (!take_relative_year()) return no_reference();
    take_year();
    number_parts();
    Reading reading = read_core();
    if (auto* date = std::get_if<PhraseDate>(&reading); date != nullptr && needs_nothing(*date))
      return not_understood();
    return reading;
  }

 private:
  static bool needs_nothing(const PhraseDate& date) {
    return !date.year && !date.years && !date.days && !date.has_month() && !date.has_day() &&
           date.season == 0 && date.part == 0;
  }
  int value(std::size_t i) const { return static_cast<int>(atoms_.values[i]); }
  bool is(std::string_view shape) const { return atoms_.shape == shape; }

  void remove(std::size_t i, std::size_t count) {
    const auto at = static_cast<std::ptrdiff_t>(i), end = static_cast<std::ptrdiff_t>(i + count);
    atoms_.shape.erase(i, count);
    atoms_.values.erase(atoms_.values.begin() + at, atoms_.values.begin() + end);
    atoms_.tokens.erase(atoms_.tokens.begin() + at, atoms_.tokens.begin() + end);
  }

  /// "прошлого года", "this year": false if there is no reference.
  bool take_relative_year() {
    std::size_t at = atoms_.shape.find("Vy");
    if (at == atoms_.shape.npos) at = atoms_.shape.find("Ly");
    if (at == atoms_.shape.npos) return true;
    if (!reference_.day || reference_.day->latest == kNoLatest) return false;
    const int offset = atoms_.shape[at] == 'L' ? -1 : value(at);
    date_.year = calendar_day(reference_.day->latest).year + offset;
    remove(at, 2);
    return true;
  }

  void take_year() {
    const bool is_behind = atoms_.shape.ends_with('Y');
    if (date_.year || (!is_behind && !atoms_.shape.starts_with('Y'))) return;
    const std::size_t at = is_behind ? atoms_.shape.size() - 1 : 0;
    date_.year = atoms_.values[at];
    date_.unknown_year = atoms_.tokens[at].unknown_year;
    remove(at, 1);
  }

  /// "II половина", "III декада" as "2 половина".
  void number_parts() {
    const bool is_counted =
        atoms_.shape.size() >= 2 && std::string_view("HTK").find(atoms_.shape[1]) != std::string_view::npos;
    if (is_counted && atoms_.shape[0] == 'R') atoms_.shape[0] = 'd';
  }

  Reading read_core() {
    if (is("")) return date_;
    if (is("F")) return read_numeric();
    if (is("PF")) return date_.part = value(0), read_numeric();
    for (const auto read : {&ShapeReader::read_day_and_month, &ShapeReader::read_part_of_month,
                            &ShapeReader::read_season_or_quarter, &ShapeReader::read_decade,
                            &ShapeReader::read_century, &ShapeReader::read_relative}) {
      if (const auto reading = (this->*read)()) return *reading;
    }
    return not_understood();
  }

  Reading read_numeric() {
    const PhraseDate& numeric = atoms_.dates.front();
    if (date_.year && numeric.year) return not_understood();
    PhraseDate date = numeric;
    if (date_.year) date.year = date_.year, date.unknown_year = date_.unknown_year;
    date.doubt = date_.doubt;
    date.weekday = date_.weekday;
    date.part = date_.part;
    return date;
  }

  Reading with_day(std::size_t day, std::size_t month) {
    date_.day = value(day);
    date_.month = value(month);
    return date_;
  }

  std::optional<Reading> read_day_and_month() {
    if (is("M")) return date_.month = value(0), date_;
    if (is("d")) return read_bare_number();
    if (is("dM")) return with_day(0, 1);
    if (is("Md")) return read_month_and_number();
    if (is("dR") && date_.year && value(1) <= 12) return with_day(0, 1);
    if (is("R") && date_.year && value(0) <= 12) return date_.month = value(0), date_;
    const bool ends_in_year = (is("dMd") || is("dRd")) && atoms_.tokens[2].num_digits == 2 && !date_.year;
    if (ends_in_year && value(1) <= 12) {
      date_.year = full_year(value(2), reference_);
      return with_day(0, 1);
    }
    if (is("dd") || is("ddd")) return read_spaced_numbers();
    return std::nullopt;
  }

  /// A day of a month said elsewhere; "в 90-м" can only be a year.
  Reading read_bare_number() {
    if (value(0) > 31 && !atoms_.tokens[0].text.empty() && !date_.year)
      return date_.year = full_year(value(0), reference_), date_;
    return date_.day = value(0), date_;
  }

  /// "May 3", "May 3rd 2022"; "март 22" may be a day or a year.
  Reading read_month_and_number() {
    const DateToken& number = atoms_.tokens[1];
    const bool is_day = date_.year || !number.text.empty() || is_ascii(atoms_.tokens[0].text);
    if (is_day && value(1) <= 31) return with_day(1, 0);
    date_.month = value(0);
    if (!date_.year && value(1) > 31) return date_.year = full_year(value(1), reference_), date_;
    if (value(1) > 31) return with_day(1, 0);
    return DateRefusal{DateRefusalKind::kAmbiguous,
                       fmt::format("{} may be the day or the year; write the year in four digits", value(1))};
  }

  /// "03 05 1990", "1990 05 03", "03 05 90".
  Reading read_spaced_numbers() {
    std::size_t day = 0, month = 1;
    if (is("ddd")) {
      if (date_.year || atoms_.tokens[2].num_digits != 2) return not_understood();
      date_.year = full_year(value(2), reference_);
    } else if (!date_.year) {
      return not_understood();
    }
    if (is("dd") && year_was_first()) std::swap(day, month);
    if (reference_.is_month_first && !year_was_first()) std::swap(day, month);
    if (value(month) > 12 && value(day) <= 12 && !year_was_first()) std::swap(day, month);
    return with_day(day, month);
  }
  bool year_was_first() const { return year_first_; }

  std::optional<Reading> read_part_of_month() {
    if (is("P")) return date_.part = value(0), date_;
    if (is("PM")) return date_.part = value(0), date_.month = value(1), date_;
    if (is("MP")) return date_.part = value(1), date_.month = value(0), date_;
    if (is("dHM") && value(0) >= 1 && value(0) <= 2)
      return value(0) == 1 ? month_days(2, 1, 15) : month_days(2, 16, 31);
    if (is("dTM") || is("LTM")) return read_ten_days(is("LTM") ? 3 : value(0));
    if (is("LKM")) return month_days(2, -7, 31);
    if (is("dKM") && value(0) >= 1 && value(0) <= 5)
      return month_days(2, value(0) * 7 - 6, std::min(value(0) * 7, 31));
    if (is("dNM") && (value(0) == 10 || value(0) == 20)) return month_days(2, value(0), value(0) + 9);
    return std::nullopt;
  }

  Reading month_days(std::size_t month, int first, int last) {
    date_.month = value(month);
    date_.first_day = first;
    date_.last_day = last;
    date_.is_counted_part = true;
    return date_;
  }

  Reading read_ten_days(int number) {
    if (number < 1 || number > 3) return not_understood();
    date_.month = value(2);
    date_.part = number;
    date_.is_counted_part = true;
    return date_;
  }

  std::optional<Reading> read_season_or_quarter() {
    if (is("S")) return date_.season = value(0), date_;
    if (is("PS")) return date_.part = value(0), date_.season = value(1), date_;
    if ((is("dQ") || is("RQ")) && value(0) >= 1 && value(0) <= 4) return date_.season = 32 + value(0), date_;
    if ((is("Qd") || is("QR")) && value(1) >= 1 && value(1) <= 4) return date_.season = 32 + value(1), date_;
    if (is("LQ")) return date_.season = 36, date_;
    if (is("dH") && value(0) >= 1 && value(0) <= 2) return date_.season = 39 + value(0), date_;
    return std::nullopt;
  }

  std::optional<Reading> read_decade() {
    const bool has_decade = is("D") || is("PD") || is("dHD");
    if (!has_decade || date_.year) return std::nullopt;
    const std::size_t at = atoms_.shape.size() - 1;
    int year = value(at);
    const bool is_short = atoms_.tokens[at].num_digits <= 2;
    if ((is_short && year < 30) || (year % 100 == 0 && year != 2000)) {
      return DateRefusal{DateRefusalKind::kAmbiguous,
                         "which ten or hundred years is not said; write 1920/1929 or 1900/1999"};
    }
    if (is_short) year += 1900;
    if (is("D")) return date_.year = year, date_.unknown_year = 1, date_;
    if (is("PD")) return span_of_part(year, value(0), {0, 3, 4, 6, 7, 9});
    return value(0) == 1 ? span(year, year + 4) : span(year + 5, year + 9);
  }

  Reading span(int first, int last) {
    date_.years = {first, last};
    return date_;
  }
  /// The first and last year of each third, counted from `begin`.
  Reading span_of_part(int begin, int part, const std::array<int, 6>& thirds) {
    const auto i = static_cast<std::size_t>(part - 1) * 2;
    return span(begin + thirds[i], begin + thirds[i + 1]);
  }

  std::optional<Reading> read_century() {
    const std::string& shape = atoms_.shape;
    const bool has_century = shape.size() >= 2 && shape.ends_with('C') && !date_.year &&
                             (shape[shape.size() - 2] == 'd' || shape[shape.size() - 2] == 'R');
    if (!has_century) return std::nullopt;
    const int century = value(shape.size() - 2);
    if (century < 11 || century > 21)
      return DateRefusal{DateRefusalKind::kYearOutOfRange, "the century is not one of 11 to 21"};
    const int begin = (century - 1) * 100 + 1;
    if (shape.size() == 2) return span(begin, begin + 99);
    if (shape.size() == 3 && shape[0] == 'P') return span_of_part(begin, value(0), {0, 32, 33, 65, 66, 99});
    if (shape.size() == 4 && shape.starts_with("dH"))
      return value(0) == 1 ? span(begin, begin + 49) : span(begin + 50, begin + 99);
    return std::nullopt;
  }

  std::optional<Reading> read_relative() {
    const std::string_view shape = atoms_.shape;
    const bool is_ago = shape.ends_with('g') && (shape.size() == 2 || (shape.size() == 3 && shape[0] == 'd'));
    const bool is_unit = shape == "VK" || shape == "LK" || shape == "Vm" || shape == "Lm";
    if (shape != "A" && !is_ago && !is_unit) return std::nullopt;
    if (!reference_.day || reference_.day->latest == kNoLatest) return no_reference();
    if (shape == "A")
      return settled({reference_.day->earliest + value(0), reference_.day->latest + value(0)});
    const int count = !is_ago ? (shape[0] == 'L' ? -1 : value(0)) : shape.size() == 2 ? -1 : -value(0);
    return units_away(is_ago ? shape[shape.size() - 2] : shape[1], count);
  }

  Reading settled(const DaySpan& days) {
    if (days.earliest > days.latest) return no_reference();
    date_.days = days;
    return date_;
  }

  /// A day, calendar week, month or year `count` of them away from the reference.
  Reading units_away(char unit, int count) {
    const std::int64_t today = reference_.day->latest;
    const CalendarDay day = calendar_day(today);
    if (unit == 'w') return settled({reference_.day->earliest + count, today + count});
    if (unit == 'K') {
      const std::int64_t monday = today - weekday_of(today) + 1 + std::int64_t{7} * count;
      return settled({monday, monday + 6});
    }
    if (unit == 'y') return date_.year = day.year + count, date_;
    if (unit != 'm') return not_understood();
    const int months = full_month_count(day) + count;
    date_.year = months / 12;
    date_.month = months % 12 + 1;
    return date_;
  }

  DateAtoms atoms_;
  const DateReference& reference_;
  PhraseDate date_;
  bool year_first_ = !atoms_.shape.empty() && atoms_.shape.front() == 'Y';
};

}  // namespace

std::variant<PhraseDate, DateRefusal> read_phrase_date(std::span<const DateItem> items,
                                                       const DateReference& reference) {
  auto atoms = make_date_atoms(items, reference);
  if (auto* refusal = std::get_if<DateRefusal>(&atoms)) return *refusal;
  return ShapeReader(std::get<DateAtoms>(std::move(atoms)), reference).read();
}

}  // namespace byname
