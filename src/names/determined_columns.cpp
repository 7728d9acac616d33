// SPDX-License-Identifier: Apache-2.0
#include "names/determined_columns.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace byname {

namespace {

constexpr double kExact = 0.995;
/// A column is kept for its own sake if it fills this share of rows that the others leave empty.
constexpr double kGap = 0.01;
constexpr std::size_t kFewestRows = 20;

using Columns = std::vector<std::size_t>;

bool is_mapped(const ColumnReading& reading) { return reading.why == "--map"; }

Columns columns_with(const std::vector<ColumnReading>& readings, std::initializer_list<Role> roles) {
  Columns found;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (std::find(roles.begin(), roles.end(), readings[i].role) != roles.end()) found.push_back(i);
  }
  return found;
}

std::string names_of(const std::vector<ColumnReading>& readings, const Columns& columns) {
  std::string names;
  for (const std::size_t column : columns) names += (names.empty() ? "" : ", ") + readings[column].column;
  return names;
}

/// Share of all rows in which `column` is filled and none of `others` is.
double gap_share(const ColumnSample& sample, std::size_t column, const Columns& others) {
  std::size_t gaps = 0;
  for (std::size_t row = 0; row < sample.num_rows(); ++row) {
    const bool others_empty = std::all_of(others.begin(), others.end(),
                                          [&](std::size_t other) { return sample.code(other, row) == 0; });
    gaps += others_empty && sample.code(column, row) != 0;
  }
  return sample.num_rows() == 0 ? 0 : static_cast<double>(gaps) / static_cast<double>(sample.num_rows());
}

/// Makes `column` text, unless it fills gaps of `by`: then its role stays and says what for.
void use_once(std::vector<ColumnReading>& readings, const ColumnSample& sample, std::size_t column,
              const Columns& by, std::string_view reason) {
  ColumnReading& reading = readings[column];
  if (is_mapped(reading)) return;
  const std::string names = names_of(readings, by);
  if (gap_share(sample, column, by) >= kGap) {
    reading.why += fmt::format("; used where {} {} empty", names, by.size() > 1 ? "are" : "is");
    return;
  }
  reading.role = Role::kText;
  reading.why += fmt::format("; {}", reason);
  reading.determined_by = names;
}

std::multiset<std::string, std::less<>> word_set(std::string_view words) {
  std::multiset<std::string, std::less<>> set;
  for (std::size_t begin = 0; begin < words.size();) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    set.emplace(words.substr(begin, end - begin));
    begin = end + 1;
  }
  return set;
}

/// Share of rows in which the full name holds every word of the parts.
double share_of_parts_in(const ColumnSample& sample, std::size_t name, const Columns& parts) {
  std::size_t rows = 0, holding = 0;
  for (std::size_t row = 0; row < sample.num_rows(); ++row) {
    std::string words;
    for (const std::size_t part : parts) words += " " + sample.words(part, row);
    const auto wanted = word_set(words);
    if (sample.code(name, row) == 0 || wanted.empty()) continue;
    const auto held = word_set(sample.words(name, row));
    ++rows;
    holding += std::includes(held.begin(), held.end(), wanted.begin(), wanted.end());
  }
  return rows == 0 ? 0 : static_cast<double>(holding) / static_cast<double>(rows);
}

void check_full_names(std::vector<ColumnReading>& readings, const ColumnSample& sample) {
  const Columns parts = columns_with(readings, {Role::kGiven, Role::kFamily});
  if (parts.size() < 2) return;
  for (const std::size_t name : columns_with(readings, {Role::kName})) {
    const bool is_same = share_of_parts_in(sample, name, parts) >= 0.9;
    use_once(readings, sample, name, parts,
             is_same ? "its parts say the same" : "its parts are compared instead");
  }
}

void check_birth(std::vector<ColumnReading>& readings, const ColumnSample& sample) {
  const Columns dates = columns_with(readings, {Role::kBirthDate});
  if (dates.empty()) return;
  for (const std::size_t column :
       columns_with(readings, {Role::kBirthYear, Role::kBirthMonth, Role::kBirthDay})) {
    use_once(readings, sample, column, dates, "the birth date says it");
  }
}

void check_age(std::vector<ColumnReading>& readings, const ColumnSample& sample) {
  const Columns births = columns_with(readings, {Role::kBirthDate, Role::kBirthYear});
  if (births.empty()) return;
  for (const std::size_t column : columns_with(readings, {Role::kAge})) {
    use_once(readings, sample, column, births, "the birth date says it");
  }
}

bool are_equal(const ColumnSample& sample, std::size_t a, std::size_t b) {
  std::size_t either = 0, equal = 0;
  for (std::size_t row = 0; row < sample.num_rows(); ++row) {
    const bool has_a = sample.code(a, row) != 0, has_b = sample.code(b, row) != 0;
    either += has_a || has_b;
    equal += has_a && has_b && sample.words(a, row) == sample.words(b, row);
    constexpr std::size_t kMostUnequal = 100;
    if (either - equal > kMostUnequal) return false;
  }
  return either >= kFewestRows && static_cast<double>(equal) >= kExact * static_cast<double>(either);
}

/// True if values of `from` repeat and nearly always have one value of `to`.
bool determines(const ColumnSample& sample, std::size_t from, std::size_t to) {
  std::map<std::uint32_t, std::map<std::uint32_t, std::size_t>> pairs;
  std::size_t rows = 0, agreeing = 0;
  for (std::size_t row = 0; row < sample.num_rows(); ++row) {
    const std::uint32_t a = sample.code(from, row), b = sample.code(to, row);
    if (a == 0 && b == 0) continue;
    ++pairs[a][b];
    ++rows;
  }
  for (const auto& [value, others] : pairs) {
    std::size_t most = 0;
    for (const auto& [other, count] : others) most = std::max(most, count);
    agreeing += most;
  }
  constexpr std::size_t kRowsPerValue = 5;
  return rows >= kFewestRows && pairs.size() >= 2 && pairs.size() * kRowsPerValue <= rows &&
         static_cast<double>(agreeing) >= kExact * static_cast<double>(rows);
}

bool may_be_equal(Role role) {
  switch (role) {
    case Role::kGiven2:
    case Role::kPatronymic:
    case Role::kPlace:
    case Role::kRegion:
    case Role::kAddress:
    case Role::kPostcode:
    case Role::kEmail:
    case Role::kPhone:
    case Role::kNumber:
    case Role::kEventDate:
    case Role::kDeathDate:
    case Role::kCategory:
      return true;
    default:
      return false;
  }
}

bool has_few_values(Role role) {
  return role == Role::kCategory || role == Role::kPlace || role == Role::kRegion;
}

void check_pairs(std::vector<ColumnReading>& readings, const ColumnSample& sample) {
  for (std::size_t second = 1; second < readings.size(); ++second) {
    for (std::size_t first = 0; first < second && may_be_equal(readings[second].role); ++first) {
      if (!may_be_equal(readings[first].role)) continue;
      const bool both_few = has_few_values(readings[first].role) && has_few_values(readings[second].role);
      if (are_equal(sample, first, second)) {
        use_once(readings, sample, second, {first}, "the values are the same");
      } else if (both_few && determines(sample, first, second) && determines(sample, second, first)) {
        use_once(readings, sample, second, {first}, "each determines the other");
      }
    }
  }
}

}  // namespace

void find_determined_columns(std::vector<ColumnReading>& readings, const ColumnSample& sample) {
  check_full_names(readings, sample);
  check_birth(readings, sample);
  check_age(readings, sample);
  check_pairs(readings, sample);
}

}  // namespace byname
