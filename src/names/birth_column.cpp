// SPDX-License-Identifier: Apache-2.0
#include "names/birth_column.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "names/comparable_date.hpp"
#include "names/date_reading.hpp"
#include "names/header_words.hpp"
#include "names/mapped_column.hpp"
#include "names/missing_words.hpp"

namespace byname {

namespace {

/// Events of a list are close enough to date an age without a date of its own.
constexpr int kMostEventYears = 5;

/// One source of birth dates; raw is nullptr where the list does not have it.
struct BirthSource {
  const TextColumn* raw = nullptr;
  TextColumn comparable;
  std::size_t index = 0;
  bool is_there() const { return raw != nullptr; }
};

BirthSource find_source(const InputList& list, const ListReading& reading, Role role,
                        const ExecutionContext& context) {
  BirthSource source;
  const auto columns = columns_of_role(reading, role);
  if (columns.empty()) return source;
  source.index = columns[0];
  source.raw = &list.columns[source.index];
  source.comparable =
      map_distinct(*source.raw, column_reader(*source.raw, reading.columns[source.index], false), context);
  return source;
}

int number_at(const TextColumn& column, std::size_t row) {
  const std::string_view text = column.codes.empty() ? std::string_view() : column.at(row);
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Years in which dated events fell, per row and over the list.
struct EventYears {
  std::vector<int> year;  ///< 0 = not known
  int first = std::numeric_limits<int>::max();
  int last = std::numeric_limits<int>::min();
  bool is_short() const { return last >= first && last - first <= kMostEventYears; }
};

/// "age at death" is an age at death; any other age is one at the event, if the list has both.
Role preferred_event(const InputList& list, const BirthSource& age) {
  const std::string words = header_words(list.columns[age.index].name);
  const bool is_at_death = words.find("death") != words.npos || words.find("smert") != words.npos;
  return is_at_death ? Role::kDeathDate : Role::kEventDate;
}

EventYears find_event_years(std::size_t num_rows, const std::vector<PropertyColumn>& made, Role preferred) {
  EventYears years;
  years.year.assign(num_rows, 0);
  const Role other = preferred == Role::kDeathDate ? Role::kEventDate : Role::kDeathDate;
  for (const Role role : {preferred, other}) {
    for (const PropertyColumn& column : made) {
      if (column.role != role) continue;
      for (std::size_t row = 0; row < num_rows; ++row) {
        if (years.year[row] == 0) years.year[row] = year_of_comparable(column.comparable.at(row));
      }
    }
  }
  for (const int year : years.year) {
    if (year == 0) continue;
    years.first = std::min(years.first, year);
    years.last = std::max(years.last, year);
  }
  return years;
}

std::string birth_from_age(int age, int first_year, int last_year) {
  return fmt::format("{:04}/{:04}", first_year - age - 1, last_year - age);
}

/// The most precise date that exists: a day or month that cannot be is left out.
std::string birth_from_parts(int year, int month, int day) {
  for (const PartialDate date : {PartialDate{year, month, month == 0 ? 0 : day}, PartialDate{year, month, 0},
                                 PartialDate{year, 0, 0}}) {
    if (is_real_date(date)) return date_text(date);
  }
  return {};
}

/// All sources of one list.
struct BirthSources {
  BirthSource date, year, month, day, age;
  EventYears events;
};

std::string comparable_birth(const BirthSources& sources, std::size_t row) {
  if (sources.date.is_there() && !sources.date.comparable.is_null(row)) {
    return std::string(sources.date.comparable.at(row));
  }
  if (const int year = number_at(sources.year.comparable, row); year != 0) {
    return birth_from_parts(year, number_at(sources.month.comparable, row),
                            number_at(sources.day.comparable, row));
  }
  if (!sources.age.is_there() || sources.age.comparable.is_null(row) || sources.events.year.empty())
    return {};
  const int age = number_at(sources.age.comparable, row);
  const int event = sources.events.year[row];
  if (event != 0) return birth_from_age(age, event, event);
  return sources.events.is_short() ? birth_from_age(age, sources.events.first, sources.events.last)
                                   : std::string();
}

std::string raw_at(const BirthSource& source, std::size_t row) {
  const std::string_view text = source.is_there() ? source.raw->at(row) : std::string_view();
  return is_missing(text) ? std::string() : std::string(text);
}

std::string raw_birth(const BirthSources& sources, std::size_t row) {
  std::string raw = raw_at(sources.date, row);
  if (!raw.empty()) return raw;
  for (const BirthSource* source : {&sources.year, &sources.month, &sources.day}) {
    const std::string part = raw_at(*source, row);
    if (!part.empty()) raw += (raw.empty() ? "" : "-") + part;
  }
  if (!raw.empty() || sources.events.year.empty()) return raw;
  const std::string age = raw_at(sources.age, row);
  return age.empty() ? age : "age " + age;
}

TextColumn column_of(std::size_t num_rows, const BirthSources& sources,
                     std::string (*text_at)(const BirthSources&, std::size_t)) {
  TextColumn column;
  column.codes.resize(num_rows);
  for (std::size_t row = 0; row < num_rows; ++row) {
    const std::string text = text_at(sources, row);
    column.codes[row] = text.empty() ? Dictionary::kNull : column.dictionary.insert(text);
  }
  return column;
}

PropertyColumn single_source(Role role, BirthSource&& source) {
  return {role, std::string(role_name(role)), {}, std::move(source.comparable), source.index};
}

}  // namespace

std::vector<PropertyColumn> make_birth_columns(const InputList& list, const ListReading& reading,
                                               const std::vector<PropertyColumn>& made,
                                               const ExecutionContext& context) {
  const auto source = [&](Role role) { return find_source(list, reading, role, context); };
  BirthSources sources{source(Role::kBirthDate), source(Role::kBirthYear), source(Role::kBirthMonth),
                       source(Role::kBirthDay),  source(Role::kAge),       {}};
  std::vector<PropertyColumn> columns;
  if (sources.age.is_there()) {
    EventYears events = find_event_years(list.num_mentions(), made, preferred_event(list, sources.age));
    const bool is_dated = events.last >= events.first;
    if (is_dated) sources.events = std::move(events);
    if (!is_dated) {
      columns.push_back(single_source(Role::kAge, std::move(sources.age)));
      sources.age = BirthSource();
    }
  }
  const bool has_parts = sources.year.is_there() || !sources.events.year.empty();
  if (sources.date.is_there() && !has_parts) {
    columns.push_back(single_source(Role::kBirthDate, std::move(sources.date)));
  } else if (has_parts) {
    const std::size_t num_rows = list.num_mentions();
    columns.push_back({Role::kBirthDate, std::string(role_name(Role::kBirthDate)),
                       column_of(num_rows, sources, raw_birth),
                       column_of(num_rows, sources, comparable_birth), std::nullopt});
  }
  return columns;
}

}  // namespace byname
