// SPDX-License-Identifier: Apache-2.0
#include "register/random_source.hpp"

#include <cstring>
#include <sodium.h>

#include "base/error.hpp"

namespace byname {

void begin_cryptography() { BYNAME_CHECK(sodium_init() >= 0, "libsodium does not start"); }

SystemRandom::SystemRandom() { begin_cryptography(); }

void SystemRandom::fill(void* bytes, std::size_t size) { randombytes_buf(bytes, size); }

SeededRandom::SeededRandom(std::uint64_t seed) : seed_(seed) { begin_cryptography(); }

void SeededRandom::fill(void* bytes, std::size_t size) {
  unsigned char key[randombytes_SEEDBYTES] = {};
  std::memcpy(key, &seed_, sizeof seed_);
  std::memcpy(key + sizeof seed_, &num_fills_, sizeof num_fills_);
  ++num_fills_;
  randombytes_buf_deterministic(bytes, size, key);
}

}  // namespace byname
