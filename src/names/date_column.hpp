// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "names/date_phrase.hpp"
#include "table/input.hpp"

namespace byname {

/// How the texts of a column were read. Rows without a text are in none of the first two.
struct DateColumnCounts {
  std::uint64_t num_read = 0;
  std::uint64_t num_refused = 0;
  std::uint64_t num_empty = 0;
};

/// Names of the columns that are added: edtf, earliest, latest, reason.
std::vector<std::string> added_date_columns();

/// Throws UserError if the list has no such column, or has one of those that are added.
void check_date_column(const InputList& list, const std::string& column);

/// Writes the list as CSV with the columns of added_date_columns() behind its own: the EDTF of the column's
/// text, its first and last day (empty where open), or the reason why it is refused. `path` must not be
/// there.
DateColumnCounts write_dated_list(const InputList& list, const std::string& column,
                                  const DateReference& reference, const std::string& path,
                                  const ExecutionContext& context);

}  // namespace byname
