// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace byname {

/// Bytes that must not leave the memory: locked against swapping, left out of core dumps, wiped at the end.
/// Can be moved, not copied.
class SecretBytes {
 public:
  SecretBytes() = default;
  /// `size` zero bytes. Throws UserError where the machine allows no more locked memory.
  explicit SecretBytes(std::size_t size);
  explicit SecretBytes(std::string_view bytes);
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();

  unsigned char* data() noexcept { return data_; }
  const unsigned char* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  std::string_view view() const noexcept { return {reinterpret_cast<const char*>(data_), size_}; }
  SecretBytes copy() const { return SecretBytes(view()); }

 private:
  unsigned char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Forbids core dumps of this process and other programs of the same user to look into it.
void forbid_memory_dumps() noexcept;

}  // namespace byname
