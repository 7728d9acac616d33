// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/execution_context.hpp"
#include "evaluate/check.hpp"

namespace byname {

/// Reads an output folder of `byname count` and compares it with the truth: the column `truth` of
/// records.parquet, or, where `truth_file` is not empty, a table with the columns `truth` and `row` or `id`,
/// and `list` where the folder has several lists. Throws DataError if a file or column is missing, or if no
/// mention has a truth.
CheckResult check_folder(const std::string& folder, const std::string& truth_file,
                         const ExecutionContext& context);

/// The result in words, for a terminal.
std::string check_text(const CheckResult& result);

/// The result as JSON.
nlohmann::ordered_json check_json(const CheckResult& result);

}  // namespace byname
