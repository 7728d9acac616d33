// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/execution_context.hpp"

namespace byname {

/// Appends a cell as CSV writes it: in quotes where it needs them.
void append_csv_cell(std::string& row, std::string_view text);

/// Writes a file in large pieces; throws UserError, with the system's reason, when a write fails (a full
/// disk). The file is created with mode 0600 and must not exist.
class FileWriter {
 public:
  explicit FileWriter(std::string path);
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  ~FileWriter();

  void append(std::string_view bytes);
  /// Writes what is left and closes; call it once, at the end. Without it the file is left incomplete.
  void close();

 private:
  void flush();
  void write(std::string_view bytes) const;

  std::string path_;
  std::string buffer_;
  int descriptor_ = -1;
};

/// Rows of CSV as RFC 4180 wants it, except that lines end with LF: quotes only where needed, quotes doubled.
/// Cells with spaces at an end are quoted, so that a reader that trims keeps them.
class CsvRows {
 public:
  void cell(std::string_view text);
  void cell(std::int64_t number);
  /// A cell that append_csv_cell() made and that is not empty.
  void ready_cell(std::string_view bytes);
  void end_row();

  const std::string& text() const { return text_; }
  void clear() { text_.clear(); }

 private:
  std::string text_;
  std::size_t num_cells_ = 0;  ///< in the open row
  bool row_is_blank_ = true;
};

/// Writes a file of CsvRows.
class CsvWriter {
 public:
  CsvWriter(const std::string& path, std::span<const std::string> header);

  void cell(std::string_view text) { row_.cell(text); }
  void cell(std::int64_t number) { row_.cell(number); }
  void end_row();
  void row(std::span<const std::string> cells);
  /// Writes rows that `append_rows(begin, end, rows)` makes of items 0 .. num_items-1: several chunks of
  /// items at once, in order.
  void items(std::size_t num_items, const ExecutionContext& context,
             const std::function<void(std::size_t, std::size_t, CsvRows&)>& append_rows);
  /// See FileWriter::close.
  void close() { file_.close(); }

 private:
  FileWriter file_;
  CsvRows row_;
};

/// Writes a file whose rows several threads make, piece by piece: fill(begin, end, rows) adds rows [begin,
/// end) of `num_rows`. The bytes do not depend on the number of threads.
void write_csv_rows(const std::string& path, std::span<const std::string> header, std::size_t num_rows,
                    const ExecutionContext& context,
                    const std::function<void(std::size_t, std::size_t, CsvRows&)>& fill);

}  // namespace byname
