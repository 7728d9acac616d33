// SPDX-License-Identifier: Apache-2.0
#include "table/csv_writer.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <vector>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace byname {

namespace {

constexpr std::size_t kFlushBytes = std::size_t{1} << 18;

[[noreturn]] void throw_write_error(const std::string& path, int error) {
  throw UserError(fmt::format("cannot write {}: {}. Free space there or choose another folder with -o.", path,
                              std::strerror(error)));
}

constexpr std::array<bool, 256> make_special_bytes() {
  std::array<bool, 256> special{};
  for (const char c : {'"', ',', '\r', '\n'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}

bool needs_quotes(std::string_view text) {
  static constexpr std::array<bool, 256> kSpecial = make_special_bytes();
  if (text.empty()) return false;
  if (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t') return true;
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return kSpecial[static_cast<unsigned char>(c)]; });
}

void append_quoted(std::string_view text, std::string& bytes) {
  bytes += '"';
  for (const char c : text) {
    if (c == '"') bytes += '"';
    bytes += c;
  }
  bytes += '"';
}

}  // namespace

void append_csv_cell(std::string& row, std::string_view text) {
  if (needs_quotes(text)) {
    append_quoted(text, row);
  } else {
    row += text;
  }
}

FileWriter::FileWriter(std::string path) : path_(std::move(path)) {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor_ < 0) throw_write_error(path_, errno);
}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void FileWriter::append(std::string_view bytes) {
  if (buffer_.empty() && bytes.size() >= kFlushBytes) return write(bytes);
  buffer_ += bytes;
  if (buffer_.size() >= kFlushBytes) flush();
}

void FileWriter::flush() {
  write(buffer_);
  buffer_.clear();
}

void FileWriter::write(std::string_view bytes) const {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_write_error(path_, errno);
    done += static_cast<std::size_t>(written);
  }
}

void FileWriter::close() {
  flush();
  // Network and quota file systems report a full disk only here.
  const int failed = ::close(descriptor_);
  descriptor_ = -1;
  if (failed != 0) throw_write_error(path_, errno);
}

void CsvRows::cell(std::string_view text) {
  if (num_cells_++ > 0) text_ += ',';
  row_is_blank_ = row_is_blank_ && text.empty();
  append_csv_cell(text_, text);
}

void CsvRows::cell(std::int64_t number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  ready_cell(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

void CsvRows::ready_cell(std::string_view bytes) {
  if (num_cells_++ > 0) text_ += ',';
  row_is_blank_ = false;
  text_ += bytes;
}

void CsvRows::end_row() {
  // A blank line is no row for readers: the only cell of a row must show that it is there.
  if (num_cells_ == 1 && row_is_blank_) text_ += "\"\"";
  text_ += '\n';
  num_cells_ = 0;
  row_is_blank_ = true;
}

CsvWriter::CsvWriter(const std::string& path, std::span<const std::string> header) : file_(path) {
  row(header);
}

void CsvWriter::end_row() {
  row_.end_row();
  file_.append(row_.text());
  row_.clear();
}

void CsvWriter::row(std::span<const std::string> cells) {
  for (const std::string& text : cells) cell(std::string_view(text));
  end_row();
}

void CsvWriter::items(std::size_t num_items, const ExecutionContext& context,
                      const std::function<void(std::size_t, std::size_t, CsvRows&)>& append_rows) {
  constexpr std::size_t kChunk = 4096;
  constexpr std::size_t kChunksAtOnce = 32;
  std::vector<CsvRows> chunks(kChunksAtOnce);
  for (std::size_t first = 0; first < num_items; first += kChunk * kChunksAtOnce) {
    const std::size_t some = std::min(num_items - first, kChunk * kChunksAtOnce);
    parallel_chunks(context, some, kChunk, [&](std::size_t chunk, std::size_t begin, std::size_t end) {
      append_rows(first + begin, first + end, chunks[chunk]);
    });
    for (CsvRows& rows : chunks) {
      file_.append(rows.text());
      rows.clear();
    }
  }
}

void write_csv_rows(const std::string& path, std::span<const std::string> header, std::size_t num_rows,
                    const ExecutionContext& context,
                    const std::function<void(std::size_t, std::size_t, CsvRows&)>& fill) {
  CsvWriter writer(path, header);
  writer.items(num_rows, context, fill);
  writer.close();
}

}  // namespace byname
