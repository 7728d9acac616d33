// SPDX-License-Identifier: Apache-2.0
#include "names/record_warnings.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string_view>

#include "names/named_rows.hpp"

namespace byname {

namespace {

constexpr std::size_t kNumPlaces = 3;

void warn_of_columns(const ListReading& reading, Warnings& warnings) {
  for (const ColumnReading& column : reading.columns) {
    if (!column.determined_by.empty()) {
      warnings.push_back(fmt::format("list {}: '{}' is shown, not compared: {} already say{} it",
                                     reading.list, column.column, column.determined_by,
                                     column.determined_by.find(", ") == std::string::npos ? "s" : ""));
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

void warn_of_repeated_ids(const RecordTable& records, std::size_t list, Warnings& warnings) {
  const auto [begin, end] = records_of(records, list);
  std::vector<std::size_t> order;
  for (std::size_t i = begin; i < end; ++i) {
    if (!records.ids[i].empty()) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const int compared = records.ids[a].compare(records.ids[b]);
    return compared != 0 ? compared < 0 : a < b;
  });
  std::vector<std::size_t> repeats;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (records.ids[order[i]] == records.ids[order[i - 1]]) repeats.push_back(order[i]);
  }
  if (repeats.empty()) return;
  std::sort(repeats.begin(), repeats.end());
  std::string places;
  for (std::size_t i = 0; i < std::min(repeats.size(), kNumPlaces); ++i) {
    places += (i == 0 ? "" : ", ") + records.mention_name(repeats[i]);
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

void add_record_warnings(const RecordTable& records, const std::vector<ListReading>& readings,
                         Warnings& warnings) {
  for (std::size_t list = 0; list < readings.size(); ++list) {
    warn_of_nameless_list(readings[list], warnings);
    warn_of_columns(readings[list], warnings);
    warn_of_repeated_ids(records, list, warnings);
    warn_of_missing_truth(records, list, warnings);
  }
}

}  // namespace byname
