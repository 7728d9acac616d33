// SPDX-License-Identifier: Apache-2.0
#include "block/name_order.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"

namespace byname {

namespace {

std::int64_t number_of(std::string_view id) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size())
    throw DataError(fmt::format("an id is no whole number though the ids are said to be: {}", id));
  return number;
}

/// Compares what the ids are sorted by: "list-__-id".
int compare_keys(const RecordNames& names, std::uint32_t a, std::uint32_t b) {
  const std::uint32_t list_a = names.list(a);
  const std::uint32_t list_b = names.list(b);
  if (list_a == list_b) return names.id(a).compare(names.id(b));
  const std::string key_a = (names.list_labels[list_a] + "-__-").append(names.id(a));
  return key_a.compare((names.list_labels[list_b] + "-__-").append(names.id(b)));
}

/// `compare(a, b)`: of two records by their ids alone.
template <typename Compare>
std::vector<std::uint32_t> sorted_names(const RecordNames& names, const Compare& compare) {
  std::vector<std::uint32_t> records(names.size());
  std::iota(records.begin(), records.end(), 0u);
  std::sort(records.begin(), records.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int order = compare(a, b);
    return order != 0 ? order < 0 : names.list(a) < names.list(b);
  });
  for (std::size_t place = 1; place < records.size(); ++place) {
    const std::uint32_t before = records[place - 1];
    const std::uint32_t record = records[place];
    if (names.list(before) == names.list(record) && compare(before, record) == 0) {
      throw DataError(fmt::format("the list {} has the id {} twice. Ids must tell records apart",
                                  names.list_labels[names.list(before)], names.id(before)));
    }
  }
  return records;
}

}  // namespace

std::vector<std::uint32_t> splink_ranks(const RecordNames& names, const std::string& link_type,
                                        bool ids_are_numbers) {
  std::vector<std::uint32_t> records;
  if (link_type != "dedupe_only") {
    records =
        sorted_names(names, [&](std::uint32_t a, std::uint32_t b) { return compare_keys(names, a, b); });
    if (link_type == "link_only" && names.list_labels.size() == 2) {
      std::stable_sort(records.begin(), records.end(), [&](std::uint32_t a, std::uint32_t b) {
        return names.list_labels[names.list(a)] < names.list_labels[names.list(b)];
      });
    }
  } else if (ids_are_numbers) {
    std::vector<std::int64_t> numbers(names.size());
    for (std::uint32_t record = 0; record < numbers.size(); ++record)
      numbers[record] = number_of(names.id(record));
    records = sorted_names(names, [&](std::uint32_t a, std::uint32_t b) {
      return numbers[a] < numbers[b] ? -1 : numbers[a] > numbers[b] ? 1 : 0;
    });
  } else {
    records = sorted_names(
        names, [&](std::uint32_t a, std::uint32_t b) { return names.id(a).compare(names.id(b)); });
  }
  std::vector<std::uint32_t> rank(records.size());
  for (std::uint32_t place = 0; place < records.size(); ++place) rank[records[place]] = place;
  return rank;
}

}  // namespace byname
