// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "table/byte_source.hpp"
#include "table/csv_dialect.hpp"
#include "table/input.hpp"

namespace byname {

/// How a file is read: in what pieces, on which the result does not depend, and what becomes of "".
struct CsvCuts {
  std::size_t segment_bytes = std::size_t{8} << 20;  ///< held in memory at a time; grows for a larger record
  std::size_t chunk_bytes = std::size_t{1} << 19;    ///< parsed by one thread at a time
  bool keeps_empty_texts = false;                    ///< "" is an empty text, not NULL
  bool keeps_blanks = false;                         ///< CsvDialect::keeps_blanks; the header's never count
  std::function<ColumnUse(const std::string& column)> use_of = {};  ///< empty: all columns are read
  /// Called, where it is set, whenever the list has `piece_rows` rows or more; it may take them.
  std::function<void()> on_piece = {};
  std::size_t piece_rows = 0;
};

/// Reads a file of separated values, given as a stream of UTF-8, and appends it to `list`: dialect and header
/// are found in it, bad rows go to `rejects`. Sets the counts of `file`. `encoding_name` is how reasons name
/// the encoding that the file was in. Returns the dialect. Throws DataError if the file has no header, no row
/// below it, or two columns of one name.
CsvDialect read_csv(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
                    InputFile& file, InputList& list, std::vector<Reject>& rejects, const CsvCuts& cuts,
                    const ExecutionContext& context);

}  // namespace byname
