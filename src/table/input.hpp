// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/execution_context.hpp"
#include "table/text_column.hpp"

namespace byname {

/// `LABEL=FILE` or a bare file or glob as typed; a bare file is a list named after its stem.
struct ListArgument {
  std::string label;
  std::vector<std::string> paths;  ///< expanded, sorted
};

/// One input file. `row` below counts its logical records from 1, rejected ones included, header and blank
/// lines not.
struct InputFile {
  std::string path;
  std::string name;  ///< basename: what output files say
  std::uint32_t list = 0;
  std::uint64_t num_rows = 0;  ///< logical records, rejected ones included
  std::uint64_t num_rejected = 0;
  std::string sha256;
  std::string format;  ///< "csv ; UTF-8", "jsonl", "parquet", ...: what `columns` shows
  std::string sheet;   ///< of a workbook: each of its sheets is a file of its own, named "book.xlsx#Sheet"
  std::vector<std::pair<std::string, std::string>> column_letters;  ///< of a sheet: column, "AB"
};

/// A row that did not become a mention, and where it stood.
struct Reject {
  std::uint32_t file = 0;
  std::uint64_t row = 0;
  std::uint64_t line = 0;  ///< physical line where the record begins; 0 where a format has no lines
  std::string column;      ///< name of the column at fault, or empty
  std::string reason;
  std::string text;  ///< the row as read, cut to 1,000 bytes on a character border
};

/// A column made of the comments or links of another one's cells.
struct NoteColumn {
  std::string name;
  std::string of;
};

/// One list as read: accepted rows only, all columns that any of its files has, values raw (empty cell =
/// NULL).
struct InputList {
  std::string label;
  std::vector<TextColumn> columns;
  std::vector<std::string> unread_columns;  ///< names of those that were not asked for
  std::vector<NoteColumn> note_columns;     ///< which of `columns` are of comments and links
  std::vector<std::uint32_t> file;          ///< per mention: index into Input::files
  std::vector<std::uint64_t> row;           ///< per mention
  std::vector<std::uint64_t> line;          ///< per mention
  std::size_t num_mentions() const { return row.size(); }
};

/// Everything read: every logical record of every file is in exactly one list or in `rejects`.
struct Input {
  std::vector<InputFile> files;
  std::vector<InputList> lists;
  std::vector<Reject> rejects;  ///< sorted by file, row
  /// What whoever reads it should know of a file: which sheets of a workbook were left out, and why.
  std::vector<std::string> remarks;
  std::size_t num_mentions() const {
    std::size_t total = 0;
    for (const InputList& list : lists) total += list.num_mentions();
    return total;
  }
};

/// Puts the lists of another input behind those of `input`. Labels need not differ.
void append_lists(Input& input, Input other);

/// Parses the list arguments of the command line, expanding globs. Throws UserError on equal labels, an empty
/// label, a pattern without a file, or a path that is no readable file.
std::vector<ListArgument> parse_list_arguments(std::span<const std::string> arguments);

enum class ColumnUse {
  kValues,  ///< a code a distinct value
  kIds,     ///< a code a row, equal or not: for values that are hardly ever equal
  kNone     ///< not read; its name is kept
};

/// How values are taken from files.
struct ReadOptions {
  bool keeps_empty_texts = false;  ///< a quoted empty cell and an empty text of JSON or Parquet are texts,
                                   ///< not NULL
  bool keeps_blanks = false;       ///< blanks at the ends of a CSV cell without quotes belong to it
  bool keeps_cell_notes = false;   ///< comments and links of a workbook's cells as columns of their own
  bool lists_as_json = false;      ///< lists of JSON and Parquet as ["a","b"], not a|b
  /// What becomes of a list's column; empty: all are read. Files of text heed it, others may read more.
  std::function<ColumnUse(const std::string& list, const std::string& column)> use_of;
};

/// Reads all lists: CSV/TSV of any delimiter and quoting (UTF-8, UTF-16, windows-1251, KOI8-R), JSON lines,
/// Parquet, each also as .gz or .zst; workbooks (.xlsx) sheet by sheet. Throws DataError for a file that is
/// empty, binary, or has two columns of one name.
Input read_lists(std::span<const ListArgument> arguments, const ReadOptions& options,
                 const ExecutionContext& context);
/// The same with the usual options.
Input read_lists(std::span<const ListArgument> arguments, const ExecutionContext& context);

}  // namespace byname
