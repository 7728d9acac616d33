// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/execution_context.hpp"
#include "names/comparable_values.hpp"
#include "table/text_column.hpp"

namespace byname {

/// Reads every distinct value once: the column of comparable values, NULL where missing or not readable.
/// Codes count up in the order of the source's codes, for any number of threads.
TextColumn map_distinct(const TextColumn& source, const ValueReader& read, const ExecutionContext& context);

/// Joins columns of one list row by row; NULL parts are left out, and a row without any is NULL.
TextColumn join_rows(std::span<const TextColumn* const> columns, std::string_view separator);

/// Takes the first of the columns that is not NULL, row by row.
TextColumn coalesce_rows(std::span<const TextColumn* const> columns);

/// Joins columns of sets ("a|b") to their union, sorted.
TextColumn unite_rows(std::span<const TextColumn* const> columns);

/// Puts columns of several lists under one another; nullptr = a list without the column, `sizes` its rows.
/// Moves codes and dictionaries where it can, and leaves the given columns empty.
TextColumn stack_columns(std::span<TextColumn* const> columns, std::span<const std::size_t> sizes);

/// Removes the rows that are not kept. `keep` has one value a row.
void keep_rows(TextColumn& column, const std::vector<bool>& keep);

/// Makes words for missing NULL, without touching the dictionary.
void drop_missing(TextColumn& column);

}  // namespace byname
