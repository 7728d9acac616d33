// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "spec/linkage_table.hpp"
#include "table/spill_file.hpp"

namespace byname {

/// Where the records of a linkage stand and what they are called: rows as runs, ids one after another, about
/// 4 bytes a record beside the letters of its id. While nobody looks at ids they can lie on disk.
class RecordNames {
 public:
  RecordNames() = default;
  explicit RecordNames(const LinkageTable& table);
  /// Takes lists, files, rows and ids out of a table.
  static RecordNames taken_from(LinkageTable& table);

  std::vector<std::string> list_labels;
  std::vector<std::string> file_names;

  /// Appends a record.
  void add(std::uint32_t list, std::uint32_t file, std::uint64_t row, std::string_view id);

  std::size_t size() const { return size_; }
  std::uint32_t list(std::uint32_t record) const { return run_of(record).list; }
  std::uint32_t file(std::uint32_t record) const { return run_of(record).file; }
  std::uint64_t row(std::uint32_t record) const {
    const Run& run = run_of(record);
    return run.row + (record - run.first);
  }
  /// The id; stays where it is until the ids are put on disk.
  std::string_view id(std::uint32_t record) const {
    const Chunk& chunk = chunks_[record / kChunk];
    const std::size_t at = record % kChunk;
    return std::string_view(chunk.text).substr(chunk.begin[at], chunk.begin[at + 1] - chunk.begin[at]);
  }
  /// Asks for the memory of an id some time before it is read.
  void prefetch(std::uint32_t record) const {
    __builtin_prefetch(&chunks_[record / kChunk].begin[record % kChunk]);
  }
  /// Asks for the letters of an id, some time after prefetch().
  void prefetch_text(std::uint32_t record) const {
    const Chunk& chunk = chunks_[record / kChunk];
    __builtin_prefetch(chunk.text.data() + chunk.begin[record % kChunk]);
  }
  /// Records of each list.
  std::vector<std::uint64_t> list_sizes() const;

  /// Puts the ids of full chunks on disk, and all back into memory.
  void spill(SpillFile& file);
  void load(const SpillFile& file);

 private:
  static constexpr std::size_t kChunk = std::size_t{1} << 16;
  /// Records one after another whose rows are so too.
  struct Run {
    std::uint32_t first = 0;
    std::uint32_t list = 0;
    std::uint32_t file = 0;
    std::uint64_t row = 0;
  };
  struct Chunk {
    std::vector<std::uint32_t> begin = {0};  ///< per id, and the end
    std::string text;
    SpillFile::Extent begins_on_disk;
    SpillFile::Extent text_on_disk;
    bool is_on_disk = false;
  };
  const Run& run_of(std::uint32_t record) const;

  std::size_t size_ = 0;
  std::vector<Run> runs_;
  std::vector<Chunk> chunks_;
};

}  // namespace byname
