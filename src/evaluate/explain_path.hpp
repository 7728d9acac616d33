// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace byname {

/// A pair inside one person that may be a step of a path.
struct PersonLink {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
  double weight = 0;
  bool is_firm = false;  ///< of itself likelier one person than not
};

/// The shortest path from one record to another over links, as indices into `links`; over firm links alone
/// where that can be, else over all. The order of `links` decides between paths of one length. Empty if there
/// is none.
std::vector<std::size_t> shortest_path(std::span<const PersonLink> links, std::uint32_t from,
                                       std::uint32_t to);

}  // namespace byname
