// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "names/property_columns.hpp"

namespace byname {

/// Splits the full names of a list into family, given, second given names and patronymics, and adds them to
/// its columns: as they are where the list has no parts of its own, else in the rows where given and family
/// name are both empty.
void add_name_columns(const InputList& list, const ListReading& reading, bool reads_eastern_names,
                      std::vector<PropertyColumn>& columns, const ExecutionContext& context);

}  // namespace byname
