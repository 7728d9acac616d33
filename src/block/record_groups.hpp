// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "expression/value_table.hpp"

namespace byname {

/// The records of each number, by rank.
struct RecordGroups {
  std::vector<std::uint32_t> members;
  std::vector<std::uint64_t> begin;  ///< per number from 0, and the end

  std::span<const std::uint32_t> of(std::size_t number) const {
    if (number + 1 >= begin.size()) return {};
    return {members.data() + begin[number], members.data() + begin[number + 1]};
  }
};

/// The records of each number but 0. `numbers`: per record; `by_rank`: the records in their order.
RecordGroups group_by_number(const std::vector<std::uint32_t>& numbers,
                             const std::vector<std::uint32_t>& by_rank);

/// The records that are equal in all columns, and NULL in none, by rank, where there are two or more. Group 0
/// is empty.
RecordGroups group_by_columns(const std::vector<const ValueColumn*>& columns,
                              const std::vector<std::uint32_t>& by_rank);

}  // namespace byname
