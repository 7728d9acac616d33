// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "names/column_roles.hpp"
#include "names/record_table.hpp"

namespace byname {

/// Adds what a reader should know of the records: columns used once, ids that repeat, values that could not
/// be read, lists that name nobody, rows without truth. Places only, no personal data.
/// Call it while the lists still hold their columns.
void add_record_warnings(const RecordTable& records, const Input& input,
                         const std::vector<ListReading>& readings, Warnings& warnings);

}  // namespace byname
