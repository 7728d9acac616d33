// SPDX-License-Identifier: Apache-2.0
#include "block/pair_order.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"

namespace byname {

namespace {

std::int64_t number_of(const std::string& id) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size())
    throw DataError(fmt::format("an id is no whole number though the ids are said to be: {}", id));
  return number;
}

/// Sorts the records by their keys, those of one key by list. Throws for two of one key and list.
template <typename Key>
std::vector<std::uint32_t> sorted_records(const std::vector<Key>& keys,
                                          const std::vector<std::uint32_t>& list,
                                          const std::vector<std::string>& list_names,
                                          const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> records(keys.size());
  std::iota(records.begin(), records.end(), 0u);
  const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
    return keys[a] != keys[b] ? keys[a] < keys[b] : list[a] < list[b];
  };
  if (!std::is_sorted(records.begin(), records.end(), is_before))
    std::sort(records.begin(), records.end(), is_before);
  for (std::size_t place = 1; place < records.size(); ++place) {
    const std::uint32_t before = records[place - 1];
    const std::uint32_t record = records[place];
    if (list[before] == list[record] && keys[before] == keys[record]) {
      throw DataError(fmt::format("the list {} has the id {} twice. Ids must tell records apart",
                                  list_names[list[before]], ids[before]));
    }
  }
  return records;
}

}  // namespace

double PairOrder::num_pairs() const {
  std::vector<double> sizes(num_lists, 0);
  for (const std::uint32_t each : list) {
    if (each >= sizes.size()) sizes.resize(each + 1u, 0);
    ++sizes[each];
  }
  return num_pairs_of(sizes);
}

double PairOrder::num_pairs_of(const std::vector<double>& sizes) const {
  const auto is_compared = [&](std::size_t a, std::size_t b) {
    if (only_between_lists && a == b) return false;
    return compares.empty() || compares[a * num_lists + b] != 0;
  };
  double pairs = 0;
  for (std::size_t a = 0; a < sizes.size(); ++a) {
    if (is_compared(a, a)) pairs += sizes[a] * (sizes[a] - 1) / 2;
    for (std::size_t b = a + 1; b < sizes.size(); ++b) pairs += is_compared(a, b) ? sizes[a] * sizes[b] : 0;
  }
  return pairs;
}

PairOrder splink_order(const std::vector<std::string>& ids, const std::vector<std::uint32_t>& list,
                       const std::vector<std::string>& list_names, const std::string& link_type,
                       bool ids_are_numbers) {
  PairOrder order;
  order.list = list;
  order.only_between_lists = link_type == "link_only";
  std::vector<std::uint32_t> records;
  if (link_type == "dedupe_only" && ids_are_numbers) {
    std::vector<std::int64_t> numbers;
    numbers.reserve(ids.size());
    for (const std::string& id : ids) numbers.push_back(number_of(id));
    records = sorted_records(numbers, list, list_names, ids);
  } else if (link_type == "dedupe_only") {
    records = sorted_records(ids, list, list_names, ids);
  } else {
    std::vector<std::string> keys;
    keys.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) keys.push_back(list_names[list[i]] + "-__-" + ids[i]);
    records = sorted_records(keys, list, list_names, ids);
    if (order.only_between_lists && list_names.size() == 2) {
      std::stable_sort(records.begin(), records.end(), [&](std::uint32_t a, std::uint32_t b) {
        return list_names[list[a]] < list_names[list[b]];
      });
    }
  }
  order.rank.resize(ids.size());
  for (std::uint32_t place = 0; place < records.size(); ++place) order.rank[records[place]] = place;
  return order;
}

}  // namespace byname
