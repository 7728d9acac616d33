// SPDX-License-Identifier: Apache-2.0
#include "block/list_pairs.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "base/error.hpp"

namespace byname {

namespace {

std::optional<std::uint32_t> index_of(const std::string& label, const std::vector<std::string>& labels) {
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - labels.begin());
}

/// The readings of "a-b" as two labels that are there.
ListPairs readings_of(const std::string& text, const std::vector<std::string>& labels) {
  ListPairs readings;
  for (std::size_t dash = text.find('-'); dash != text.npos; dash = text.find('-', dash + 1)) {
    const auto first = index_of(text.substr(0, dash), labels);
    const auto second = index_of(text.substr(dash + 1), labels);
    if (first && second) readings.emplace_back(*first, *second);
  }
  return readings;
}

[[noreturn]] void refuse(const std::string& text, const std::string& why,
                         const std::vector<std::string>& labels) {
  throw UsageError(fmt::format("--pairs {}: {}. The lists are: {}", text, why, fmt::join(labels, ", ")));
}

/// The end of the shortest text from `begin` that stands before a comma and is a pair of labels.
std::size_t end_of_pair(const std::string& text, std::size_t begin, const std::vector<std::string>& labels) {
  std::size_t comma = begin;
  do {
    comma = std::min(text.find(',', comma + 1), text.size());
    if (!readings_of(text.substr(begin, comma - begin), labels).empty()) return comma;
  } while (comma < text.size());
  const std::string first = text.substr(begin, text.find(',', begin) - begin);
  const std::size_t dash = first.find('-');
  if (dash == first.npos) refuse(text, fmt::format("\"{}\" is no pair of lists such as A-B", first), labels);
  for (const std::string& label : {first.substr(0, dash), first.substr(dash + 1)}) {
    if (!index_of(label, labels)) refuse(text, fmt::format("there is no list {}", label), labels);
  }
  return begin + first.size();
}

}  // namespace

ListPairs parse_list_pairs(const std::vector<std::string>& texts, const std::vector<std::string>& labels) {
  ListPairs pairs;
  for (const std::string& text : texts) {
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = end_of_pair(text, begin, labels);
      const std::string pair = text.substr(begin, end - begin);
      const ListPairs readings = readings_of(pair, labels);
      if (readings.size() > 1)
        refuse(text, fmt::format("{} can be read in two ways; give the lists other labels", pair), labels);
      pairs.push_back(readings[0]);
      begin = end + 1;
    }
  }
  return pairs;
}

void compare_only(const ListPairs& pairs, std::size_t num_lists, PairOrder& order) {
  order.num_lists = num_lists;
  order.compares.assign(num_lists * num_lists, 0);
  order.only_between_lists = true;
  for (const auto& [a, b] : pairs) {
    order.compares[a * num_lists + b] = order.compares[b * num_lists + a] = 1;
    if (a == b) order.only_between_lists = false;
  }
  if (order.num_pairs() == 0)
    throw UserError("--pairs leaves no two records to compare. Name lists that have records to compare");
}

}  // namespace byname
