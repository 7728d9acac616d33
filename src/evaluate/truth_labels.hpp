// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "table/text_column.hpp"

namespace byname {

/// What says which mention is which. Columns that a folder does not have are null.
struct MentionPlaces {
  const TextColumn* list = nullptr;
  const TextColumn* file = nullptr;
  std::span<const std::int64_t> row;  ///< empty without rows
  const TextColumn* id = nullptr;

  std::size_t size() const { return id->codes.size(); }
};

/// Labels of the true persons, one a mention, from the saved column: equal texts are one person, an absent
/// one is kNoTruth.
std::vector<std::uint32_t> labels_of_column(const TextColumn& truth);

/// The same from a table with the columns `truth` and `row` or `id` (or `unique_id`), and `list` and `file`,
/// which may be left out where they are not needed to tell mentions apart. Throws DataError if a column is
/// missing, or a line names no mention or more than one.
std::vector<std::uint32_t> labels_of_file(const std::string& path, const MentionPlaces& mentions,
                                          const ExecutionContext& context);

}  // namespace byname
