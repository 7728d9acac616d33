// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "names/name_agreement.hpp"
#include "table/input.hpp"

namespace byname {

/// A table of pairs of names with what was found.
struct NamePairs {
  std::string csv;                        ///< the columns of the table, then outcome, weight, reason
  std::array<std::uint64_t, 4> counts{};  ///< pairs per NameOutcome
};

/// Compares the columns a and b of a list, row by row. Frequencies are those of the names in both columns,
/// each different text once. Throws DataError if a column is not there.
NamePairs compare_name_pairs(const InputList& list, const NameTables& tables);

}  // namespace byname
