// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace byname {

/// A stream of bytes, read once from start to end.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills up to `size` bytes and returns how many; 0 only at the end. Throws DataError if the file cannot be
  /// read on or its archive is broken.
  virtual std::size_t read(char* into, std::size_t size) = 0;
};

/// Opens a plain, gzip (also of several members) or zstd file; which of them is told by its first bytes, not
/// its name. Throws DataError if it cannot be opened.
std::unique_ptr<ByteSource> open_byte_source(const std::string& path);

/// Reads until `size` bytes are there or the source ends.
std::size_t read_fully(ByteSource& source, char* into, std::size_t size);

}  // namespace byname
