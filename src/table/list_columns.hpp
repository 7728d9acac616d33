// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "table/input.hpp"

namespace byname {

/// Returns the index of a list's column, which may be new; a new one is NULL for the mentions that are there.
std::size_t column_of_list(InputList& list, const std::string& name);

/// Gives every column as many rows as the list has mentions; what is missing is NULL.
void pad_columns(InputList& list);

}  // namespace byname
