// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "names/column_roles.hpp"
#include "names/column_sample.hpp"

namespace byname {

/// Finds columns that say nothing the others do not say, and makes each text with `determined_by` set: a full
/// name beside its parts, the year of a birth date, an age beside a birth date, two columns of equal values,
/// two categories or places of which each determines the other. One that fills rows the others leave empty
/// keeps its role. Columns set by --map keep their roles. A postcode that determines its region is not such a
/// case: correlation is the model's.
void find_determined_columns(std::vector<ColumnReading>& readings, const ColumnSample& sample);

}  // namespace byname
