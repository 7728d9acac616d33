// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "table/text_column.hpp"

namespace byname {

/// True if at least one in a hundred of a column's distinct values holds Cyrillic letters.
bool holds_cyrillic(const TextColumn& column);

/// True if most values of a column of family names or full names in Latin letters are romanised names of the
/// East: known to the tables, or with the ending of such a family name. A sample is looked at.
bool holds_romanised_names(const TextColumn& column);

}  // namespace byname
