// SPDX-License-Identifier: Apache-2.0
#include "register/digest.hpp"

#include <bit>
#include <sodium.h>

#include "base/error.hpp"

namespace byname {

namespace {

crypto_generichash_state* state_of(std::array<unsigned char, 512>& bytes) {
  static_assert(sizeof(crypto_generichash_state) <= 512);
  return reinterpret_cast<crypto_generichash_state*>(bytes.data());
}

}  // namespace

Digest::Digest(std::string_view label) : Digest(label, {}) {}

Digest::Digest(std::string_view label, std::string_view secret) {
  const auto* key = reinterpret_cast<const unsigned char*>(secret.data());
  const int failed =
      crypto_generichash_init(state_of(state_), secret.empty() ? nullptr : key, secret.size(), 32);
  BYNAME_CHECK(failed == 0, "a digest cannot begin with a secret of {} bytes", secret.size());
  add(label);
}

void Digest::update(std::string_view bytes) {
  crypto_generichash_update(state_of(state_), reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
}

Digest& Digest::add(std::uint64_t number) {
  static_assert(std::endian::native == std::endian::little, "numbers are hashed with their low byte first");
  update({reinterpret_cast<const char*>(&number), sizeof number});
  return *this;
}

Digest& Digest::add(std::string_view field) {
  add(static_cast<std::uint64_t>(field.size()));
  update(field);
  return *this;
}

void Digest::finish_into(unsigned char* whole) { crypto_generichash_final(state_of(state_), whole, 32); }

Hash merkle_root(const Hash* leaves, std::size_t num_leaves) {
  if (num_leaves == 0) return Digest("no leaf").finish<Hash>();
  if (num_leaves == 1) return Digest("leaf").add(leaves->view()).finish<Hash>();
  const std::size_t left = std::bit_floor(num_leaves - 1);  // the largest power of two below
  const Hash first = merkle_root(leaves, left);
  const Hash second = merkle_root(leaves + left, num_leaves - left);
  return Digest("node").add(first.view()).add(second.view()).finish<Hash>();
}

}  // namespace byname
