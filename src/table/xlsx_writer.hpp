// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace byname {

/// Writes a workbook (.xlsx) of one sheet in which every cell is text, so that a spreadsheet program neither
/// computes nor reinterprets one. Streams: nothing but a piece of the sheet is in memory, and nothing but the
/// file itself is on the disk. The same rows give the same bytes.
class XlsxWriter {
 public:
  /// Makes the file, mode 0600; it must not be there yet. Throws UserError if it cannot be written.
  XlsxWriter(const std::string& path, std::string_view sheet_name);
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;
  ~XlsxWriter();

  /// The first row is the header: it is bold, and stays in sight. Empty cells are left out. Throws UserError
  /// for a text that is longer than a cell may be (kLongestCell), or where the disk is full.
  void row(std::span<const std::string> cells);
  /// Ends the file; call it once. Without it the file is left incomplete.
  void close();

  /// UTF-16 units in a cell, and rows in a sheet.
  static constexpr std::size_t kLongestCell = 32767;
  static constexpr std::size_t kMostRows = 1048576;

 private:
  void open_part(const char* name);
  void write(std::string_view bytes);
  void close_part();
  void write_part(const char* name, std::string_view bytes);

  std::string path_;
  void* zip_ = nullptr;
  std::string buffer_;
  std::size_t num_rows_ = 0;
};

}  // namespace byname
