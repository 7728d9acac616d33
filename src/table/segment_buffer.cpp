// SPDX-License-Identifier: Apache-2.0
#include "table/segment_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace byname {

SegmentBuffer::SegmentBuffer(ByteSource& source, std::size_t size) : source_(source), bytes_(std::max<std::size_t>(size, 16)) { fill(); }

void SegmentBuffer::refill(const char* keep) {
  const std::size_t rest = static_cast<std::size_t>(end() - keep);
  if (rest > 0) std::memmove(bytes_.data(), keep, rest);
  filled_ = rest;
  if (rest * 2 > bytes_.size()) bytes_.resize(bytes_.size() * 2);
  fill();
}

void SegmentBuffer::fill() {
  filled_ += read_fully(source_, bytes_.data() + filled_, bytes_.size() - filled_);
  is_last_ = filled_ < bytes_.size();
}

}  // namespace byname
