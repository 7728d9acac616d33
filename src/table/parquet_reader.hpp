// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "table/text_column.hpp"

namespace byname {

/// Reads a Parquet file whole, in row order, every value as text: whole floating numbers without ".0", lists
/// joined by
/// '|', structs as JSON, times of midnight as dates, NULL as code 0. With `names`, only those columns, in
/// that order. Throws DataError if the file is no Parquet file, is broken, or lacks a column.
std::vector<TextColumn> read_parquet_columns(const std::string& path, const std::vector<std::string>& names,
                                             const ExecutionContext& context);

/// Returns the numbers of a column; NULL becomes NaN. Throws DataError with column and row on text that is no
/// number.
std::vector<double> doubles_of(const TextColumn& column);

/// Returns the whole numbers of a column; NULL becomes `null_value`. Throws DataError as doubles_of does.
std::vector<std::int64_t> integers_of(const TextColumn& column, std::int64_t null_value);

}  // namespace byname
