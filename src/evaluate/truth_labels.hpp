// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "table/text_column.hpp"

namespace byname {

/// The columns of records.parquet that say which mention a row is, and the truth where --truth saved it.
struct MentionColumns {
  TextColumn list;
  TextColumn file;
  std::vector<std::int64_t> row;
  TextColumn id;
  TextColumn truth;  ///< no codes without --truth
};

/// Labels of the true persons, one a mention, from the saved column: equal texts are one person, an absent
/// one is kNoTruth.
std::vector<std::uint32_t> labels_of_column(const TextColumn& truth);

/// The same from a table with the columns `truth` and `row` or `id`, and `list`, which may be left out where
/// the folder has one list. Throws DataError if a column is missing, or a line names no mention or more than
/// one.
std::vector<std::uint32_t> labels_of_file(const std::string& path, const MentionColumns& mentions,
                                          const ExecutionContext& context);

}  // namespace byname
