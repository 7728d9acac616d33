// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "register/fixed_bytes.hpp"

namespace byname {

/// Where keys, salts and nonces come from. Passed down: a test gives a seeded one and gets the same register
/// byte for byte.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(void* bytes, std::size_t size) = 0;

  template <typename Fixed>
  Fixed draw() {
    Fixed fixed;
    fill(fixed.bytes.data(), Fixed::kSize);
    return fixed;
  }
};

/// The operating system's generator: the only one that the program uses.
class SystemRandom final : public RandomSource {
 public:
  SystemRandom();
  void fill(void* bytes, std::size_t size) override;
};

/// The same bytes for the same seed. For tests: whoever knows the seed knows every key.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(void* bytes, std::size_t size) override;

 private:
  std::uint64_t seed_;
  std::uint64_t num_fills_ = 0;
};

/// Readies libsodium; may be called again. Every entry point that uses it calls this first. Throws
/// InternalError if the machine gives no random numbers.
void begin_cryptography();

}  // namespace byname
