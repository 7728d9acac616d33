// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace byname {

/// Which pairs of records a linkage job may look at, and which of the two stands left.
struct PairOrder {
  std::vector<std::uint32_t> rank;  ///< per record; the smaller one of a pair is the left record
  std::vector<std::uint32_t> list;  ///< per record
  bool only_between_lists = false;  ///< link_only
  /// Which lists are compared with which: [list * num_lists + list], symmetric. Empty: all.
  std::vector<char> compares;
  std::size_t num_lists = 0;  ///< of `compares`

  /// True if some pairs are not allowed.
  bool restricts() const { return only_between_lists || !compares.empty(); }
  bool allows(std::uint32_t a, std::uint32_t b) const {
    if (only_between_lists && list[a] == list[b]) return false;
    return compares.empty() || compares[list[a] * num_lists + list[b]] != 0;
  }
  /// Number of allowed pairs of all records.
  double num_pairs() const;
  /// The same for lists of these sizes.
  double num_pairs_of(const std::vector<double>& sizes) const;
};

/// Splink's order. Within one list ids are compared as what they are: whole numbers if all are, else bytes.
/// Between lists the bytes of "list-__-id" decide; with link_only and two lists the list's name alone. Throws
/// DataError if two records of one list have the same id.
PairOrder splink_order(const std::vector<std::string>& ids, const std::vector<std::uint32_t>& list,
                       const std::vector<std::string>& list_names, const std::string& link_type,
                       bool ids_are_numbers);

}  // namespace byname
