// SPDX-License-Identifier: Apache-2.0
#include "table/segment_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace byname {

namespace {

// Not zeroed: a small file then touches only the pages that it fills.
std::unique_ptr<char[]> unset_bytes(std::size_t size) { return std::make_unique_for_overwrite<char[]>(size); }

}  // namespace

SegmentBuffer::SegmentBuffer(ByteSource& source, std::size_t size)
    : source_(source),
      bytes_(unset_bytes(std::max<std::size_t>(size, 16))),
      capacity_(std::max<std::size_t>(size, 16)) {
  fill();
}

void SegmentBuffer::refill(const char* keep) {
  const auto rest = static_cast<std::size_t>(end() - keep);
  if (rest * 2 > capacity_) {
    capacity_ *= 2;
    std::unique_ptr<char[]> larger = unset_bytes(capacity_);
    std::memcpy(larger.get(), keep, rest);
    bytes_ = std::move(larger);
  } else if (rest > 0) {
    std::memmove(bytes_.get(), keep, rest);
  }
  filled_ = rest;
  fill();
}

void SegmentBuffer::fill() {
  filled_ += read_fully(source_, bytes_.get() + filled_, capacity_ - filled_);
  is_last_ = filled_ < capacity_;
}

}  // namespace byname
