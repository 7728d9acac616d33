// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "names/column_profile.hpp"
#include "names/column_roles.hpp"

namespace byname {

/// Settles the guesses of one list against each other: "name" beside a family name is the given name, a role
/// that a person has once goes to its best column, and a list without any name gets the most name-like
/// column.
void settle_roles(std::vector<ColumnReading>& readings, const std::vector<ColumnProfile>& profiles);

}  // namespace byname
