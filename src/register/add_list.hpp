// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "register/link_run.hpp"
#include "register/list_change.hpp"
#include "register/register.hpp"

namespace byname {

/// A list to add, and what is to be said of its source.
struct ListAddition {
  ListRequest list;
  SourceBody source;     ///< its label is the list's
  bool is_part = false;  ///< the files are a part of the list: what is not in them has not vanished
  std::string reason;
  bool is_dry_run = false;  ///< everything but the op
  bool links = true;        ///< who the new and changed mentions are is decided at once
};

/// A row of the list that is not as it was.
struct ChangedCells {
  std::string key;
  std::uint64_t row = 0;                                    ///< of the file
  std::vector<std::pair<std::string, std::string>> before;  ///< column, text: cells that differ
  std::vector<std::pair<std::string, std::string>> after;
};

/// What became of every row: num_rows = same + new + changed + rejected.
struct ListOutcome {
  std::uint64_t num_rows = 0;
  std::uint64_t num_same = 0;
  std::uint64_t num_new = 0;
  std::uint64_t num_unnamed = 0;  ///< of the new ones: nobody can be linked by them
  std::vector<ChangedCells> changed;
  std::vector<std::string> vanished;  ///< keys
  std::vector<std::string> returned;  ///< keys; they are among the same
  std::vector<ReadingReject> rejects;
  std::vector<ReadingColumn> columns;
  std::vector<std::string> left_out;  ///< sensitive columns
  std::vector<std::string> warnings;
  std::optional<LinkOutcome> linked;  ///< none: nothing to link, or not asked for
  std::optional<OpId> op;             ///< none: a dry run, or there was nothing new
};

/// Adds what is new of a list as one op. Everything but the writing happens outside the write lock. Throws
/// DataError for a file that cannot be read, UserError for what was asked wrongly.
ListOutcome add_list(Register& opened, const ListAddition& addition, const ExecutionContext& context);

}  // namespace byname
