// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "names/property_columns.hpp"
#include "table/input.hpp"

namespace byname {

/// True for roles one value of which says who a person is.
bool identifies_person(Role role);

/// Per row: does any name part, official number, e-mail address or phone number name somebody?
std::vector<bool> find_named_rows(const std::vector<PropertyColumn>& columns, std::size_t num_rows);

/// Moves the rows that name nobody from a list to the rejects; `columns` lose them too. Call it before raw
/// columns are taken from the list: the rejects show the row as read.
void reject_unnamed_rows(Input& input, std::size_t list, std::vector<PropertyColumn>& columns);

}  // namespace byname
