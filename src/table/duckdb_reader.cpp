// SPDX-License-Identifier: Apache-2.0
#include "table/duckdb_reader.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.hpp"
#include "table/byte_source.hpp"
#include "table/csv_record.hpp"
#include "table/list_columns.hpp"
#include "table/parquet_scan.hpp"

namespace byname {

namespace {

/// A copy of an archive's contents in a file without a name, gone when this is gone: Parquet is not read from
/// start to end, so it cannot be streamed.
class UnpackedFile {
 public:
  explicit UnpackedFile(const std::string& archive) {
    std::string name = (std::filesystem::temp_directory_path() / "byname-XXXXXX").string();
    descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor_ < 0) fail();
    ::unlink(name.c_str());
    try {
      copy(*open_byte_source(archive));
    } catch (...) {
      ::close(descriptor_);
      throw;
    }
  }
  UnpackedFile(const UnpackedFile&) = delete;
  UnpackedFile& operator=(const UnpackedFile&) = delete;
  ~UnpackedFile() { ::close(descriptor_); }

  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  [[noreturn]] static void fail() {
    throw UserError(
        fmt::format("cannot unpack into the folder for temporary files: {}. Set TMPDIR to another one.",
                    std::strerror(errno)));
  }

  void copy(ByteSource& source) {
    std::vector<char> block(std::size_t{1} << 20);
    while (const std::size_t count = source.read(block.data(), block.size())) {
      for (std::size_t done = 0; done < count;) {
        const ssize_t written = ::write(descriptor_, block.data() + done, count - done);
        if (written < 0) fail();
        done += static_cast<std::size_t>(written);
      }
    }
  }

  int descriptor_ = -1;
};

bool is_archive(const std::string& path) { return path.ends_with(".gz") || path.ends_with(".zst"); }

void check_names(const std::vector<std::string>& names, const std::string& path) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (names[i] != names[j]) continue;
      throw DataError(
          fmt::format("{} has two columns named '{}': column {} and column {}. Rename one of them.", path,
                      names[i], j + 1, i + 1));
    }
  }
}

/// Returns the first column whose cell is too large.
std::optional<std::size_t> too_large_cell(const ParquetScan& scan, std::size_t row) {
  for (std::size_t i = 0; i < scan.names().size(); ++i) {
    const auto text = scan.text(i, row);
    if (text && text->size() > kMaxCellBytes) return i;
  }
  return std::nullopt;
}

void append_row(const ParquetScan& scan, std::size_t row, const std::vector<std::size_t>& targets,
                bool keeps_empty_texts, InputList& list) {
  for (std::size_t i = 0; i < targets.size(); ++i) {
    TextColumn& column = list.columns[targets[i]];
    const auto text = scan.text(i, row);
    const bool is_null = !text || (text->empty() && !keeps_empty_texts);
    column.codes.push_back(is_null ? Dictionary::kNull : column.dictionary.insert(*text));
  }
}

}  // namespace

void read_parquet(const std::string& path, std::uint32_t file_index, InputFile& file, InputList& list,
                  std::vector<Reject>& rejects, const ReadOptions& options, const ExecutionContext& context) {
  std::optional<UnpackedFile> unpacked;
  if (is_archive(path)) unpacked.emplace(path);
  ParquetScan scan(unpacked ? unpacked->path() : path, path, {}, context.num_threads, options.lists_as_json);
  check_names(scan.names(), path);
  std::vector<std::size_t> targets;
  for (const std::string& name : scan.names()) targets.push_back(column_of_list(list, name));
  while (scan.next_batch()) {
    context.check_cancelled();
    for (std::size_t row = 0; row < scan.batch_size(); ++row) {
      ++file.num_rows;
      if (const auto column = too_large_cell(scan, row)) {
        ++file.num_rejected;
        rejects.push_back({file_index, file.num_rows, 0, scan.names()[*column], "a cell is over 64 MiB", ""});
        continue;
      }
      append_row(scan, row, targets, options.keeps_empty_texts, list);
      list.file.push_back(file_index);
      list.row.push_back(file.num_rows);
      list.line.push_back(0);
    }
  }
  pad_columns(list);
  if (file.num_rows == 0)
    throw DataError(fmt::format("{} has columns but no rows. Leave it out or get it again.", path));
}

}  // namespace byname
