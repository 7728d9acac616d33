// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "table/csv_record.hpp"

namespace byname {

/// A rejected record; rows and lines count from 0 within the chunk.
struct ChunkReject {
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::string column;
  std::string reason;
  std::string text;
};

/// What every chunk of a file needs to know of it.
struct CsvLayout {
  CsvDialect dialect;
  std::vector<std::string> header;
  std::string encoding_name;  ///< as reasons name it
};

/// The records that begin in one chunk of a segment.
struct CsvChunk {
  const char* begin = nullptr;
  const char* end = nullptr;      ///< behind the last record, which may lie beyond the chunk's border
  bool needs_more = false;        ///< the record at `end` goes on behind the segment
  bool ends_within_line = false;  ///< the line before `end` is rejected, and goes on behind the segment
  /// Per column, the cell of each accepted row; the views lie in the segment or in the parser.
  std::vector<std::vector<std::string_view>> columns;
  std::vector<std::uint32_t> rows;   ///< per accepted row: its number among all records of the chunk, from 0
  std::vector<std::uint32_t> lines;  ///< per accepted row: its first physical line, from 0
  std::vector<ChunkReject> rejects;
  std::uint64_t num_records = 0;
  std::uint64_t num_lines = 0;
  std::optional<CsvRecordParser> parser;  ///< keeps the texts of cells whose quotes were undone
};

/// Parses the records that begin in [begin, border) of a segment that ends at `segment_end`. `begin` is taken
/// as the start of a record. The result does not depend on how a segment is cut, as long as that holds.
CsvChunk parse_csv_chunk(const CsvLayout& layout, const char* begin, const char* border,
                         const char* segment_end, bool is_last_segment);

}  // namespace byname
