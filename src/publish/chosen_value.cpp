// SPDX-License-Identifier: Apache-2.0
#include "publish/chosen_value.hpp"

#include <algorithm>
#include <vector>

namespace byname {
namespace {

bool is_date(Role role) {
  return role == Role::kBirthDate || role == Role::kEventDate || role == Role::kDeathDate;
}

/// Known parts of a comparable date: "YYYY-MM-DD" 3, "YYYY-MM" 2, "YYYY" 1, an interval of years or none 0.
int date_precision(std::string_view date) {
  if (date.empty() || date.find('/') != std::string_view::npos) return 0;
  return 1 + static_cast<int>(std::count(date.begin(), date.end(), '-'));
}

struct Candidate {
  int precision;
  std::int64_t times;
  std::size_t length;
  std::string_view raw;
};

bool is_better(const Candidate& a, const Candidate& b) {
  if (a.precision != b.precision) return a.precision > b.precision;
  if (a.times != b.times) return a.times > b.times;
  return a.length > b.length;
}

/// How many of the mentions have the value of `record`; values that cannot be compared are counted as
/// written.
std::int64_t times_of(const RecordColumn& column, std::span<const std::uint32_t> records,
                      std::uint32_t record) {
  const TextColumn& values = column.comparable.is_null(record) ? column.raw : column.comparable;
  return std::count_if(records.begin(), records.end(),
                       [&](std::uint32_t other) { return values.codes[other] == values.codes[record]; });
}

}  // namespace

std::string_view chosen_value(const RecordColumn& column, std::span<const std::uint32_t> records) {
  if (records.size() == 1) return column.raw.at(records.front());
  Candidate best{-1, 0, 0, {}};
  for (std::uint32_t record : records) {
    const std::string_view raw = column.raw.at(record);
    if (raw.empty()) continue;
    const int precision = is_date(column.role) ? date_precision(column.comparable.at(record)) : 0;
    const Candidate candidate{precision, times_of(column, records, record), raw.size(), raw};
    if (is_better(candidate, best)) best = candidate;
  }
  return best.raw;
}

}  // namespace byname
