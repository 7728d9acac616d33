// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/execution_context.hpp"
#include "evaluate/explain.hpp"

namespace byname {

/// Explains a pair from an output folder of `byname count`: reads records.parquet, links.csv, pairs.parquet
/// and model.json, never the inputs. `left_id` and `right_id` are names of mentions (LIST:ROW, LIST:FILE:ROW)
/// or ids of an id column. Throws UserError for an id that names no mention or several, DataError for a
/// folder that cannot be read.
Explanation explain_folder(const std::string& folder, const std::string& left_id, const std::string& right_id,
                           const ExecutionContext& context);

}  // namespace byname
