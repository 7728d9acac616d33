// SPDX-License-Identifier: Apache-2.0
#include "table/json_reader.hpp"

#include <fmt/format.h>
#include <optional>
#include <unordered_map>

#include "table/csv_record.hpp"
#include "table/json_text.hpp"
#include "table/list_columns.hpp"
#include "table/segment_buffer.hpp"
#include "table/utf8_text.hpp"

namespace byname {

namespace {

constexpr std::uint64_t kRowsPerCheck = 4096;

/// Turns the texts of rows into mentions and rejects.
class JsonRows {
 public:
  JsonRows(std::string encoding_name, std::uint32_t file_index, InputFile& file, InputList& list,
           std::vector<Reject>& rejects, const JsonCuts& cuts)
      : cuts_(cuts),
        encoding_name_(std::move(encoding_name)),
        file_index_(file_index),
        file_(file),
        list_(list),
        rejects_(rejects) {
    for (std::size_t i = 0; i < list.columns.size(); ++i) column_of_.emplace(list.columns[i].name, i);
  }

  void add(std::string_view text, std::uint64_t line) {
    ++file_.num_rows;
    if (!is_valid_utf8(text))
      return reject(text, line, "", fmt::format("bytes that are not {}", encoding_name_));
    const JsonRow row = read_json_object(text, cuts_.lists);
    if (!row.fault.empty()) return reject(text, line, row.fault_key, row.fault);
    for (const JsonCell& cell : row.cells) {
      if (cell.text && cell.text->size() > kMaxCellBytes)
        return reject(text, line, cell.key, "a cell is over 64 MiB");
    }
    accept(row, line);
  }

  void reject(std::string_view text, std::uint64_t line, const std::string& column,
              const std::string& reason) {
    ++file_.num_rejected;
    rejects_.push_back(
        {file_index_, file_.num_rows, line, column, reason, shown_excerpt(text, kRejectTextBytes)});
  }

  void reject_unread(std::string_view text, std::uint64_t line, const std::string& reason) {
    ++file_.num_rows;
    reject(text, line, "", reason);
  }

 private:
  void accept(const JsonRow& row, std::uint64_t line) {
    for (const JsonCell& cell : row.cells) {
      TextColumn& column = list_.columns[column_index(cell.key)];
      column.codes.resize(list_.num_mentions(), Dictionary::kNull);
      const bool is_null = !cell.text || (cell.text->empty() && !cuts_.keeps_empty_texts);
      column.codes.push_back(is_null ? Dictionary::kNull : column.dictionary.insert(*cell.text));
    }
    list_.file.push_back(file_index_);
    list_.row.push_back(file_.num_rows);
    list_.line.push_back(line);
  }

  std::size_t column_index(const std::string& key) {
    const auto found = column_of_.find(key);
    if (found != column_of_.end()) return found->second;
    const std::size_t index = column_of_list(list_, key.empty() ? "column_without_name" : key);
    column_of_.emplace(key, index);
    return index;
  }

  JsonCuts cuts_;
  std::string encoding_name_;
  std::uint32_t file_index_;
  InputFile& file_;
  InputList& list_;
  std::vector<Reject>& rejects_;
  std::unordered_map<std::string, std::size_t> column_of_;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_blank_text(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Finds where the element of an array that begins at `from` ends: at the ',' or ']' of the array, or `end`.
const char* element_end(const char* from, const char* end) {
  std::size_t depth = 0;
  bool is_in_string = false;
  for (const char* at = from; at < end; ++at) {
    if (is_in_string && *at == '\n')
      is_in_string = false;  // no string goes over a line; this one was never closed
    if (is_in_string) {
      if (*at == '\\' && at + 1 < end)
        ++at;
      else if (*at == '"')
        is_in_string = false;
      continue;
    }
    if (*at == '"') is_in_string = true;
    if (depth == 0 && (*at == ',' || *at == ']')) return at;
    if (*at == '{' || *at == '[') ++depth;
    if (depth > 0 && (*at == '}' || *at == ']')) --depth;
  }
  return end;
}

/// Cuts a stream into the texts of rows and keeps count of lines.
class JsonFileReader {
 public:
  JsonFileReader(ByteSource& source, JsonRows rows, std::size_t segment_bytes,
                 const ExecutionContext& context)
      : buffer_(source, segment_bytes),
        rows_(std::move(rows)),
        context_(context),
        position_(buffer_.begin()) {}

  void read() {
    skip_blanks();
    if (position_ < buffer_.end() && *position_ == '[') {
      ++position_;
      read_array();
    } else {
      while (position_ < buffer_.end() || !buffer_.is_last()) read_line();
    }
  }

 private:
  std::string_view text_until(const char* end) const {
    return {position_, static_cast<std::size_t>(end - position_)};
  }

  void refill() {
    context_.check_cancelled();
    const char* keep = position_;
    context_.advance(static_cast<std::uint64_t>(keep - buffer_.begin()));
    buffer_.refill(keep);
    position_ = buffer_.begin();
  }

  void skip_blanks() {
    for (;;) {
      const char* at = position_;
      while (at < buffer_.end() && is_blank(*at)) ++at;
      // A CR at the end may be half of a CRLF: it stays for the next window.
      if (at == buffer_.end() && at > position_ && at[-1] == '\r' && !buffer_.is_last()) --at;
      line_ += count_line_ends(text_until(at));
      const bool is_done = at < buffer_.end() && *at != '\r';
      position_ = at;
      if (is_done || buffer_.is_last()) return;
      refill();
    }
  }

  void check_cancelled() {
    if (++num_rows_ % kRowsPerCheck == 0) context_.check_cancelled();
  }

  void read_line() {
    const char* line_end = find_line_end(position_, buffer_.end());
    const bool is_cut = line_end == buffer_.end() || (*line_end == '\r' && line_end + 1 == buffer_.end());
    if (is_cut && !buffer_.is_last()) {
      if (text_until(line_end).size() <= kMaxRecordBytes) return refill();
      reject_open_line();
      return;
    }
    check_cancelled();
    const std::string_view text = text_until(line_end);
    if (!is_blank_text(text)) rows_.add(text, line_);
    ++line_;
    position_ = line_end;
    if (position_ < buffer_.end()) {
      position_ += *position_ == '\r' && position_ + 1 < buffer_.end() && position_[1] == '\n' ? 2 : 1;
    }
  }

  void reject_open_line() {
    rows_.reject_unread(text_until(buffer_.end()), line_, "the row is over 256 MiB");
    while (find_line_end(position_, buffer_.end()) == buffer_.end() && !buffer_.is_last()) {
      position_ = buffer_.end();
      refill();
    }
    position_ = find_line_end(position_, buffer_.end());
  }

  void read_array() {
    for (bool is_first = true;; is_first = false) {
      skip_blanks();
      if (position_ == buffer_.end()) return reject_end("the array is not closed");
      if (is_first && *position_ == ']') {
        ++position_;
        break;
      }
      const std::optional<char> stop = read_element();
      if (!stop) return;
      if (*stop == ']') break;
    }
    skip_blanks();
    if (position_ < buffer_.end()) reject_end("text after the end of the array");
  }

  /// Returns what ended the element, already passed over; nothing if the file ended in it.
  std::optional<char> read_element() {
    const char* stop = element_end(position_, buffer_.end());
    while (stop == buffer_.end() && !buffer_.is_last()) {
      if (text_until(stop).size() > kMaxRecordBytes) {
        throw DataError(
            "an element of the JSON array is over 256 MiB. Write the file as JSON lines, one object a line.");
      }
      refill();
      stop = element_end(position_, buffer_.end());
    }
    check_cancelled();
    const std::string_view text = text_until(stop);
    if (stop == buffer_.end()) {
      reject_end("the array is not closed");
      return std::nullopt;
    }
    const char end = *stop;
    // A comma before the closing bracket adds no row.
    if (!(is_blank_text(text) && end == ']')) rows_.add(text, line_);
    line_ += count_line_ends(text);
    position_ = stop + 1;
    return end;
  }

  // All that is left is one row; of its text, as much as can be shown is brought into the window.
  void reject_end(const char* reason) {
    while (!buffer_.is_last() && text_until(buffer_.end()).size() <= kRejectTextBytes) refill();
    rows_.reject_unread(text_until(buffer_.end()), line_, reason);
  }

  SegmentBuffer buffer_;
  JsonRows rows_;
  const ExecutionContext& context_;
  const char* position_;
  std::uint64_t line_ = 1;
  std::uint64_t num_rows_ = 0;
};

}  // namespace

void read_json(ByteSource& source, const std::string& encoding_name, std::uint32_t file_index,
               InputFile& file, InputList& list, std::vector<Reject>& rejects, const JsonCuts& cuts,
               const ExecutionContext& context) {
  JsonRows rows(encoding_name, file_index, file, list, rejects, cuts);
  JsonFileReader(source, std::move(rows), cuts.segment_bytes, context).read();
  pad_columns(list);
  if (file.num_rows == 0) {
    throw DataError(fmt::format("{} has no rows. Leave it out or get it again.", file.path));
  }
}

}  // namespace byname
