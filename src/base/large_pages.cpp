// SPDX-License-Identifier: Apache-2.0
#include "base/large_pages.hpp"

#include <climits>
#include <cstdlib>
#include <malloc.h>
#include <sys/mman.h>

namespace byname {

namespace {

constexpr std::size_t kPageBytes = std::size_t{1} << 21;

}  // namespace

void keep_freed_memory() {
#if defined(__GLIBC__)
  ::mallopt(M_MMAP_THRESHOLD, 1 << 30);
  ::mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
}

void share_heaps(int num_heaps) {
#if defined(__GLIBC__)
  ::mallopt(M_ARENA_MAX, num_heaps);
#else
  static_cast<void>(num_heaps);
#endif
}

void* allocate_on_large_pages(std::size_t bytes) {
  if (bytes < 2 * kPageBytes) {
    void* memory = std::malloc(bytes == 0 ? 1 : bytes);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
  if (bytes > static_cast<std::size_t>(-1) - kPageBytes) throw std::bad_alloc();
  const std::size_t rounded = (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
  void* memory = std::aligned_alloc(kPageBytes, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  // Only a wish: where the system has no large pages, small ones do.
  static_cast<void>(::madvise(memory, rounded, MADV_HUGEPAGE));
  return memory;
}

void free_large_pages(void* memory) noexcept { std::free(memory); }

}  // namespace byname
