// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "table/sheet_cells.hpp"
#include "table/zip_archive.hpp"

namespace byname {

/// A sheet of a workbook, not yet read.
struct WorkbookSheet {
  std::string name;
  std::string part;  ///< of the archive
  bool is_hidden = false;
  bool is_of_cells = true;  ///< no chart or macro
};

/// What sheets hold besides their cells' texts.
struct SheetNotes {
  std::map<CellPlace, std::string> comments;
  std::map<CellPlace, std::string> links;  ///< targets; of a link over many cells, of the first 10,000 only
  std::uint64_t num_uncomputed = 0;        ///< formulas whose value the workbook does not hold
  std::uint64_t num_links_left_out = 0;    ///< too long, or too many
  std::uint64_t num_links_cut = 0;         ///< over more than 10,000 cells
  std::uint64_t num_comments_left_out = 0;
};

/// Whether the file is a ZIP archive that holds a workbook of XML (.xlsx, .xlsm): told by what is in it, not
/// by its name.
bool is_workbook(const std::string& path);

/// A workbook of spreadsheet programs (ECMA-376, transitional and strict).
class Workbook {
 public:
  /// Reads what its sheets share. Throws DataError if the archive or its XML is broken, a part is missing, or
  /// unpacks to too much.
  Workbook(const std::string& path, const ZipLimits& limits);

  const std::string& path() const { return archive_.path(); }
  /// In the order in which they are shown.
  const std::vector<WorkbookSheet>& sheets() const { return sheets_; }
  /// Reads a sheet, a row at a time, and returns what else it holds: as many comments and links as fit into
  /// `note_bytes_left`, which becomes less by them. Throws DataError.
  SheetNotes read(const WorkbookSheet& sheet, const std::function<void(SheetRow& row)>& on_row,
                  std::uint64_t& note_bytes_left);
  /// Reads its rows alone.
  void read_rows(const WorkbookSheet& sheet, const std::function<void(SheetRow& row)>& on_row);

 private:
  ZipArchive archive_;
  std::vector<WorkbookSheet> sheets_;
  SharedCells shared_;
};

}  // namespace byname
