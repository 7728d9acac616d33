// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "table/input.hpp"
#include "table/text_column.hpp"

namespace byname {

/// Reads a Parquet file through DuckDB and appends it to `list`, rows in the order of the file, values as
/// text (read_parquet_columns has the forms; empty text is NULL, unless `options` keep it). Sets the counts
/// of `file`. Cells over 64 MiB go to `rejects`. Throws DataError if the file is broken, has no row, or two
/// columns of one name.
void read_parquet(const std::string& path, std::uint32_t file_index, InputFile& file, InputList& list,
                  std::vector<Reject>& rejects, const ReadOptions& options, const ExecutionContext& context);

}  // namespace byname
