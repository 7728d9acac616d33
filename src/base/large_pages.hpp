// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace byname {

/// Gets `bytes` of memory, on large pages where the system has them to spare. Throws std::bad_alloc.
void* allocate_on_large_pages(std::size_t bytes);
void free_large_pages(void* memory) noexcept;

/// Allocator for large arrays that are read in no order: on pages of 2 MiB nearly every look-up finds its
/// page's address cached. Small arrays come from the ordinary heap.
template <typename T>
struct LargePageAllocator {
  using value_type = T;
  LargePageAllocator() noexcept = default;
  template <typename U>
  LargePageAllocator(const LargePageAllocator<U>&) noexcept {}
  T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_alloc();
    return static_cast<T*>(allocate_on_large_pages(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t) noexcept { free_large_pages(memory); }
  friend bool operator==(const LargePageAllocator&, const LargePageAllocator&) { return true; }
};

/// A vector for look-ups in no order.
template <typename T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace byname
