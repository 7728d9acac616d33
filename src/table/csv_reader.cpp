// SPDX-License-Identifier: Apache-2.0
#include "table/csv_reader.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/parallel.hpp"
#include "table/csv_chunk.hpp"
#include "table/list_columns.hpp"
#include "table/segment_buffer.hpp"
#include "table/utf8_text.hpp"

namespace byname {

namespace {

constexpr std::size_t kDialectSampleBytes = std::size_t{64} << 10;
constexpr std::size_t kNotRead = static_cast<std::size_t>(-1);

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A column without a name is called by its place.
std::vector<std::string> name_columns(const std::vector<std::string_view>& cells, const std::string& path) {
  std::vector<std::string> names(cells.begin(), cells.end());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    const auto first =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), names[i]) - names.begin());
    if (first < i) {
      throw DataError(fmt::format(
          "{} has two columns named '{}': column {} and column {}. Rename one of them in the file.", path,
          names[i], first + 1, i + 1));
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty()) continue;
    std::string name = fmt::format("column_{}", i + 1);
    while (contains(names, name)) name += '_';
    names[i] = name;
  }
  return names;
}

/// Reads one file from its first byte to its last.
class CsvFileReader {
 public:
  CsvFileReader(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
                InputFile& file, InputList& list, std::vector<Reject>& rejects, const CsvCuts& cuts,
                const ExecutionContext& context)
      : file_index_(file_index),
        file_(file),
        list_(list),
        rejects_(rejects),
        cuts_(cuts),
        context_(context),
        buffer_(source, cuts.segment_bytes) {
    layout_.encoding_name = encoding_name;
  }

  CsvDialect read() {
    read_header();
    for (const std::string& name : layout_.header) targets_.push_back(target_of(name));
    for (;;) {
      const char* consumed = read_segment();
      if (cuts_.on_piece && list_.num_mentions() >= cuts_.piece_rows) {
        pad_columns(list_);
        cuts_.on_piece();
      }
      if (buffer_.is_last() && consumed == buffer_.end()) break;
      refill(consumed);
      if (ends_within_line_) skip_rest_of_line();
    }
    pad_columns(list_);
    if (file_.num_rows == 0) {
      throw DataError(fmt::format("{} has a header but no rows. Leave it out or get it again.", file_.path));
    }
    return layout_.dialect;
  }

 private:
  std::size_t target_of(const std::string& name) {
    const ColumnUse reading = cuts_.use_of ? cuts_.use_of(name) : ColumnUse::kValues;
    if (reading == ColumnUse::kNone) {
      if (!contains(list_.unread_columns, name)) list_.unread_columns.push_back(name);
      return kNotRead;
    }
    const std::size_t target = column_of_list(list_, name);
    list_.columns[target].is_of_ids = reading == ColumnUse::kIds;
    return target;
  }

  void refill(const char* keep) {
    buffer_.refill(keep);
    position_ = buffer_.begin();
  }

  void read_header() {
    // The sample must hold the whole header, and some rows to compare it with.
    while (!buffer_.is_last() &&
           buffer_.end() - buffer_.begin() < static_cast<std::ptrdiff_t>(kDialectSampleBytes)) {
      buffer_.refill(buffer_.begin());
    }
    const auto size = static_cast<std::size_t>(buffer_.end() - buffer_.begin());
    const std::string_view sample(buffer_.begin(), std::min(size, kDialectSampleBytes));
    layout_.dialect = sniff_csv_dialect(sample, buffer_.is_last() && sample.size() == size);
    layout_.dialect.keeps_empty_texts = cuts_.keeps_empty_texts;
    CsvRecord record;
    for (;;) {
      CsvRecordParser parser(layout_.dialect, buffer_.begin(), buffer_.end(), buffer_.is_last());
      const std::uint64_t blank_lines = parser.skip_blank_lines();
      if (parser.position() == buffer_.end() && buffer_.is_last()) {
        throw DataError(
            fmt::format("{} is empty: it has only blank lines. Leave it out or get it again.", file_.path));
      }
      const RecordOutcome outcome = parser.next(0, record);
      if (outcome == RecordOutcome::kNeedMore) {
        buffer_.refill(buffer_.begin());
        continue;
      }
      check_header(outcome, record, blank_lines + 1);
      layout_.header = name_columns(record.cells, file_.path);
      layout_.dialect.keeps_blanks = cuts_.keeps_blanks;
      num_lines_ = blank_lines + record.num_lines;
      position_ = parser.position();
      return;
    }
  }

  void check_header(RecordOutcome outcome, const CsvRecord& record, std::uint64_t line) const {
    const char* fault = outcome != RecordOutcome::kRecord ? "a quote or a cell that never ends"
                        : record.raw.find('\0') != std::string_view::npos ? "a NUL byte"
                        : !is_valid_utf8(record.raw)                      ? "bytes that cannot be decoded"
                                                                          : nullptr;
    if (fault == nullptr) return;
    throw DataError(
        fmt::format("the header of {} (line {}) cannot be read: it has {}. Correct this line in the file.",
                    file_.path, line, fault));
  }

  const char* read_segment() {
    std::vector<CsvChunk> chunks = parse_chunks(chunk_borders());
    const char* consumed = position_;
    std::size_t num_valid = 0;
    ends_within_line_ = false;
    for (CsvChunk& chunk : chunks) {
      consumed = chunk.end;
      ends_within_line_ = ends_within_line_ || chunk.ends_within_line;
      ++num_valid;
      if (chunk.needs_more) break;
    }
    chunks.resize(num_valid);
    append(chunks);
    context_.advance(static_cast<std::uint64_t>(consumed - position_));
    return consumed;
  }

  /// Cuts the segment at line starts; the last border is the end. A border may lie within a quoted cell.
  std::vector<const char*> chunk_borders() const {
    const auto size = static_cast<std::size_t>(buffer_.end() - position_);
    std::vector<const char*> borders = {position_};
    for (std::size_t at = cuts_.chunk_bytes; at < size; at += cuts_.chunk_bytes) {
      if (position_ + at < borders.back()) continue;
      const char* line_end = find_line_end(position_ + at - 1, buffer_.end());
      if (line_end == buffer_.end()) break;
      const bool is_crlf = *line_end == '\r' && line_end + 1 < buffer_.end() && line_end[1] == '\n';
      borders.push_back(line_end + (is_crlf ? 2 : 1));
    }
    borders.push_back(buffer_.end());
    return borders;
  }

  CsvChunk parse_chunk(const char* begin, const char* border) const {
    return parse_csv_chunk(layout_, begin, border, buffer_.end(), buffer_.is_last());
  }

  /// Parses all chunks at once as if each began with a record, then again those where it did not.
  std::vector<CsvChunk> parse_chunks(const std::vector<const char*>& borders) const {
    std::vector<CsvChunk> chunks(borders.size() - 1);
    parallel_chunks(context_, chunks.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
      chunks[i] = parse_chunk(borders[i], borders[i + 1]);
    });
    for (std::size_t i = 1; i < chunks.size() && !chunks[i - 1].needs_more; ++i) {
      if (chunks[i - 1].end != borders[i]) chunks[i] = parse_chunk(chunks[i - 1].end, borders[i + 1]);
    }
    return chunks;
  }

  void append(const std::vector<CsvChunk>& chunks) {
    append_columns(chunks);
    for (const CsvChunk& chunk : chunks) {
      for (std::size_t i = 0; i < chunk.rows.size(); ++i) {
        list_.row.push_back(file_.num_rows + chunk.rows[i] + 1);
        list_.line.push_back(num_lines_ + chunk.lines[i] + 1);
      }
      list_.file.resize(list_.row.size(), file_index_);
      for (const ChunkReject& reject : chunk.rejects) {
        rejects_.push_back({file_index_, file_.num_rows + reject.row + 1, num_lines_ + reject.line + 1,
                            reject.column, reject.reason, reject.text});
      }
      file_.num_rows += chunk.num_records;
      file_.num_rejected += chunk.rejects.size();
      num_lines_ += chunk.num_lines;
    }
  }

  // One column a thread, chunks in order: a code is given when its text first comes, as if the file were read
  // serially.
  void append_columns(const std::vector<CsvChunk>& chunks) {
    parallel_chunks(context_, targets_.size(), 1, [&](std::size_t i, std::size_t, std::size_t) {
      if (targets_[i] == kNotRead) return;
      TextColumn& column = list_.columns[targets_[i]];
      for (const CsvChunk& chunk : chunks) column.append_cells(chunk.columns[i]);
    });
  }

  // The row over the limit was rejected already; its line end is yet to come.
  void skip_rest_of_line() {
    for (;;) {
      const char* line_end = find_line_end(buffer_.begin(), buffer_.end());
      const bool may_be_crlf = line_end + 1 == buffer_.end() && *line_end == '\r' && !buffer_.is_last();
      if (line_end < buffer_.end() && !may_be_crlf) {
        position_ =
            line_end + (line_end + 1 < buffer_.end() && *line_end == '\r' && line_end[1] == '\n' ? 2 : 1);
        return;
      }
      if (buffer_.is_last()) {
        position_ = buffer_.end();
        return;
      }
      refill(line_end);
    }
  }

  std::uint32_t file_index_;
  InputFile& file_;
  InputList& list_;
  std::vector<Reject>& rejects_;
  CsvCuts cuts_;
  const ExecutionContext& context_;
  SegmentBuffer buffer_;
  CsvLayout layout_;
  std::vector<std::size_t> targets_;  ///< per column of the file: its column in the list, or kNotRead
  const char* position_ = nullptr;
  std::uint64_t num_lines_ = 0;  ///< physical lines before position_
  bool ends_within_line_ = false;
};

}  // namespace

CsvDialect read_csv(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
                    InputFile& file, InputList& list, std::vector<Reject>& rejects, const CsvCuts& cuts,
                    const ExecutionContext& context) {
  return CsvFileReader(source, encoding_name, file_index, file, list, rejects, cuts, context).read();
}

}  // namespace byname
