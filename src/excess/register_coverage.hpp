// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "excess/age_group.hpp"
#include "table/input.hpp"

namespace byname {

/// Of the persons of a named list, how many a register holds: found by linking the two.
struct CoverageCounts {
  double named = 0;
  double matched = 0;
};

/// By age group.
struct RegisterCoverage {
  std::map<AgeGroup, CoverageCounts> counts;
};

/// Reads the columns age, named and matched (numbers of persons), or age and matched with one row a person
/// (1, 0, yes, no). Rows of an unknown age are left out and counted in `notes`. Throws UserError for columns
/// that cannot be told, DataError for more matched than named and for cells that cannot be read.
RegisterCoverage read_register_coverage(const Input& input, int age_width, std::vector<std::string>& notes);

}  // namespace byname
