// SPDX-License-Identifier: Apache-2.0
#include "names/record_warnings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "names/missing_words.hpp"
#include "names/named_rows.hpp"
#include "names/property_columns.hpp"

namespace byname {

namespace {

constexpr std::size_t kNumPlaces = 3;

void warn_of_columns(const ListReading& reading, Warnings& warnings) {
  for (const ColumnReading& column : reading.columns) {
    if (!column.determined_by.empty()) {
      warnings.push_back(fmt::format("list {}: '{}' is shown, not compared, because {} is", reading.list,
                                     column.column, column.determined_by));
    }
    if (column.num_unparsed * 100 > column.num_filled) {
      warnings.push_back(fmt::format(
          "list {}: {} of {} values of '{}' cannot be read as {}; they count as missing", reading.list,
          column.num_unparsed, column.num_filled, column.column, role_name(column.role)));
    }
  }
}

void warn_of_nameless_list(const ListReading& reading, Warnings& warnings) {
  const bool names_somebody =
      std::any_of(reading.columns.begin(), reading.columns.end(),
                  [](const ColumnReading& column) { return identifies_person(column.role); });
  if (names_somebody) return;
  warnings.push_back(
      fmt::format("list {}: no column names a person, so all its rows are rejected; say which one does "
                  "with --map {}:COLUMN=ROLE",
                  reading.list, reading.list));
}

/// Records of one list, in order.
std::pair<std::size_t, std::size_t> records_of(const RecordTable& records, std::size_t list) {
  const auto range =
      std::equal_range(records.list.begin(), records.list.end(), static_cast<std::uint32_t>(list));
  return {static_cast<std::size_t>(range.first - records.list.begin()),
          static_cast<std::size_t>(range.second - records.list.begin())};
}

/// Rows of a list whose id an earlier row has.
std::vector<std::size_t> find_repeats(const TextColumn& ids) {
  std::vector<bool> is_seen(ids.dictionary.size(), false);
  std::vector<std::size_t> repeats;
  for (std::size_t row = 0; row < ids.codes.size(); ++row) {
    const std::uint32_t code = ids.codes[row];
    if (code == Dictionary::kNull) continue;
    if (is_seen[code] && !is_missing(ids.at(row))) repeats.push_back(row);
    is_seen[code] = true;
  }
  return repeats;
}

void warn_of_repeated_ids(const RecordTable& records, std::size_t list, const TextColumn& ids,
                          Warnings& warnings) {
  const std::size_t begin = records_of(records, list).first;
  const std::vector<std::size_t> repeats = find_repeats(ids);
  if (repeats.empty()) return;
  std::string places;
  for (std::size_t i = 0; i < std::min(repeats.size(), kNumPlaces); ++i) {
    places += (i == 0 ? "" : ", ") + records.mention_name(begin + repeats[i]);
  }
  warnings.push_back(fmt::format(
      "list {}: {} row{} an id of an earlier row (first: {}); they are kept, and named by row",
      records.list_labels[list], repeats.size(), repeats.size() == 1 ? " repeats" : "s repeat", places));
}

void warn_of_missing_truth(const RecordTable& records, std::size_t list, Warnings& warnings) {
  if (records.truth.empty()) return;
  const auto [begin, end] = records_of(records, list);
  const auto missing = std::count_if(records.truth.begin() + static_cast<std::ptrdiff_t>(begin),
                                     records.truth.begin() + static_cast<std::ptrdiff_t>(end),
                                     [](const std::string& truth) { return truth.empty(); });
  if (missing > 0) {
    warnings.push_back(
        fmt::format("list {}: {} rows have no truth (empty, or the pattern of --truth does not fit)",
                    records.list_labels[list], missing));
  }
}

}  // namespace

void add_record_warnings(const RecordTable& records, const Input& input,
                         const std::vector<ListReading>& readings, Warnings& warnings) {
  for (std::size_t list = 0; list < readings.size(); ++list) {
    warn_of_nameless_list(readings[list], warnings);
    warn_of_columns(readings[list], warnings);
    for (const std::size_t column : columns_of_role(readings[list], Role::kId)) {
      warn_of_repeated_ids(records, list, input.lists[list].columns[column], warnings);
    }
    warn_of_missing_truth(records, list, warnings);
  }
}

}  // namespace byname
