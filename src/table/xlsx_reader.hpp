// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/execution_context.hpp"
#include "table/input.hpp"

namespace byname {

/// A workbook looked through: which of its sheets are lists, and where their headers are.
class XlsxFile {
 public:
  /// Looks through all sheets. The header of a sheet is its first row with two cells or more, or its first
  /// row if none has; all cells of it are texts. A sheet without rows, with nothing below its header or whose
  /// header holds a number or a date is left out. Two cells below the 20th row make no header. Blank cells
  /// are empty. Comments and links are kept, up to 256 MiB, if `keeps_notes`. Throws DataError if no sheet is
  /// a list, if a sheet has two columns of one name, or if rows and columns span over 500 million cells.
  XlsxFile(const std::string& path, bool keeps_notes, const ExecutionContext& context);
  XlsxFile(XlsxFile&&) noexcept;
  ~XlsxFile();

  /// Names of the sheets that are lists, in their order.
  std::vector<std::string> sheets() const;
  /// What whoever reads it should know: how many sheets were left out, and why; which are hidden.
  const std::string& remark() const;
  /// Appends a sheet, by its place in sheets(), to `list`. `row` counts the rows below the header that have a
  /// cell, `line` is the row of the sheet. Sets the counts of `file` and the letters of its columns. Comments
  /// and links of cells become columns of their own, "NAME (comment)" and "NAME (link)", if `options` keep
  /// them. Blanks at the ends of cells are left out unless `options` keep them. Throws DataError also if the
  /// file is no longer the one that was looked through.
  void read_sheet(std::size_t sheet, std::uint32_t file_index, InputFile& file, InputList& list,
                  std::vector<Reject>& rejects, const ReadOptions& options, const ExecutionContext& context);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace byname
