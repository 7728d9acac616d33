// SPDX-License-Identifier: Apache-2.0
#include "register/secret_bytes.hpp"

#include <cstring>
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <utility>

#include "base/error.hpp"
#include "register/random_source.hpp"

namespace byname {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  begin_cryptography();
  data_ = static_cast<unsigned char*>(sodium_malloc(size));
  if (data_ == nullptr)
    throw UserError("the machine allows no more locked memory for keys. Raise it (ulimit -l) and try again.");
  std::memset(data_, 0, size);
}

SecretBytes::SecretBytes(std::string_view bytes) : SecretBytes(bytes.size()) {
  std::memcpy(data_, bytes.data(), bytes.size());
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

SecretBytes::~SecretBytes() { sodium_free(data_); }

void forbid_memory_dumps() noexcept {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace byname
