// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "cluster/score_pairs.hpp"

namespace byname {

/// How records are joined one to one.
struct SingleBestOptions {
  double threshold = 0;                 ///< pairs below it are not looked at
  std::vector<std::uint32_t> list;      ///< per record
  std::vector<bool> is_duplicate_free;  ///< per list: a cluster holds at most one of its records
  bool drops_ties = false;  ///< a record with two equally good links into one such list gets neither
};

/// Splink's clusters by single best links: again and again, records are joined whose clusters are each
/// other's best choice (the larger probability, then the smaller id) among those that would not bring two
/// records of a duplicate-free list together, until nothing changes. As in Splink 4 and 5 a record moves
/// alone: its cluster follows only if the next rounds bring it. Per record: the record whose id names its
/// cluster.
std::vector<std::uint32_t> single_best_links(const SplinkPairs& pairs, const SingleBestOptions& options,
                                             const std::vector<std::uint32_t>& node_rank);

}  // namespace byname
