// SPDX-License-Identifier: Apache-2.0
#include "estimate/overlap_draws.hpp"

#include <map>

namespace byname {
namespace {

std::uint32_t lists_used(const Overlap& overlap) {
  std::uint32_t lists = 0;
  for (const auto& [pattern, count] : overlap) lists |= count > 0 ? pattern : 0;
  return lists;
}

/// Moves the bits of `lists` together and drops cells without persons, so that equal overlaps compare equal.
Overlap compact(const Overlap& overlap, std::uint32_t lists) {
  Overlap result;
  for (const auto& [pattern, count] : overlap) {
    if (count == 0) continue;
    std::uint32_t moved = 0;
    int position = 0;
    for (int list = 0; list < 32; ++list) {
      if ((lists >> list & 1) != 0) moved |= (pattern >> list & 1) << position++;
    }
    result[moved] += count;
  }
  return result;
}

}  // namespace

OverlapDraws group_draws(int num_lists, const Overlap& decided, const std::vector<Overlap>& draws) {
  BYNAME_CHECK(num_lists >= 1 && num_lists <= 16, "an overlap of {} lists", num_lists);
  std::uint32_t lists = lists_used(decided);
  for (const Overlap& draw : draws) lists |= lists_used(draw);
  BYNAME_CHECK(lists < (1u << num_lists), "an overlap pattern beyond {} lists", num_lists);
  OverlapDraws grouped;
  grouped.num_lists = __builtin_popcount(lists);
  if (grouped.num_lists == 0) return grouped;
  for (int list = 0; list < num_lists; ++list) {
    if ((lists >> list & 1) != 0) grouped.lists.push_back(list);
  }
  std::map<Overlap, std::size_t> index;
  const auto add = [&](const Overlap& overlap, double weight) {
    const auto [place, is_new] = index.emplace(compact(overlap, lists), grouped.tables.size());
    if (is_new) {
      grouped.tables.push_back(make_capture_table(grouped.num_lists, place->first));
      grouped.weights.push_back(0);
    }
    grouped.weights[place->second] += weight;
    return place->second;
  };
  add(decided, draws.empty() ? 1 : 0);
  if (draws.empty()) grouped.table_of_draw.push_back(0);
  for (const Overlap& draw : draws) {
    grouped.table_of_draw.push_back(add(draw, 1 / static_cast<double>(draws.size())));
  }
  return grouped;
}

}  // namespace byname
