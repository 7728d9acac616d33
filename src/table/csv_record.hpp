// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "table/csv_dialect.hpp"

namespace byname {

/// A larger cell is rejected.
inline constexpr std::size_t kMaxCellBytes = std::size_t{64} << 20;
/// A larger row is rejected, however many cells it has.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{256} << 20;

enum class RecordOutcome {
  kRecord,          ///< `cells` holds the record
  kNeedMore,        ///< the buffer ends within the record, and it is not the end of the file
  kUnclosedQuote,   ///< a quote is never closed, or only by what opens a later row's cell; one line is
                    ///< consumed
  kCellTooLarge,    ///< one line is consumed
  kRecordTooLarge,  ///< the buffer is consumed, and its last line goes on behind it
};

/// One logical record and where it stood.
struct CsvRecord {
  std::vector<std::string_view>
      cells;                    ///< into the buffer, or into the parser's memory where quotes were undone
  std::string_view raw;         ///< as it stands, without its line end
  std::uint64_t num_lines = 0;  ///< physical lines that it takes
  std::size_t bad_cell = 0;     ///< index of the cell at fault, or of the first that takes several lines
};

/// Counts line ends: LF, CRLF or CR.
std::uint64_t count_line_ends(std::string_view text);

/// Returns the first line end at or after `from`, or `end`.
const char* find_line_end(const char* from, const char* end);

/// Tells whether a record of that many cells fits the header: extra cells count only if one of them holds
/// something.
bool has_expected_cells(const CsvRecord& record, std::size_t expected_cells);

/// Splits a buffer into records: RFC 4180 and what people make of it. Line ends are LF, CRLF or CR. Blank
/// lines are skipped. Spaces around a cell are dropped unless it is quoted, or the dialect keeps them. A
/// quote inside a cell that does not begin with one is text; so is one inside a quoted cell that no delimiter
/// follows, if it stands on the line where the cell began. Linear in time, also for hostile input.
class CsvRecordParser {
 public:
  /// `begin` and `end` bound the buffer; `is_last` tells whether the file ends there. Cells that needed
  /// undoing live as long as the parser.
  CsvRecordParser(const CsvDialect& dialect, const char* begin, const char* end, bool is_last);

  /// Moves over blank lines and returns how many. A line without end may still go on, unless the file ends
  /// there.
  std::uint64_t skip_blank_lines();

  /// Reads the record at position(), where no blank line is, and moves behind it (kNeedMore: stays).
  /// `expected_cells` > 0 helps to tell a quote that was never closed from a cell of several lines; 0 if it
  /// is not known.
  RecordOutcome next(std::size_t expected_cells, CsvRecord& record);

  const char* position() const { return at_; }

 private:
  enum class CellOutcome { kDelimiter, kRecordEnd, kNeedMore, kUnclosedQuote, kTooLarge };

  /// What a quote or backslash within a quoted cell is; kCut: the buffer ends before one can tell.
  enum class QuoteMeaning { kPair, kBackslash, kClose, kStray, kCut };

  CellOutcome parse_cells(CsvRecord& record);
  CellOutcome plain_cell(std::string_view& cell);
  CellOutcome quoted_cell(std::string_view& cell, std::uint64_t& num_lines);
  CellOutcome after_cell();
  const char* after_spaces(const char* from) const;
  bool is_space(char c) const { return c == ' ' || (c == '\t' && dialect_.delimiter != '\t'); }
  CellOutcome close_cell(const char* inside, const char* quote, bool is_plain, std::string_view& cell);
  std::string_view undo_quotes(std::string_view inside);
  RecordOutcome give_up_line(RecordOutcome outcome, const char* start, CsvRecord& record);
  bool next_line_reads_alone(const char* start, std::size_t expected_cells) const;
  /// Remembers that no quote closes a cell between `inside` and `until`; returns `outcome`.
  CellOutcome no_close(const char* inside, const char* until, CellOutcome outcome);
  QuoteMeaning meaning_of(const char* at) const;

  CsvDialect dialect_;
  const char* at_;
  const char* end_;
  bool is_last_;
  const char* no_close_from_ = nullptr;   ///< read as quoted text from here ...
  const char* no_close_until_ = nullptr;  ///< ... no quote closes a cell before here
  std::deque<std::string> undone_;
};

}  // namespace byname
