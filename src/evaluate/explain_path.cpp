// SPDX-License-Identifier: Apache-2.0
#include "evaluate/explain_path.hpp"

#include <algorithm>
#include <map>

namespace byname {

namespace {

/// Breadth first; `came_by` keeps the link by which a record was reached first.
std::vector<std::size_t> search(std::span<const PersonLink> links, std::uint32_t from, std::uint32_t to,
                                bool only_firm) {
  std::map<std::uint32_t, std::vector<std::size_t>> links_of;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (only_firm && !links[i].is_firm) continue;
    links_of[links[i].left].push_back(i);
    links_of[links[i].right].push_back(i);
  }
  const auto other_end = [&](std::size_t link, std::uint32_t end) {
    return links[link].left == end ? links[link].right : links[link].left;
  };
  std::map<std::uint32_t, std::size_t> came_by = {{from, links.size()}};
  std::vector<std::uint32_t> queue = {from};
  for (std::size_t at = 0; at < queue.size() && !came_by.contains(to); ++at) {
    const std::uint32_t here = queue[at];
    for (const std::size_t link : links_of[here]) {
      if (came_by.emplace(other_end(link, here), link).second) queue.push_back(other_end(link, here));
    }
  }
  std::vector<std::size_t> path;
  if (!came_by.contains(to)) return path;
  for (std::uint32_t here = to; here != from; here = other_end(path.back(), here))
    path.push_back(came_by[here]);
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace

std::vector<std::size_t> shortest_path(std::span<const PersonLink> links, std::uint32_t from,
                                       std::uint32_t to) {
  std::vector<std::size_t> path = search(links, from, to, true);
  return path.empty() ? search(links, from, to, false) : path;
}

}  // namespace byname
