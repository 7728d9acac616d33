// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "register/change_writer.hpp"
#include "register/person_sheet.hpp"

namespace byname {

/// An edit of a cell, or something of a row that was not taken, and why not.
struct SheetFinding {
  std::uint64_t row = 0;  ///< of the file, from 1 below the header
  std::string person;     ///< id, as it stands in the row
  std::string column;
  std::string text;  ///< what the sheet says; for a conflict: and what the register says now
};

/// What an edited sheet says that the register does not.
struct SheetEdits {
  std::uint64_t num_rows = 0;
  std::uint64_t num_as_before = 0;
  std::vector<SheetFinding> values;   ///< that persons have
  std::vector<SheetFinding> denials;  ///< values that they have not: the cell was emptied
  std::vector<SheetFinding> verdicts;
  std::vector<SheetFinding> merges;     ///< ids of the others
  std::vector<SheetFinding> conflicts;  ///< sheet and register changed the same cell to different values
  std::vector<SheetFinding> refused;    ///< no id, no base, a former id, a value that cannot be read, ...
  std::vector<std::string> unknown_columns;
  std::size_t num_edits() const { return values.size() + denials.size() + verdicts.size() + merges.size(); }
};

/// Compares a sheet (CSV or a workbook, edited) with what it was, and with what the register says now: a
/// three-way merge, cell by cell. Rows and columns may be in any order, and any of them may be missing: what
/// is not there says nothing. Throws UserError naming the columns that a spreadsheet program altered
/// wholesale (dates in another form, long numbers cut), DataError for a file that is no sheet of this
/// register.
SheetEdits read_sheet_edits(Register& opened, const std::string& path, const ExecutionContext& context);

/// Writes the edits as one op: claims, decisions and judgements by whoever imports. Throws UserError as the
/// verbs set, decide and merge do, and then changes nothing.
Change import_sheet(Register& opened, const SheetEdits& edits, const ChangeAsked& asked);

}  // namespace byname
