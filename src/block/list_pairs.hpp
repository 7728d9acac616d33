// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "block/pair_order.hpp"

namespace byname {

/// Lists that are compared with each other; a list with itself is searched for duplicates.
using ListPairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Parses texts such as "a-b,a-a": pairs of labels, joined by '-', separated by commas. Labels may hold both
/// characters where only one reading names lists that are there. Throws UsageError for a text that is no pair
/// of labels, names a list that is not there, or can be read in two ways.
ListPairs parse_list_pairs(const std::vector<std::string>& texts, const std::vector<std::string>& labels);

/// Lets `order` allow the records of these lists only, whatever the link type says. Throws UserError if that
/// leaves no pair of records.
void compare_only(const ListPairs& pairs, std::size_t num_lists, PairOrder& order);

}  // namespace byname
