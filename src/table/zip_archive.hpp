// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "table/byte_source.hpp"

namespace byname {

/// What an archive may unpack to before it is taken for one that was made to fill the memory or the disk.
struct ZipLimits {
  std::uint64_t max_parts = 20'000;
  std::uint64_t max_ratio = 250;  ///< unpacked bytes per packed byte of a part, once it is over free_bytes
  std::uint64_t free_bytes = std::uint64_t{16} << 20;
  std::uint64_t max_total_bytes = std::uint64_t{16} << 30;  ///< of all that is read, also twice
};

/// A ZIP archive of which parts are read by name. The sizes that the archive claims are not believed: what is
/// read is counted.
class ZipArchive {
 public:
  /// Throws DataError if the file cannot be opened, is no whole archive, or has too many parts.
  ZipArchive(std::string path, const ZipLimits& limits);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  /// Whether there is a part of that name, in small or capital letters.
  bool has(const std::string& name);
  /// Opens a part; one at a time. Throws DataError if there is none, if it is encrypted or packed in an
  /// unknown way, and while it is read if it is damaged or over a limit.
  std::unique_ptr<ByteSource> open(const std::string& name);
  const std::string& path() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace byname
