// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/byte_source.hpp"
#include "table/cell_format.hpp"

namespace byname {

inline constexpr std::uint32_t kMaxSheetColumns = 16'384;
inline constexpr std::uint32_t kMaxSheetRows = 1'048'576;

/// A cell's place in its sheet, both from 1.
struct CellPlace {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  auto operator<=>(const CellPlace&) const = default;
};

/// Reads "XFD1048576", also with dollar signs; nullopt if it is no place of a sheet.
std::optional<CellPlace> read_cell_place(std::string_view text);
/// The letters of a column: 1 is A, 16384 is XFD.
std::string column_letters(std::uint32_t column);

/// A cell that holds something, as people see it.
struct SheetCell {
  std::uint32_t column = 0;
  std::string text;
  bool is_text = false;         ///< no number, date, or truth value
  const char* fault = nullptr;  ///< why it cannot be used; then it has no text
  std::string link;             ///< target of =HYPERLINK("...")
};

/// A row with a cell at least.
struct SheetRow {
  std::uint32_t number = 0;  ///< in the sheet, from 1
  std::vector<SheetCell> cells;
};

/// A hyperlink of some cells.
struct SheetLink {
  CellPlace first, last;
  std::string relation;  ///< id of the relation that has its target; may be empty
  std::string location;  ///< place in the target
};

/// What the cells of all sheets share.
struct SharedCells {
  std::vector<std::string> texts;
  std::vector<NumberFormat> formats;  ///< per style
  bool is_1904 = false;
};

/// What was in a sheet besides its rows.
struct SheetRest {
  std::vector<SheetLink> links;
  std::uint64_t num_uncomputed = 0;      ///< formulas whose value the workbook does not hold
  std::uint64_t num_links_left_out = 0;  ///< of no place, too long, or too many
};

/// Reads a sheet's XML, a row at a time; the row may be taken. Cells without content are left out, and so are
/// rows without cells. Throws DataError if it is broken: a cell that is no place of a sheet, XML's faults.
SheetRest read_sheet_cells(ByteSource& source, const std::string& what, const SharedCells& shared,
                           const std::function<void(SheetRow& row)>& on_row);

/// Reads the texts that cells share; those of several fonts are joined, readings in another script left out.
std::vector<std::string> read_shared_texts(ByteSource& source, const std::string& what);

/// The comments of a sheet's cells.
struct SheetComments {
  std::map<CellPlace, std::string> texts;
  std::uint64_t num_left_out = 0;  ///< too long, or too many
};
inline constexpr std::uint64_t kBytesOfNote = 64;  ///< what a note takes besides its text, about

/// Reads the comments of a sheet, as many as fit into `bytes_left`, and takes what they need from it.
SheetComments read_sheet_comments(ByteSource& source, const std::string& what, std::uint64_t& bytes_left);

}  // namespace byname
