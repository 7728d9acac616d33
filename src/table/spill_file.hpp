// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace byname {

/// A file for what does not fit in memory. It has no name from its birth, so that nothing is left of it
/// however the program ends. Thread safe.
class SpillFile {
 public:
  /// Makes the file in `folder`. Throws UserError if it cannot be made.
  explicit SpillFile(const std::string& folder);
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;
  ~SpillFile();

  /// Where a piece lies.
  struct Extent {
    std::uint64_t offset = 0;
    std::uint64_t stored = 0;  ///< bytes in the file; fewer than `size` where they are compressed
    std::uint64_t size = 0;    ///< bytes as written
  };
  /// Appends a piece. Throws UserError when the disk is full.
  Extent write(std::string_view bytes);
  /// Reads a piece: `size` bytes from `to` on.
  void read(const Extent& extent, char* to) const;
  std::string read(const Extent& extent) const;
  std::uint64_t size() const { return size_; }

 private:
  int descriptor_ = -1;
  std::atomic<std::uint64_t> size_{0};
};

/// Bytes dealt out to parts, each of which is read back whole: in the order appended by one thread, in any
/// order by several. Thread safe.
class SpillParts {
 public:
  /// What is appended is written when `block_bytes` have come together in a part.
  SpillParts(const std::string& folder, std::size_t num_parts, std::size_t block_bytes);

  /// Appends whole records.
  void append(std::size_t part, std::string_view bytes);
  std::size_t num_parts() const { return parts_.size(); }
  /// Bytes of a part.
  std::uint64_t size(std::size_t part) const;
  /// All bytes of a part.
  std::string read(std::size_t part) const;

 private:
  struct Part {
    std::mutex mutex;
    std::string open;
    std::vector<SpillFile::Extent> extents;
    std::uint64_t size = 0;
  };
  SpillFile file_;
  std::size_t block_bytes_;
  std::vector<std::unique_ptr<Part>> parts_;
};

/// Appends a whole number as 7 bits a byte, lowest first; the top bit says that more follow.
void append_varint(std::uint64_t number, std::string& bytes);
/// Reads such a number and moves `at` behind it.
inline std::uint64_t take_varint(const char*& at) {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at++);
    number |= std::uint64_t{byte & 0x7Fu} << shift;
    if (byte < 0x80) return number;
  }
}

}  // namespace byname
