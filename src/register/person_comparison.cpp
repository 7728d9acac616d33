// SPDX-License-Identifier: Apache-2.0
#include "register/person_comparison.hpp"

#include <set>
#include <unordered_map>

#include "base/error.hpp"

namespace byname {

PersonComparison compare_persons(std::span<const std::int64_t> before, std::span<const std::uint32_t> now) {
  BYNAME_CHECK(before.size() == now.size(), "two partitions of different mentions");
  std::unordered_map<std::int64_t, std::set<std::uint32_t>> parts_of;
  std::unordered_map<std::uint32_t, std::set<std::int64_t>> held_in;
  for (std::size_t i = 0; i < now.size(); ++i) {
    parts_of[before[i]].insert(now[i]);
    held_in[now[i]].insert(before[i]);
  }
  PersonComparison comparison;
  for (const auto& [person, parts] : parts_of) comparison.num_divided += parts.size() > 1;
  for (const auto& [part, persons] : held_in) comparison.num_joined += persons.size() - 1;
  comparison.num_now = held_in.size();
  return comparison;
}

}  // namespace byname
