// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include "table/byte_source.hpp"

namespace byname {

/// A window that moves over a source, so that a file is never held whole.
class SegmentBuffer {
 public:
  /// Reads the first `size` bytes of the source.
  SegmentBuffer(ByteSource& source, std::size_t size);

  const char* begin() const { return bytes_.get(); }
  const char* end() const { return bytes_.get() + filled_; }
  /// Tells whether the source ends at end().
  bool is_last() const { return is_last_; }

  /// Moves what begins at `keep` to the front and fills up the rest; where it is more than half, the window
  /// grows. Invalidates every pointer into the buffer.
  void refill(const char* keep);

 private:
  void fill();

  ByteSource& source_;
  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_;
  std::size_t filled_ = 0;
  bool is_last_ = false;
};

}  // namespace byname
