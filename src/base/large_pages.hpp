// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

namespace byname {

/// Gets `bytes` of memory, on large pages where the system has them to spare. Throws std::bad_alloc.
void* allocate_on_large_pages(std::size_t bytes);
void free_large_pages(void* memory) noexcept;

/// Lets the heap keep what is freed for what comes next: given back to the system, every page would have to
/// be cleared anew. For programs that end soon; called once, at their begin.
void keep_freed_memory();

/// Lets no more than so many threads have a heap of their own: what one thread frees in its heap is of no use
/// to those of another. Where many threads allocate at once, they wait for one another more often.
void share_heaps(int num_heaps);

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

/// A large array of fixed size whose values are not set: whoever fills a part first has its pages near.
template <typename T>
class LargeArray {
 public:
  LargeArray() = default;
  explicit LargeArray(std::size_t size)
      : memory_(static_cast<T*>(allocate_on_large_pages(size * sizeof(T)))), size_(size) {
    static_assert(std::is_trivial_v<T>);
  }
  T* data() { return memory_.get(); }
  const T* data() const { return memory_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(T* memory) const noexcept { free_large_pages(memory); }
  };
  std::unique_ptr<T[], Free> memory_;
  std::size_t size_ = 0;
};

}  // namespace byname
