// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "names/property_columns.hpp"

namespace byname {

/// Makes the birth_date of a list from a birth date, else year, month and day, else an age at a dated event
/// (an interval of two years). Ages without any date stay ages. `made` are the list's other columns, for the
/// dates of events.
std::vector<PropertyColumn> make_birth_columns(const InputList& list, const ListReading& reading,
                                               const std::vector<PropertyColumn>& made,
                                               const ExecutionContext& context);

}  // namespace byname
